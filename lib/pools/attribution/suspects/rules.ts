import type { Holder } from "../../schema";
import { heldIdle, isHeld, isIdleInTransaction } from "../holders/rules";
import { type Suspicion, suspicions } from "../labels";
import type { HoldLimits } from "../schema";
import { sayTime } from "../words";
import { isOf, type LeftBehind } from "../workloads/rules";

/** Holders that may have leaked, why, and a sentence with the numbers. */
export type LeakSuspect = { holder: Holder; why: Suspicion[]; says: string };

/** What is known beside the holders: `used` where the pool counts itself, and what ended workloads left behind. */
export type SuspectGrounds = { limits: HoldLimits; used: number | null; left?: readonly LeftBehind[] };

/**
 * Leak suspects, the plainest first and then the oldest: held for longer than the limit, idle in a transaction for
 * longer than its limit, or there after the workload that opened them ended. Idle connections outside a transaction are
 * suspected only where `used` has room for them: others are what a pool keeps ready.
 */
export function leakSuspects(holders: readonly Holder[], grounds: SuspectGrounds): LeakSuspect[] {
  const idleHeld = heldIdle(holders, grounds.limits, grounds.used) > 0;
  return holders
    .filter(({ state }) => state !== "idle" || idleHeld)
    .flatMap((holder) => {
      const why = suspicions.filter((suspicion) => isSuspect[suspicion](holder, grounds));
      const [first] = why;
      return first ? [{ holder, why, says: sentences[first](holder, grounds) }] : [];
    })
    .toSorted((one, other) => rank(one) - rank(other) || other.holder.ageSeconds - one.holder.ageSeconds);
}

const isActive = ({ state }: Holder) => state === "active";
const leftBy = (holder: Holder, { left = [] }: SuspectGrounds) =>
  left.find((workload) => isOf(workload, holder));
const rank = ({ why: [first] }: LeakSuspect) => (first ? suspicions.indexOf(first) : suspicions.length);

const isSuspect: Readonly<Record<Suspicion, (holder: Holder, grounds: SuspectGrounds) => boolean>> = {
  idle_in_transaction: (holder, { limits }) =>
    isIdleInTransaction(holder) && holder.ageSeconds > limits.idleInTransactionSeconds,
  outlived_its_workload: (holder, grounds) =>
    !isActive(holder) && isHeld(grounds.limits)(holder) && leftBy(holder, grounds) !== undefined,
  held_too_long: ({ ageSeconds }, { limits }) => ageSeconds > limits.holdSeconds,
};

const sentences: Readonly<Record<Suspicion, (holder: Holder, grounds: SuspectGrounds) => string>> = {
  idle_in_transaction: ({ ageSeconds }, { limits }) =>
    `Idle in transaction for ${sayTime(ageSeconds)}; the limit is ${sayTime(limits.idleInTransactionSeconds)}.`,
  outlived_its_workload: (holder, grounds) => {
    const { before, after } = leftBy(holder, grounds) ?? { before: 0, after: holder.count };
    return `Its workload has ended and holds ${after} connections still; before it began it had ${before}.`;
  },
  held_too_long: ({ state, ageSeconds }, { limits: { holdSeconds } }) => {
    const than = `for ${sayTime(ageSeconds)}; the limit of a hold is ${sayTime(holdSeconds)}`;
    if (state === "active") return `Its statement has run ${than}. That is a slow query rather than a leak.`;
    if (state === "idle") return `Idle ${than}. What a pool keeps ready looks the same.`;
    return `Held ${than}.`;
  },
};
