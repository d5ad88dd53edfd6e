import { formatBetween, formatCount } from "./format-figures";
import { type SeriesKey, seriesLabel } from "./house-style";
import { isKnown } from "./series";
import type { PoolPoint } from "./types";

/** One line of what a chart says at an instant. */
export type Reading = { key: SeriesKey; label: string; value: string; more?: string };

type Compared = { label: string; used: number | null } | undefined;

/** What is known of a bucket, in the order in which it is read; nothing where nothing is. */
export function readOut(point: PoolPoint | undefined, compared?: Compared): Reading[] {
  const readings: Reading[] = [];
  if (point && isKnown(point)) {
    const used = inUse(point);
    if (used) readings.push(used);
    for (const key of ["idleInTransaction", "idle", "waiting"] as const) {
      const value = point[key];
      if (value !== null) readings.push({ key, label: seriesLabel(key), value: formatCount(value) });
    }
  }
  if (compared && compared.used !== null)
    readings.push({ key: "compare", label: compared.label, value: formatCount(compared.used) });
  return readings;
}

function inUse({ usedMin, usedAvg, usedMax, max }: PoolPoint): Reading | undefined {
  const [low, high] = [usedMin ?? usedAvg, usedMax ?? usedAvg];
  if (low === null || high === null) return undefined;
  const value = formatBetween(low, high) + (max === null ? "" : ` of ${formatCount(max)}`);
  const share = max === null || max <= 0 ? [] : [`${Math.floor((high / max) * 100)} %`];
  const average = low !== high && usedAvg !== null ? [`on average ${formatCount(usedAvg)}`] : [];
  const more = [...share, ...average].join(", ");
  return { key: "used", label: seriesLabel("used"), value, ...(more ? { more } : {}) };
}

/** The same to be read aloud: 'In use 46 of 50, 92 %; Waiting 12'. */
export function spoken(readings: readonly Reading[]): string {
  if (readings.length === 0) return "No data";
  return readings.map(({ label, value, more }) => `${label} ${value}${more ? `, ${more}` : ""}`).join("; ");
}
