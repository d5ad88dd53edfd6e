import { growthOf, meanGrowth } from "../../samples/rules";
import type { PoolSample } from "../../schema";
import type { Breach } from "../schema";

const baselineMs = 180_000;
const presentMs = 90_000;

/** A figure as usual and now; null where it is not known. */
type Shift = Breach["throughput"];

/**
 * Transactions per second over the first three minutes of the samples and over their last minute and a half, from a
 * count that only grows. Null where fewer than two samples tell it; where it began anew in between, that stretch is left
 * out.
 */
export const throughputOf = (samples: readonly PoolSample[]): Shift =>
  shiftOf(samples, ["transactions"], (told) => {
    const done = growthOf(
      told.map(({ at, transactions }) => ({ at: at.getTime(), count: transactions ?? 0 })),
    );
    return done && done.grown / done.seconds;
  });

/**
 * For how many seconds the connections had been held that were given back, on average, over the same times: by sums that
 * the pool itself keeps. Null where none was given back.
 */
export const givenBackAfter = (samples: readonly PoolSample[]): Shift =>
  shiftOf(samples, ["transactions", "heldSeconds"], (told) =>
    meanGrowth(
      told.map(({ transactions, heldSeconds }) => ({ count: transactions ?? 0, sum: heldSeconds ?? 0 })),
    ),
  );

type Counter = "transactions" | "heldSeconds";

function shiftOf(
  samples: readonly PoolSample[],
  counters: readonly Counter[],
  figure: (told: readonly PoolSample[]) => number | null,
): Shift {
  const told = samples
    .filter((sample) => counters.every((counter) => sample[counter] !== null))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const [first, last] = [told[0]?.at.getTime() ?? 0, told.at(-1)?.at.getTime() ?? 0];
  return {
    baseline: figure(told.filter(({ at }) => at.getTime() <= first + baselineMs)),
    now: figure(told.filter(({ at }) => at.getTime() >= last - presentMs)),
  };
}
