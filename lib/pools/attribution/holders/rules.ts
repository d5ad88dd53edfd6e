import type { Holder, HolderState } from "../../schema";
import type { HoldLimits } from "../schema";

/** What one application does as one user in one state, at one code line where that is known: how many connections, and the age of the oldest in seconds. */
export type HolderTotal = {
  application: string;
  user: string;
  state: HolderState;
  count: number;
  oldestSeconds: number;
  /** The statement of most of them. */
  fingerprint: string;
  /** How many different statements they sent last. */
  statements: number;
  /** The line of code that took them, where the holder is this product itself. */
  line?: string;
};

// Between two statements of a transaction a session is idle for a moment, and that is work.
const briefSeconds = 5;

/** Whether holders are in a transaction and do nothing. */
export const isIdleInTransaction = ({ state }: Holder): boolean => state.startsWith("idle in transaction");

/** Whether a connection is held: one that is idle outside a transaction, once it has been so for longer than a hold may last. */
export const isHeld =
  ({ holdSeconds }: HoldLimits) =>
  ({ state, ageSeconds }: Holder): boolean =>
    state !== "idle" || ageSeconds > holdSeconds;

/** Connections in lines of holders. */
export const countOf = (holders: readonly Holder[]): number =>
  holders.reduce((sum, { count }) => sum + count, 0);

/** The age of the oldest, in seconds; null without holders. */
export const oldestOf = (holders: readonly Holder[]): number | null =>
  holders.reduce<number | null>((most, { ageSeconds }) => Math.max(most ?? 0, ageSeconds), null);

/**
 * How many connections that are idle outside a transaction are held all the same: those that have been idle for longer
 * than the limit, but where `used` is known, no more than it leaves over. What a pool keeps ready is not in use.
 */
export function heldIdle(holders: readonly Holder[], limits: HoldLimits, used: number | null): number {
  const long = holders.filter(({ state, ageSeconds }) => state === "idle" && ageSeconds > limits.holdSeconds);
  const others = countOf(holders.filter(({ state }) => state !== "idle"));
  return used === null ? countOf(long) : Math.min(countOf(long), Math.max(0, used - others));
}

/**
 * How many connections do nothing while they are held, and how many are at work; those in another state are neither.
 * The age of a line is that of its oldest, so that this rather counts too many as doing nothing than too few.
 */
export function heldConnections(
  holders: readonly Holder[],
  limits: HoldLimits,
  used: number | null,
): { doingNothing: number; atWork: number } {
  const inTransaction = holders.filter(isIdleInTransaction);
  const stale = countOf(inTransaction.filter(({ ageSeconds }) => ageSeconds >= briefSeconds));
  const active = countOf(holders.filter(({ state }) => state === "active"));
  return {
    doingNothing: stale + heldIdle(holders, limits, used),
    atWork: active + countOf(inTransaction) - stale,
  };
}

/** Holders summed by application, user, state and code line, the most numerous first and then the oldest. */
export function holderTotals(holders: readonly Holder[]): HolderTotal[] {
  const groups = new Map<string, Holder[]>();
  for (const holder of holders) {
    const key = JSON.stringify([holder.application, holder.user, holder.state, holder.line]);
    const group = groups.get(key);
    if (group) group.push(holder);
    else groups.set(key, [holder]);
  }
  return [...groups.values()]
    .flatMap(totalOf)
    .toSorted((one, other) => other.count - one.count || other.oldestSeconds - one.oldestSeconds);
}

function totalOf(holders: readonly Holder[]): HolderTotal[] {
  const [most] = holders.toSorted((one, other) => other.count - one.count);
  if (!most) return [];
  const { application, user, state, fingerprint, line } = most;
  const statements = new Set(holders.map((holder) => holder.fingerprint)).size;
  const oldestSeconds = oldestOf(holders) ?? 0;
  const total = { application, user, state, count: countOf(holders), oldestSeconds, fingerprint, statements };
  return [line === undefined ? total : { ...total, line }];
}
