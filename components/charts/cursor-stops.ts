import type { PoolPoint, Span } from "./types";

/** Where a cursor rests: in the middle of each bucket, which is where the curves are drawn from. */
export function stopsOf(points: readonly PoolPoint[], stepMs: number, span: Span): number[] {
  return points.map(({ at }) => at + stepMs / 2).filter((at) => at >= span.from && at <= span.to);
}

/** The stop nearest to an instant; the instant itself where there is none near, which is inside a gap. */
export function snap(at: number, stops: readonly number[], stepMs: number): number {
  let nearest = at;
  let distance = stepMs * 0.75;
  for (const stop of stops) {
    if (Math.abs(stop - at) >= distance) continue;
    distance = Math.abs(stop - at);
    nearest = stop;
  }
  return nearest;
}

/** Where a key takes the cursor: arrows to the next bucket, Page up and Page down a tenth of all, Home and End. */
export function stopByKey(key: string, at: number | null, stops: readonly number[]): number | undefined {
  const last = stops.length - 1;
  const tenth = Math.max(1, Math.round(stops.length / 10));
  // Between two buckets, the next one in either direction is one step away.
  const after = at === null ? 0 : stops.findIndex((stop) => stop > at);
  const before = at === null ? last : stops.findLastIndex((stop) => stop < at);
  const forward = (by: number) => (after < 0 ? last : Math.min(last, after + by - 1));
  const back = (by: number) => (before < 0 ? 0 : Math.max(0, before - by + 1));
  const places: Record<string, () => number> = {
    ArrowRight: () => forward(1),
    ArrowUp: () => forward(1),
    ArrowLeft: () => back(1),
    ArrowDown: () => back(1),
    PageUp: () => forward(tenth),
    PageDown: () => back(tenth),
    Home: () => 0,
    End: () => last,
  };
  const place = places[key]?.();
  return place === undefined ? undefined : stops[place];
}

/** What lies between two stops, whole buckets of it. */
export function between(a: number, b: number, stepMs: number, span: Span): Span {
  return {
    from: Math.max(span.from, Math.min(a, b) - stepMs / 2),
    to: Math.min(span.to, Math.max(a, b) + stepMs / 2),
  };
}

/** The address of a stretch of time: the template with its instants. */
export function rangeHref(template: string, { from, to }: Span): string {
  const instant = (at: number) => encodeURIComponent(new Date(at).toISOString());
  return template.replace("{from}", instant(from)).replace("{to}", instant(to));
}
