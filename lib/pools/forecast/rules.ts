import type { PoolSample } from "../schema";

/** What a forecast needs of a sample. `timeouts` tells a restart: it counts from zero again. */
export type UsedSample = Pick<PoolSample, "at" | "used" | "max"> & { timeouts?: number | null };

/** A line through `used` over a window that ends at the instant of asking. */
export type Line = {
  windowMs: number;
  /** Samples that it goes through. */
  samples: number;
  slopePerMinute: number;
  /** Connections in use at the instant of asking, as the line has it. */
  level: number;
  /** r², from 0 to 1: how much of the movement the line explains; 1 where nothing moves. */
  fit: number;
};

/** Why something cannot be told from the samples. */
export type Unknown = "no-data" | "too-few-samples" | "limit-unknown";

/** Why no time to exhaustion is given. */
export type NoForecast = Unknown | "limit-reached" | "not-rising" | "unsteady" | "far-ahead";

/** When a pool will be full if it goes on like this, or why that is not told; with the line, where there is one. */
export type Forecast =
  | { validity: "ok"; secondsLeft: number; exhaustedAt: Date; line: Line }
  | { validity: "none"; why: NoForecast; line: Line | null };

/** Whether a detector's condition holds at an instant, by which figure; or that it cannot be told, which is no "no". */
export type Detection =
  | { validity: "ok"; holds: boolean; value: number }
  | { validity: "none"; why: Unknown };

const minute = 60_000;

/**
 * When a time to exhaustion is given. Windows are tried from the shortest, until the line through one fits: what rises
 * fast shows soon, what rises slowly needs long to stand out from the noise.
 */
export const forecastLimits = {
  /** From the shortest to the longest. */
  windowsMs: [10 * minute, 30 * minute, 60 * minute],
  leastFit: 0.5,
  /** Connections by which the line rises over its window; one that comes and stays is no trend. */
  leastRise: 2,
  mostAheadMs: 24 * 60 * minute,
} as const;

/** The condition of `predictExhaustion`, the history it reads, and how long it is to hold before it means something. */
export const predictionLimits = {
  historyMs: 10 * minute,
  aheadMs: 15 * minute,
  above: 0.5,
  forMs: 2 * minute,
} as const;

/** The condition of `findRisingFloor`, the history it reads, and how long it is to hold before it means something. */
export const risingFloorLimits = {
  historyMs: 40 * minute,
  floorMs: 5 * minute,
  withinMs: 30 * minute,
  rise: 8,
  forMs: 5 * minute,
} as const;

// What a figure needs before it is told: samples of a line, the share of its window that they span, samples of a floor.
const leastOfLine = 5;
const leastSpan = 0.5;
const leastOfFloor = 3;
// After a silence longer than this, what was before does not tell where things go.
const gapMs = 3 * minute;

/**
 * Time to exhaustion: a line of least squares through `used` over a recent window, extrapolated to the newest known
 * limit, (max − level) / slope, as PromQL's `predict_linear` does (Prometheus documentation, 'Query functions'). It is
 * given only where the line rises and fits. Samples come in any order; left out is what is later than `now`, has no
 * `used`, or lies before a gap or a restart.
 */
export function forecast(
  samples: readonly UsedSample[],
  now: Date,
  windowsMs: readonly number[] = forecastLimits.windowsMs,
): Forecast {
  const windows = windowsMs.map((windowMs) => recent(samples, now, windowMs));
  const lines = windows.flatMap((points, index) => lineThrough(points, now, windowsMs[index] ?? 0) ?? []);
  const best = lines.toSorted((one, other) => other.fit - one.fit)[0] ?? null;
  const points = windows.at(-1) ?? [];
  const [newest, max] = [points.at(-1), newestLimit(points)];
  const none = (why: NoForecast, line = best): Forecast => ({ validity: "none", why, line });
  if (!newest) return none("no-data");
  if (max === null) return none("limit-unknown");
  if (newest.used >= max) return none("limit-reached");
  if (!best) return none("too-few-samples");
  const line = lines.find((candidate) => rises(candidate) && candidate.fit >= forecastLimits.leastFit);
  if (!line) return none(rises(best) ? "unsteady" : "not-rising");
  const leftMs = Math.max(0, ((max - line.level) / line.slopePerMinute) * minute);
  if (leftMs > forecastLimits.mostAheadMs) return none("far-ahead", line);
  const exhaustedAt = new Date(now.getTime() + leftMs);
  return { validity: "ok", secondsLeft: Math.round(leftMs / 1000), exhaustedAt, line };
}

/** Of some instances' forecasts the one that matters first: what is full already, what will be full soonest, and last what cannot be told. */
export const soonest = (forecasts: readonly Forecast[]): Forecast | undefined =>
  forecasts.toSorted((one, other) => untilFull(one) - untilFull(other))[0];

function untilFull(given: Forecast): number {
  if (given.validity === "ok") return given.secondsLeft;
  if (given.why === "limit-reached") return -1;
  // Later than any that is given: first what was measured and does not rise, last an instance that is silent.
  if (given.why === "no-data") return Number.POSITIVE_INFINITY;
  return given.why === "limit-unknown" || given.why === "too-few-samples" ? 2e12 : 1e12;
}

/** Why no time to exhaustion is given, as a sentence; '' where one is. */
export function whyNoForecast(given: Forecast): string {
  return given.validity === "ok" ? "" : reasons[given.why];
}

const reasons: Readonly<Record<NoForecast, string>> = {
  "no-data": "No sample has come in the last minutes.",
  "too-few-samples": "There are too few samples without a gap.",
  "limit-unknown": "The limit of the pool is not known.",
  "limit-reached": "The limit is reached.",
  "not-rising": "Connections in use do not rise.",
  unsteady: "Connections in use move too unsteadily for a line.",
  "far-ahead": "At this rate the limit is more than a day away.",
};

/** What `predictExhaustion` tells at most, in minutes, and where nothing points at an end. */
export const mostMinutesLeft = 1_440;

/**
 * The detector of what will soon be full: the line through the last ten minutes reaches the limit within a quarter of
 * an hour, while more than half of the pool is in use. The fit is not asked: that it has to hold for a while takes its
 * place. `value` are the minutes left, from 0 to 1,440, which it is as well where the line does not rise or half of the
 * pool is free.
 */
export function predictExhaustion(samples: readonly UsedSample[], now: Date): Detection {
  const { historyMs, aheadMs, above } = predictionLimits;
  const points = recent(samples, now, historyMs);
  const [newest, max, line] = [points.at(-1), newestLimit(points), lineThrough(points, now, historyMs)];
  if (!newest) return { validity: "none", why: "no-data" };
  if (max === null) return { validity: "none", why: "limit-unknown" };
  if (!line) return { validity: "none", why: "too-few-samples" };
  const value = newest.used / max > above ? minutesUntil(max, line) : mostMinutesLeft;
  return { validity: "ok", holds: value <= aheadMs / minute, value };
}

function minutesUntil(max: number, { level, slopePerMinute }: Line): number {
  if (level >= max) return 0;
  return slopePerMinute > 0 ? Math.min((max - level) / slopePerMinute, mostMinutesLeft) : mostMinutesLeft;
}

/**
 * The detector of a leak: the floor of `used`, its least over five minutes, stands eight or more above that of half an
 * hour ago. Work comes and goes and leaves the floor where it is; what leaks is never given back. The floor of half an
 * hour ago is the middle one of three in a row, so that a dip of less than five minutes, as a restart makes it, is no
 * rise when it is over. Work that comes back after a longer silence is: this names suspects, not culprits. `value` is the
 * rise.
 */
export function findRisingFloor(samples: readonly UsedSample[], now: Date): Detection {
  const { historyMs, floorMs, withinMs, rise } = risingFloorLimits;
  const points = sinceRestart(readable(samples, now, historyMs));
  const floor = (agoMs: number) => floorOf(points, now.getTime() - agoMs, floorMs);
  const present = floor(0);
  if (present === null) return { validity: "none", why: "no-data" };
  const before = [-floorMs, 0, floorMs].flatMap((shift) => floor(withinMs + shift) ?? []);
  const middle = before.toSorted((one, other) => one - other)[1];
  if (middle === undefined || before.length < 3) return { validity: "none", why: "too-few-samples" };
  const value = present - middle;
  return { validity: "ok", holds: value >= rise, value };
}

type Point = { at: number; used: number; max: number | null; timeouts: number | null };

const known = (figure: number | null | undefined) =>
  typeof figure === "number" && Number.isFinite(figure) && figure >= 0 ? figure : null;

/** What can be read of the window (now − windowMs, now], in order, one for each instant: the one given last. */
function readable(samples: readonly UsedSample[], now: Date, windowMs: number): Point[] {
  const end = now.getTime();
  const points: Point[] = [];
  for (const sample of samples) {
    const at = sample.at.getTime();
    const used = known(sample.used);
    if (used === null || !(at > end - windowMs && at <= end)) continue;
    points.push({ at, used, max: known(sample.max) || null, timeouts: known(sample.timeouts) });
  }
  points.sort((one, other) => one.at - other.at);
  return points.filter((point, index) => points[index + 1]?.at !== point.at);
}

/** The points since the instance last began: where its count of timeouts went back. */
function sinceRestart(points: Point[]): Point[] {
  let begin = 0;
  let count = 0;
  points.forEach(({ timeouts }, index) => {
    if (timeouts === null) return;
    if (timeouts < count) begin = index;
    count = timeouts;
  });
  return points.slice(begin);
}

/** The points since the last restart and the last gap; none where the present itself is a gap. */
function recent(samples: readonly UsedSample[], now: Date, windowMs: number): Point[] {
  const points = sinceRestart(readable(samples, now, windowMs));
  const before = points.findLastIndex(
    ({ at }, index) => (points[index + 1]?.at ?? now.getTime()) - at > gapMs,
  );
  return points.slice(before + 1);
}

const newestLimit = (points: readonly Point[]) => points.findLast(({ max }) => max !== null)?.max ?? null;

function floorOf(points: readonly Point[], end: number, lengthMs: number): number | null {
  let [least, count] = [Number.POSITIVE_INFINITY, 0];
  for (const { at, used } of points) {
    if (at <= end - lengthMs || at > end) continue;
    count++;
    if (used < least) least = used;
  }
  return count < leastOfFloor ? null : least;
}

const rises = ({ slopePerMinute, windowMs }: Line) =>
  (slopePerMinute * windowMs) / minute >= forecastLimits.leastRise;

/** The line of least squares, and r², the square of Pearson's correlation; null where the points say too little. */
function lineThrough(points: readonly Point[], now: Date, windowMs: number): Line | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < leastOfLine || last.at - first.at < windowMs * leastSpan)
    return null;
  const minutes = (at: number) => (at - now.getTime()) / minute;
  const mean = (figure: (point: Point) => number) =>
    points.reduce((sum, point) => sum + figure(point), 0) / points.length;
  const [x, y] = [mean(({ at }) => minutes(at)), mean(({ used }) => used)];
  let [xx, xy, yy] = [0, 0, 0];
  for (const { at, used } of points) {
    xx += (minutes(at) - x) ** 2;
    xy += (minutes(at) - x) * (used - y);
    yy += (used - y) ** 2;
  }
  const slopePerMinute = xy / xx;
  const fit = yy === 0 ? 1 : Math.min(1, xy ** 2 / (xx * yy));
  return { windowMs, samples: points.length, slopePerMinute, level: y - slopePerMinute * x, fit };
}
