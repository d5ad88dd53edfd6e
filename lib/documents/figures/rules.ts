import type { SeriesPoint } from "../../incidents/evidence/schema";
import type { Cell } from "../csv/rules";

/** A series with the name of its pool. */
export type NamedSeries = { name: string; bucketSeconds: number; points: readonly SeriesPoint[] };

const columns = [
  ["in use, least", "usedMin"],
  ["in use, mean", "usedAvg"],
  ["in use, most", "usedMax"],
  ["idle", "idle"],
  ["idle in transaction", "idleInTransaction"],
  ["waiting", "waiting"],
  ["limit", "max"],
] as const;

/** Series as rows under a head: where each bucket begins (ISO 8601, UTC), how long it is, and what is known of it. */
export function figureRows(series: readonly NamedSeries[]): Cell[][] {
  const head = ["time", "seconds", "pool", ...columns.map(([title]) => title), "fullest instance, %"];
  const rows = series.flatMap(({ name, bucketSeconds, points }) =>
    points.map((point): Cell[] => [
      ...[point.at.toISOString(), bucketSeconds, name],
      ...columns.map(([, figure]) => rounded(point[figure], 1)),
      rounded(point.utilisation, 100),
    ]),
  );
  return [head, ...rows];
}

const rounded = (value: number | null, times: number) =>
  value === null ? null : Math.round(value * times * 1_000) / 1_000;
