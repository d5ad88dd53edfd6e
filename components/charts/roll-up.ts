import { gaps, nothing, runs } from "./series";
import type { PoolPoint, Span } from "./types";

/** Several buckets as one row: what was lowest and highest stays, the rest is averaged. */
export type PoolRow = Span & {
  usedMin: number | null;
  usedAvg: number | null;
  usedMax: number | null;
  idle: number | null;
  idleInTransaction: number | null;
  waiting: number | null;
  /** The lowest and the highest limit. */
  max: readonly [number, number] | null;
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const lengths = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28].map((count) => count * day),
];

/** How long a row is, so that `span` needs at most `most`: the shortest good length that buckets fill. */
export function rowLength(span: Span, stepMs: number, most: number): number {
  const least = (span.to - span.from) / most;
  if (stepMs >= least) return stepMs;
  const good = lengths.find((length) => length >= least && length <= 3 * least && length % stepMs === 0);
  return good ?? Math.ceil(least / stepMs) * stepMs;
}

/** Buckets as at most about `most` rows; each gap among them is a row in which nothing is known. */
export function rollUp(points: readonly PoolPoint[], stepMs: number, span: Span, most: number): PoolRow[] {
  const length = rowLength(span, stepMs, most);
  const [first] = points;
  if (!first) return [];
  const together = new Map<number, PoolPoint[]>();
  for (const point of points) {
    // Rounded to the nearest bucket: a day in which clocks change is an hour shorter or longer.
    const row = Math.floor((point.at - first.at + stepMs / 2) / length);
    const others = together.get(row);
    if (others) others.push(point);
    else together.set(row, [point]);
  }
  const rows = [...together.values()].map((some) => asRow(some, stepMs));
  const missing = gaps(runs(points, stepMs), span, stepMs);
  return [...rows, ...missing.map((gap) => ({ ...gap, ...nothing }))].sort((a, b) => a.from - b.from);
}

function asRow(points: readonly PoolPoint[], stepMs: number): PoolRow {
  const all = (figure: Exclude<keyof PoolPoint, "instances" | "fullest">) =>
    points.map((point) => point[figure]).filter((value) => value !== null);
  const limits = all("max");
  return {
    from: points[0]?.at ?? 0,
    to: (points.at(-1)?.at ?? 0) + stepMs,
    usedMin: least(all("usedMin")),
    usedAvg: mean(all("usedAvg")),
    usedMax: most(all("usedMax")),
    idle: mean(all("idle")),
    idleInTransaction: mean(all("idleInTransaction")),
    waiting: most(all("waiting")),
    max: limits.length ? [Math.min(...limits), Math.max(...limits)] : null,
  };
}

const least = (values: number[]) => (values.length ? Math.min(...values) : null);
const most = (values: number[]) => (values.length ? Math.max(...values) : null);
const mean = (values: number[]) =>
  values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
