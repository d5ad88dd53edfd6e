import { type Figure, figures } from "../labels";
import type { PoolSample } from "../schema";

/** A sample of one series, as it is stored. */
export type SeriesSample = PoolSample & { seriesId: number };

/** How long each level of figures is kept, in days. */
export const keptDays = { sample: 14, minute: 95, hour: 1_100 } as const;

/** A level of figures: as measured, or rolled up. */
export type Level = keyof typeof keptDays;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const levelSeconds: Readonly<Record<Level, number>> = { sample: 0, minute: 60, hour: 3_600 };
const steps = [
  ...[5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800],
  ...[3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800],
];

/**
 * What a sample's time is worth: one more than a minute ahead of us comes from a clock that is wrong, one from before
 * what is kept has no place any more, and one that is more than a minute behind is late but good.
 */
export function judgeTime(at: Date, now: Date): "good" | "late" | "ahead" | "too old" {
  const behind = now.getTime() - at.getTime();
  if (Number.isNaN(behind) || behind > keptDays.sample * DAY_MS) return "too old";
  if (behind < -MINUTE_MS) return "ahead";
  return behind > MINUTE_MS ? "late" : "good";
}

/**
 * The samples with those of one series and instant made one: a figure that a later one tells wins. They are in the order
 * of series and time, so that two batches written at once wait for each other and never in a circle.
 */
export function mergeSamples(samples: readonly SeriesSample[]): SeriesSample[] {
  const merged = new Map<string, SeriesSample>();
  for (const sample of samples) {
    const key = `${sample.seriesId} ${sample.at.getTime()}`;
    const before = merged.get(key);
    merged.set(key, before ? mergedWith(before, sample) : sample);
  }
  return [...merged.values()].sort((a, b) => a.seriesId - b.seriesId || a.at.getTime() - b.at.getTime());
}

function mergedWith(before: SeriesSample, after: SeriesSample): SeriesSample {
  const known = figures.flatMap((figure): [Figure, number][] => {
    const value = after[figure] ?? before[figure];
    return value === null ? [] : [[figure, value]];
  });
  return { ...before, ...Object.fromEntries(known) };
}

/** A count that only grows, at an instant in epoch milliseconds. */
type Counted = { at: number; count: number };

/**
 * By how much a count grew, told in the order of its times, and in how many seconds. Where it fell it began anew, and
 * nobody knows what came before that: such a stretch is left out. Null where no other is left.
 */
export function growthOf(told: readonly Counted[]): { grown: number; seconds: number } | null {
  let [grown, ms] = [0, 0];
  for (const [index, { at, count }] of told.entries()) {
    const before = told[index - 1];
    if (!before || count < before.count) continue;
    grown += count - before.count;
    ms += at - before.at;
  }
  return ms > 0 ? { grown, seconds: ms / 1_000 } : null;
}

/**
 * By how much a sum grew for each one by which its count grew, told in the order of their times. A stretch in which
 * either fell is left out, for both began anew. Null where nothing was counted.
 */
export function meanGrowth(told: readonly { count: number; sum: number }[]): number | null {
  let [counted, summed] = [0, 0];
  for (const [index, { count, sum }] of told.entries()) {
    const before = told[index - 1];
    if (!before || count < before.count || sum < before.sum) continue;
    counted += count - before.count;
    summed += sum - before.sum;
  }
  return counted > 0 ? summed / counted : null;
}

/**
 * How a range is read: from which level, in buckets of how many seconds, so that at most `most` come out. A bucket is
 * never shorter than twice the interval of the samples, for one that is a little late must not look like a gap. Where a
 * level no longer reaches back to `from`, a coarser one is read.
 */
export function readingOf(
  { from, to, now }: { from: Date; to: Date; now: Date },
  most: number,
  intervalSeconds = 0,
): { level: Level; bucketSeconds: number } {
  const seconds = Math.max(1, (to.getTime() - from.getTime()) / 1_000);
  const wanted =
    steps.find((step) => seconds / step <= most && step >= intervalSeconds * 2) ?? Math.ceil(seconds / most);
  const ageDays = (now.getTime() - from.getTime()) / DAY_MS;
  const kept = (["sample", "minute", "hour"] as const).filter(
    (level) => level === "hour" || ageDays <= keptDays[level],
  );
  const level = kept.findLast((each) => levelSeconds[each] <= wanted) ?? kept[0] ?? "hour";
  return { level, bucketSeconds: Math.max(wanted, levelSeconds[level]) };
}
