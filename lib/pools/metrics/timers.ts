import { type Facet, msPer, type Unit } from "./names/rules";
import { bucketsOf, haveSameBounds, quantileOf, since, whyNoBuckets } from "./quantiles/rules";
import { type Draft, factOf, keyOf, leaveOut, put, type Reading, seriesOf } from "./reading";
import type { Bucket, Fault, HistogramPoint, MetricPoint, NumberPoint } from "./schema";
import { broken, whyRefused } from "./values/rules";

const SHARE = 0.95;
const STALE_MS = 600_000;

/** Whose a point of a timer is, which part of it, and in what unit. */
export type Timed = { facet: Facet | null; draft: Draft; column: string; unit: Unit };

/** Reads a point of a timer: the buckets, quantiles and maxima that it may come as. */
export function readTimer(reading: Reading, point: MetricPoint, timed: Timed): Fault | null {
  if (point.kind === "histogram") return readBuckets(reading, point, timed);
  if (point.kind === "number") return readPart(reading, point, timed);
  const faults = point.quantiles.map(({ quantile, value }) => takeQuantile(timed, quantile, value));
  return faults.find((fault) => fault !== null) ?? null;
}

/** A histogram or summary in Prometheus is a series for each bucket, quantile, sum and count. */
function readPart(reading: Reading, point: NumberPoint, timed: Timed): Fault | null {
  const { le, quantile } = point.labels;
  if (timed.facet === "max") return takeTime(timed, "max", point.value);
  if (timed.facet === null && quantile) return takeQuantile(timed, Number(quantile), point.value);
  if (timed.facet === null)
    return { code: "unknown", reason: "It is a time, and does not say of which share of the callers." };
  if (timed.facet !== "bucket") return null;
  const upTo = le === "+Inf" || le === "Inf" ? Number.POSITIVE_INFINITY : Number(le || Number.NaN);
  if (Number.isNaN(upTo)) return broken("Its label le is no number.");
  const fault = whyRefused(Math.ceil(point.value), "tally");
  if (fault) return fault;
  const { buckets } = histogramOf(reading, point, timed, seriesOf(point, "le"));
  buckets.set(upTo * msPer[timed.unit], point.value);
  return null;
}

function readBuckets(reading: Reading, point: HistogramPoint, timed: Timed): Fault | null {
  const { bounds, counts, max } = point;
  const atOnce = point.temporality === "delta";
  const fault = atOnce && max !== undefined ? takeTime(timed, "max", max) : null;
  if (fault || counts.length === 0) return fault;
  if (counts.length !== bounds.length + 1) return broken("It has not one count more than bounds.");
  const inMs = bounds.map((bound) => bound * msPer[timed.unit]);
  const buckets = bucketsOf(inMs, counts);
  const why = whyNoBuckets(buckets);
  if (why) return broken(why);
  if (atOnce) take95th(timed.draft, timed.column, buckets);
  else {
    const told = histogramOf(reading, point, timed, seriesOf(point)).buckets;
    for (const { upTo, callers } of buckets) told.set(upTo, callers);
  }
  return null;
}

function histogramOf(reading: Reading, point: MetricPoint, { draft, column }: Timed, series: string) {
  const key = keyOf(series, point.at.getTime());
  const begun = reading.histograms.get(key);
  if (begun) return begun;
  const { name, at } = point;
  const histogram = { draft, name, column, series, at, buckets: new Map<number, number>() };
  reading.histograms.set(key, histogram);
  return histogram;
}

function takeQuantile(timed: Timed, share: number, value: number): Fault | null {
  if (share === SHARE) return takeTime(timed, "p95", value);
  return share > SHARE && share <= 1 ? takeTime(timed, "above", value) : null;
}

function takeTime({ draft, column, unit }: Timed, part: "p95" | "above" | "max", value: number) {
  const ms = value * msPer[unit];
  return whyRefused(ms, "ms") ?? put(draft, `${column}.${part}`, ms, part === "above" ? "min" : "max");
}

function take95th(draft: Draft, column: string, buckets: readonly Bucket[]): void {
  const ms = quantileOf(SHARE, buckets);
  if (ms !== null) put(draft, `${column}.p95`, ms, "max");
}

/**
 * Takes what came since the last point out of histograms that count from a start: alone, they would tell of weeks ago as
 * of now. The first point of a series tells nothing yet, and neither does one of which buckets are still on their way.
 */
export function readHistograms(reading: Reading): void {
  const inOrder = [...reading.histograms.values()].sort(
    (one, other) => one.at.getTime() - other.at.getTime(),
  );
  for (const { draft, name, column, at, series, buckets } of inOrder) {
    const now = [...buckets]
      .map(([upTo, callers]) => ({ upTo, callers }))
      .sort((one, other) => one.upTo - other.upTo);
    const why = whyNoBuckets(now);
    if (why) {
      if (now.at(-1)?.upTo === Number.POSITIVE_INFINITY) leaveOut(reading, name, broken(why));
      continue;
    }
    const before = factOf(reading, series);
    const earlier = before?.kind === "buckets" ? before.buckets : null;
    const age = before ? at.getTime() - before.at.getTime() : Number.POSITIVE_INFINITY;
    if (age <= 0) continue;
    if (earlier && haveSameBounds(earlier, now)) take95th(draft, column, since(earlier, now));
    else if (earlier && earlier.length > now.length && age < STALE_MS) continue;
    reading.learned.set(series, { kind: "buckets", at, buckets: now });
  }
}
