/** How an entry stands to the moment that is looked at: it is of that time, or the nearest where none is. */
export type Moment = "then" | "nearest";

/** The place of the time that is nearest to an instant; -1 where there is none. */
export function nearestTo(times: readonly number[], at: number): number {
  let nearest = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (const [index, time] of times.entries()) {
    if (Math.abs(time - at) >= distance) continue;
    distance = Math.abs(time - at);
    nearest = index;
  }
  return nearest;
}

/** How entries of these times stand to an instant, those within `withinMs` being of it; undefined for the others. */
export function momentsAt(
  times: readonly number[],
  at: number | null,
  withinMs: number,
): (Moment | undefined)[] {
  if (at === null) return times.map(() => undefined);
  const then = times.map((time) => Math.abs(time - at) <= withinMs);
  if (then.some(Boolean)) return then.map((is) => (is ? "then" : undefined));
  const nearest = nearestTo(times, at);
  return times.map((_, index) => (index === nearest ? "nearest" : undefined));
}
