import type { Holder, PoolSample } from "../schema";
import type { Cause, NamedCause, SignName } from "./labels";

/** How long a connection may be held, and how long it may be idle in a transaction, in seconds. */
export type HoldLimits = { holdSeconds: number; idleInTransactionSeconds: number };

/** The limits of a pool. */
export const limitsOf = (pool: {
  holdLimitSeconds: number;
  idleInTransactionLimitSeconds: number;
}): HoldLimits => ({
  holdSeconds: pool.holdLimitSeconds,
  idleInTransactionSeconds: pool.idleInTransactionLimitSeconds,
});

/** What is known of a pool's instance when it crosses a threshold. Null is what nobody told. */
export type Breach = {
  /** Those of the window before, and at, the breach; in any order. */
  samples: readonly PoolSample[];
  holders: {
    now: readonly Holder[];
    /** Those of some time before. */
    before: { holders: readonly Holder[]; secondsAgo: number } | null;
  };
  /** Transactions per second: as usual, about when the samples begin, and now. */
  throughput: { baseline: number | null; now: number | null };
  limits: HoldLimits;
};

/**
 * What one figure says. `strength` is 1 where it holds fully, −1 where its opposite does, null where it is not known:
 * holders are idle (`states`), an age, the throughput or the mean hold grew (all others). The sentence tells the values.
 */
export type Sign = {
  name: SignName;
  values: Readonly<Record<string, number | null>>;
  says: string;
  strength: number | null;
};

/** A number that led to an attribution, with the causes that it speaks for and against; for none where it is missing. */
export type Reason = Omit<Sign, "strength"> & {
  known: boolean;
  speaksFor: NamedCause[];
  speaksAgainst: NamedCause[];
};

/** What a breach came from, how sure that is (0 to 1, 0 for unclear), and all the numbers, those against it as well. */
export type Attribution = { cause: Cause; confidence: number; reasons: Reason[] };
