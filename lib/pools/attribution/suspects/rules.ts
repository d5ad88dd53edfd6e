import type { Holder } from "../../schema";
import { countOf, heldIdle, isIdleInTransaction } from "../holders/rules";
import { type Suspicion, suspicions } from "../labels";
import type { HoldLimits } from "../schema";
import { sayTime } from "../words";

/** Holders that may have leaked, why, and a sentence with the numbers. */
export type LeakSuspect = { holder: Holder; why: Suspicion[]; says: string };

/** What a workload left behind: connections that it had before it began, and those that are still held. */
export type LeftBehind = { application: string; user: string; before: number; after: number };

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

/**
 * What workloads left behind that came and ended between three looks: by application and user, those that were at work
 * `during`, are not any more `after`, and hold more connections than they had in any state `before`.
 */
export function leftBehind(
  { before, during, after }: Record<"before" | "during" | "after", readonly Holder[]>,
  limits: HoldLimits,
): LeftBehind[] {
  const workloads = new Map(
    during.filter(isActive).map((holder) => [JSON.stringify(ownerOf(holder)), holder]),
  );
  return [...workloads.values()].flatMap((workload) => {
    const [was, now] = [before, after].map((look) => look.filter((holder) => isOf(workload, holder)));
    if (!was || !now || now.some(isActive)) return [];
    const left = { ...ownerOf(workload), before: countOf(was), after: countOf(now.filter(isHeld(limits))) };
    return left.after > left.before ? [left] : [];
  });
}

const ownerOf = ({ application, user }: Holder) => ({ application, user });
const isOf = (one: Pick<Holder, "application" | "user">, other: Pick<Holder, "application" | "user">) =>
  one.application === other.application && one.user === other.user;
const isActive = ({ state }: Holder) => state === "active";
const isHeld =
  ({ holdSeconds }: HoldLimits) =>
  ({ state, ageSeconds }: Holder) =>
    state !== "idle" || ageSeconds > holdSeconds;
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
