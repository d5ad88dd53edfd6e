import type { SeriesPoint } from "../../incidents/evidence/schema";

/** A stretch of time that is looked at. */
export type Stretch = { from: Date; to: Date };

/** The points whose bucket touches a stretch. */
export function pointsWithin(
  points: readonly SeriesPoint[],
  bucketSeconds: number,
  { from, to }: Stretch,
): SeriesPoint[] {
  return points.filter(({ at }) => at < to && at.getTime() + bucketSeconds * 1_000 > from.getTime());
}

/**
 * A stretch without a silence that it begins with and that takes more than half of it, as that of a pool which nobody
 * watched before: it then begins a tenth of the rest before the first moment of which anything is known.
 */
export function withoutFirstSilence({ from, to }: Stretch, known: readonly Date[]): Stretch {
  const within = known.map((at) => at.getTime()).filter((at) => at >= from.getTime() && at < to.getTime());
  const first = Math.min(...within);
  const [rest, all] = [to.getTime() - first, to.getTime() - from.getTime()];
  if (within.length === 0 || rest > all / 2) return { from, to };
  return { from: new Date(first - rest / 10), to };
}
