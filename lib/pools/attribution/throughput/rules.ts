import type { PoolSample } from "../../schema";
import type { Breach } from "../schema";

const baselineMs = 180_000;
const presentMs = 90_000;

/**
 * Transactions per second over the first three minutes of the samples and over their last minute and a half, from a
 * count that only grows. Null where fewer than two samples tell it, or where it began anew in between.
 */
export function throughputOf(samples: readonly PoolSample[]): Breach["throughput"] {
  const told = samples
    .flatMap(({ at, transactions }) => (transactions === null ? [] : [{ at: at.getTime(), transactions }]))
    .toSorted((one, other) => one.at - other.at);
  const [first, last] = [told[0], told.at(-1)];
  if (!first || !last) return { baseline: null, now: null };
  return {
    baseline: rateOf(told.filter(({ at }) => at <= first.at + baselineMs)),
    now: rateOf(told.filter(({ at }) => at >= last.at - presentMs)),
  };
}

function rateOf(counts: readonly { at: number; transactions: number }[]): number | null {
  const [first, last] = [counts[0], counts.at(-1)];
  if (!first || !last || first.at === last.at) return null;
  const seconds = (last.at - first.at) / 1000;
  return last.transactions < first.transactions ? null : (last.transactions - first.transactions) / seconds;
}
