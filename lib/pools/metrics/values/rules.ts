import type { Figure } from "../../labels";
import type { Fault } from "../schema";

/** What a number counts or measures: connections and callers, events or seconds added up since a start, seconds or milliseconds. */
export type Measure = "count" | "tally" | "total" | "seconds" | "ms";

/** What each figure of a sample is. */
export const measures: Readonly<Record<Figure, Measure>> = {
  max: "count",
  used: "count",
  idle: "count",
  idleInTransaction: "count",
  waiting: "count",
  oldestHoldSeconds: "seconds",
  acquireWaitP95Ms: "ms",
  timeouts: "tally",
  transactions: "tally",
  heldSeconds: "total",
};

// A million connections to one database, a hold of ten years and a wait of a day are faults of the sender.
const MOST: Readonly<Record<Measure, number>> = {
  count: 1_000_000,
  tally: Number.MAX_SAFE_INTEGER,
  total: Number.MAX_SAFE_INTEGER,
  seconds: 10 * 366 * 86_400,
  ms: 86_400_000,
};

/** What is wrong with a value, in a sentence. */
export const broken = (reason: string): Fault => ({ code: "broken", reason });

/** Why a number cannot be what it is said to be; null when it can. */
export function whyRefused(value: number, measure: Measure): Fault | null {
  if (Number.isNaN(value))
    return { code: "no_value", reason: "It has no value (NaN), which is how Prometheus ends a series." };
  if (!Number.isFinite(value)) return broken("Its value is infinite.");
  if (value < 0) return broken(`Its value is negative: ${value}.`);
  if ((measure === "count" || measure === "tally") && value <= MOST[measure] && !Number.isInteger(value))
    return broken(`Its value is a fraction, ${value}, where whole things are counted.`);
  return value > MOST[measure] ? broken(`Its value is larger than can be: ${value}.`) : null;
}
