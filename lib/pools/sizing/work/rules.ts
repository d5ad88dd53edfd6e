/** What a sample tells of the work that a pool does. */
export type WorkSample = { at: Date; used: number | null; transactions: number | null };

/** Callers a second, and how long each holds its connection, in seconds. */
export type Work = { arrivalsPerSecond: number; holdSeconds: number };

// Fewer, or over less time, and one burst would pass for how it always is.
const leastSamples = 3;
const leastSeconds = 60;

/**
 * The work of an instance as measured: arrivals are transactions a second, and the hold is what Little's law makes of
 * them, W = L / λ, with the mean of the connections in use for L (J. D. C. Little, Operations Research 9, 1961). Samples
 * come in the order of their time. Null where they say too little, where nothing was done or held, or where the count of
 * transactions began anew in between.
 */
export function measuredWork(samples: readonly WorkSample[]): Work | null {
  const told = samples.flatMap(({ at, used, transactions }) =>
    used === null || transactions === null ? [] : [{ at: at.getTime(), used, transactions }],
  );
  const [first, last] = [told[0], told.at(-1)];
  if (!first || !last || told.length < leastSamples) return null;
  if (told.some(({ transactions }, index) => transactions < (told[index - 1]?.transactions ?? 0)))
    return null;
  const seconds = (last.at - first.at) / 1_000;
  const done = last.transactions - first.transactions;
  const used = told.reduce((sum, sample) => sum + sample.used, 0) / told.length;
  if (seconds < leastSeconds || done === 0 || used === 0) return null;
  const arrivalsPerSecond = done / seconds;
  return { arrivalsPerSecond, holdSeconds: used / arrivalsPerSecond };
}
