const minute = 60_000;
const shortest = 15 * minute;
const mostGaps = 12;

/** From when to when something was, or nothing was recorded. */
export type Span = { from: Date; to: Date };

/**
 * For how many milliseconds nothing may be recorded before that is said, in an incident that lasts so many: a twelfth of
 * it, so that there are never more than a dozen such gaps, and a quarter of an hour at the least.
 */
export function longestPause({ from, to }: Span): number {
  return Math.max(shortest, (to.getTime() - from.getTime()) / mostGaps);
}

/** From when to when an incident lasts that is told by entries between these; until `now` while it is open. Null where there are none. */
export function lastingOf(
  { first, last }: { first: Date | null; last: Date | null },
  openAt: Date | null,
): Span | null {
  return first && last ? { from: first, to: openAt && openAt > last ? openAt : last } : null;
}

/**
 * The gaps of a stretch of the timeline, each by the id of the entry that ended it. `entries` are all of the stretch, the
 * newest first; `olderAt` is when the entry before them was, where there is one. What was withdrawn was not recorded, and
 * silence before an incident began, or after it ended, is none.
 */
export function gapsIn(
  entries: readonly { id: string; at: Date; withdrawnAt: Date | null }[],
  olderAt: Date | null,
  lasting: Span | null,
): ReadonlyMap<string, Span> {
  if (!lasting) return new Map();
  const pause = longestPause(lasting);
  const recorded = entries.filter(({ withdrawnAt }) => withdrawnAt === null);
  return new Map(
    recorded.flatMap(({ id, at: to }, place) => {
      const from = recorded[place + 1]?.at ?? olderAt;
      const within = from && from >= lasting.from && to <= lasting.to;
      return within && to.getTime() - from.getTime() > pause ? [[id, { from, to }] as const] : [];
    }),
  );
}
