import type { Bucket } from "../schema";

/** Buckets in which each count is of its own bucket alone, as OTLP has them, made into counts up to each bound. */
export function bucketsOf(bounds: readonly number[], counts: readonly number[]): Bucket[] {
  let callers = 0;
  return counts.map((count, at) => {
    callers += count;
    return { upTo: bounds[at] ?? Number.POSITIVE_INFINITY, callers };
  });
}

/** Why buckets are none, as a sentence; null when they are. They must be sorted, and the last without a bound. */
export function whyNoBuckets(buckets: readonly Bucket[]): string | null {
  for (const [at, { upTo, callers }] of buckets.entries()) {
    const before = buckets[at - 1];
    if (!(upTo > (before?.upTo ?? Number.NEGATIVE_INFINITY)))
      return "The bounds of its buckets do not ascend.";
    if (!(callers >= (before?.callers ?? 0)) || !Number.isFinite(callers))
      return "The counts of its buckets cannot be.";
  }
  return buckets.at(-1)?.upTo === Number.POSITIVE_INFINITY ? null : "Its last bucket has a bound.";
}

/** Whether both have the same bounds: only such can be told apart by time. */
export const haveSameBounds = (one: readonly Bucket[], other: readonly Bucket[]): boolean =>
  one.length === other.length && one.every(({ upTo }, at) => upTo === other[at]?.upTo);

/**
 * What came between two counts of the same series with the same bounds. When a count has fallen, the series began anew
 * in between, and all that it counts now came since.
 */
export function since(earlier: readonly Bucket[], now: readonly Bucket[]): readonly Bucket[] {
  const came = now.map(({ upTo, callers }, at) => ({ upTo, callers: callers - (earlier[at]?.callers ?? 0) }));
  const began = came.some(({ callers }, at) => callers < (came[at - 1]?.callers ?? 0));
  return began ? now : came;
}

/**
 * The time that a share `q` of the callers took at most, in the unit of the bounds: linear within a bucket, from 0 in
 * the first; the highest bound where it lies above that. As `histogram_quantile` of Prometheus does it
 * (https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile). Null when nobody came, or when
 * the only bucket has no bound.
 */
export function quantileOf(q: number, buckets: readonly Bucket[]): number | null {
  const all = buckets.at(-1)?.callers ?? 0;
  if (all <= 0) return null;
  const rank = q * all;
  const at = buckets.findIndex(({ callers }) => callers >= rank);
  const found = buckets[at];
  const lower = buckets[at - 1];
  if (!found || found.upTo === Number.POSITIVE_INFINITY) return lower?.upTo ?? null;
  if (!lower && found.upTo <= 0) return found.upTo;
  const [from, before] = [lower?.upTo ?? 0, lower?.callers ?? 0];
  return from + ((found.upTo - from) * (rank - before)) / (found.callers - before);
}
