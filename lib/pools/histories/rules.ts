import { DAY_MS } from "../../core/zones";
import { keptDays, type Level } from "../samples/rules";
import type { HistoryState, HistoryWindow, Reach } from "./schema";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

// What is newer is judged by alert rules and followed by forecasts: it is collected, and not read as history.
const MARGIN_MS = HOUR_MS;
const ALIGNED_MS = 5 * MINUTE_MS;

const floorTo = (ms: number, unit: number) => Math.floor(ms / unit) * unit;

/** The stretch that a reading of so many days covers: up to an hour ago, back to the beginning of an hour. */
export function spanOf(days: number, now: Date): { since: Date; until: Date } {
  const until = floorTo(now.getTime() - MARGIN_MS, ALIGNED_MS);
  return { since: new Date(floorTo(until - days * DAY_MS, HOUR_MS)), until: new Date(until) };
}

// By an hour less than is kept, so that nothing is dropped beneath what is just being rolled up.
const keptSince = (level: "sample" | "minute", now: Date) =>
  floorTo(now.getTime() - keptDays[level] * DAY_MS, HOUR_MS) + 2 * HOUR_MS;

/** As which level of figures the past before an instant goes in: the finest that is still kept. */
export function levelBefore(at: Date, now: Date): Level {
  const ms = at.getTime() - 1;
  if (ms >= keptSince("sample", now)) return "sample";
  return ms >= keptSince("minute", now) ? "minute" : "hour";
}

// All fit into a minute or an hour, so that engines which move questions onto multiples of the step change nothing.
const STEPS = [5, 10, 15, 20, 30, 60, 300];
const least: Readonly<Record<Level, number>> = { sample: 5, minute: 60, hour: 300 };

/**
 * How far readings of a level are apart, in seconds: as the source is collected, but no closer than a minute where minutes
 * are kept, and five where hours are. Hours are made of twelve readings and not of `max_over_time` and its like, for a
 * figure that is made of several series, or a share of a limit, needs all of them at one instant: the greatest of each
 * need not have been at the same time.
 */
export function stepOf(level: Level, intervalSeconds: number): number {
  const wanted = Math.max(intervalSeconds, least[level]);
  return STEPS.find((step) => step >= wanted) ?? 300;
}

/** So many points of a series are answered at once; Prometheus refuses more (`web/api/v1/api.go`). */
export const mostPointsOfSeries = 11_000;

/** How many steps are asked for at first, when nobody knows yet how many series there are. */
export const firstSteps = 60;

const LEAST_STEPS = 12;
// One more is asked for than is wanted, for waits are told by what came since the reading before.
const MOST_STEPS = mostPointsOfSeries - 1;

/**
 * What is asked for next, the newest that is not read yet; null where all is. It lies within one level, and begins with a
 * minute, or where hours are kept with an hour.
 */
export function nextWindow(
  { since: end, readTo, steps, intervalSeconds }: Reach & { steps: number; intervalSeconds: number },
  now: Date,
): HistoryWindow | null {
  if (readTo <= end) return null;
  const level = levelBefore(readTo, now);
  const stepSeconds = stepOf(level, intervalSeconds);
  const unit = level === "hour" ? HOUR_MS : Math.max(MINUTE_MS, stepSeconds * SECOND_MS);
  const length = Math.max(unit, floorTo(Math.min(steps, MOST_STEPS) * stepSeconds * SECOND_MS, unit));
  const edge = level === "hour" ? end.getTime() : Math.max(end.getTime(), keptSince(level, now));
  const from = Math.max(edge, floorTo(readTo.getTime() - length, unit));
  return { from: new Date(from), to: readTo, level, stepSeconds };
}

/** How many steps a window has. */
export const stepsIn = ({ from, to, stepSeconds }: HistoryWindow): number =>
  Math.ceil((to.getTime() - from.getTime()) / (stepSeconds * SECOND_MS));

/** Whether an engine was asked for this time, in milliseconds; it may tell one step more, from before the window. */
export function isAskedFor(ms: number, { from, to, stepSeconds }: HistoryWindow): boolean {
  const step = stepSeconds * SECOND_MS;
  return ms >= from.getTime() - step && ms < to.getTime() && ms % step === 0;
}

// Some 400 kB, read and mapped in a moment in which the process does nothing else.
const WANTED_POINTS = 20_000;
const SLOW_MS = 2_500;

/** What an answer was like: of how many steps, with how many points, after how long; `failures` are those of the reading. */
export type Answer = { steps: number; points: number; tookMs: number; failures: number };

/**
 * How many steps are asked for next after an answer to some of `asked`: as many as bring about the points that are
 * wanted. It grows fast as long as nothing has failed, then slowly, and not where the engine took long.
 */
export function moreSteps(asked: number, { steps, points, tookMs, failures }: Answer): number {
  const wanted = points === 0 ? MOST_STEPS : (steps * WANTED_POINTS) / points;
  const grown = tookMs > SLOW_MS ? asked : failures > 0 ? Math.ceil(asked * 1.1) : asked * 8;
  return Math.floor(Math.min(MOST_STEPS, Math.max(LEAST_STEPS, Math.min(wanted, grown))));
}

/** How many are asked for after a failure: half, for it may have been too much. */
export const fewerSteps = (asked: number): number => Math.max(LEAST_STEPS, Math.floor(asked / 2));

/** How many failures in a row end a reading; with their delays that is some forty minutes. */
export const mostAttempts = 12;

/** Seconds until a reading goes on after so many failures in a row: 2, 4, 8 … up to ten minutes. */
export const waitAfter = (attempt: number): number => Math.min(600, 2 ** attempt);

/** How a reading stands. */
export function stateOfHistory(history: {
  finishedAt: Date | null;
  stoppedAt: Date | null;
  failedAt: Date | null;
  failure: string | null;
}): HistoryState {
  if (history.finishedAt) return "finished";
  if (history.stoppedAt) return "stopped";
  if (history.failedAt) return "failed";
  return history.failure === null ? "reading" : "waiting";
}

const stepsBetween = (from: Date, to: Date, intervalSeconds: number, now: Date): number => {
  const edges = {
    sample: keptSince("sample", now),
    minute: keptSince("minute", now),
    hour: Number.NEGATIVE_INFINITY,
  };
  let until = to.getTime();
  let steps = 0;
  for (const level of ["sample", "minute", "hour"] as const) {
    const begin = Math.max(from.getTime(), edges[level]);
    if (until <= begin) continue;
    steps += (until - begin) / (stepOf(level, intervalSeconds) * SECOND_MS);
    until = begin;
  }
  return steps;
};

const LEAST_WORKED_MS = 2_000;

/** How far a reading is: days read, as a share of all its steps, and about how many seconds it goes on; null while nobody can tell. */
export type Progress = { days: number; share: number; secondsLeft: number | null };

/** How far a reading is, by the time that its windows took so far. */
export function progressOf(
  {
    since: end,
    until,
    readTo,
    workedMs,
    intervalSeconds,
  }: Reach & { workedMs: number; intervalSeconds: number },
  now: Date,
): Progress {
  const done = stepsBetween(readTo, until, intervalSeconds, now);
  const left = stepsBetween(end, readTo, intervalSeconds, now);
  const known = done > 0 && workedMs >= LEAST_WORKED_MS;
  return {
    days: Math.floor((until.getTime() - readTo.getTime()) / DAY_MS),
    share: done + left > 0 ? done / (done + left) : 1,
    secondsLeft: left === 0 ? 0 : known ? Math.ceil(((workedMs / done) * left) / 1_000) : null,
  };
}

const counted = (count: number, one: string, more: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

/** Progress in words: `12 of 30 days, 3 pools, 41,200 readings`, and how much longer it takes. */
export function sayProgress(
  { days, secondsLeft }: Progress,
  { days: all, pools, readings }: { days: number; pools: number; readings: number },
): string {
  const told = `${days} of ${all} days, ${counted(pools, "pool", "pools")}, ${counted(readings, "reading", "readings")}`;
  if (secondsLeft === null) return told;
  if (secondsLeft < 60) return `${told}, reads less than a minute more`;
  const minutes = Math.round(secondsLeft / 60);
  if (minutes < 120) return `${told}, reads about ${counted(minutes, "minute", "minutes")} more`;
  return `${told}, reads about ${Math.round(minutes / 60)} hours more`;
}
