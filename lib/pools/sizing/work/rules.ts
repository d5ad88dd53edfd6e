import { growthOf, meanGrowth } from "../../samples/rules";

/** What a sample tells of the work that a pool does. */
export type WorkSample = {
  at: Date;
  used: number | null;
  transactions: number | null;
  heldSeconds: number | null;
};

/** Callers a second, and how long each holds its connection, in seconds. */
export type Work = { arrivalsPerSecond: number; holdSeconds: number };

// Fewer, or over less time, and one burst would pass for how it always is.
const leastSamples = 3;
const leastSeconds = 60;

/**
 * The work of an instance as measured: arrivals are transactions a second. The hold is the mean of those that ended, where
 * the pool adds them up; else what Little's law makes of the arrivals, W = L / λ, with the mean of the connections in use
 * for L (J. D. C. Little, Operations Research 9, 1961). Samples come in the order of their time; where a count began anew
 * in between, that stretch is left out. Null where they say too little, or where nothing was done or held.
 */
export function measuredWork(samples: readonly WorkSample[]): Work | null {
  const told = samples.flatMap(({ at, used, transactions, heldSeconds }) =>
    used === null || transactions === null ? [] : [{ at: at.getTime(), used, transactions, heldSeconds }],
  );
  const done = growthOf(told.map(({ at, transactions }) => ({ at, count: transactions })));
  if (!done || told.length < leastSamples || done.seconds < leastSeconds || done.grown === 0) return null;
  const arrivalsPerSecond = done.grown / done.seconds;
  const ended = meanGrowth(
    told.flatMap(({ transactions, heldSeconds }) =>
      heldSeconds === null ? [] : [{ count: transactions, sum: heldSeconds }],
    ),
  );
  if (ended) return { arrivalsPerSecond, holdSeconds: ended };
  const used = told.reduce((sum, sample) => sum + sample.used, 0) / told.length;
  return used === 0 ? null : { arrivalsPerSecond, holdSeconds: used / arrivalsPerSecond };
}
