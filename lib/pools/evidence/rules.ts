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
