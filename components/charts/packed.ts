import { nothing } from "./series";
import type { PoolPoint } from "./types";

const figures = ["usedMin", "usedAvg", "usedMax", "idle", "idleInTransaction", "waiting", "max"] as const;

/** Points as columns, for the way to the browser: a third of what they take as objects. */
export type PackedPoints = { at: readonly number[] } & Readonly<
  Partial<Record<(typeof figures)[number], readonly (number | null)[]>>
>;

/**
 * Points by figure instead of by bucket: instants as distances in `stepMs` from the one before, averages to a hundredth.
 * What was never measured is left out.
 */
export function packPoints(points: readonly PoolPoint[], stepMs: number): PackedPoints {
  const at = points.map((point, index) => {
    const before = points[index - 1];
    return before ? (point.at - before.at) / stepMs : point.at;
  });
  const columns = figures.flatMap((figure) => {
    const values = points.map((point) => rounded(point[figure]));
    return values.some((value) => value !== null) ? [[figure, values] as const] : [];
  });
  return { at, ...Object.fromEntries(columns) };
}

/** The points as they were before they were packed. */
export function unpackPoints(packed: PackedPoints, stepMs: number): PoolPoint[] {
  let at = 0;
  return packed.at.map((distance, index) => {
    at = index === 0 ? distance : Math.round(at + distance * stepMs);
    const point: PoolPoint = { at, ...nothing };
    for (const figure of figures) point[figure] = packed[figure]?.[index] ?? null;
    return point;
  });
}

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);
