import type { Holder } from "../../schema";
import { countOf, isHeld } from "../holders/rules";
import type { HoldLimits } from "../schema";

/** What an application does as one user: since when nothing of it was at work, and what it held before it began. */
export type Workload = {
  application: string;
  user: string;
  /** Connections that it had, in any state, when it was looked before it was at work. */
  before: number;
  /** When it was last seen at work, as ISO 8601. */
  activeAt: string;
};

/** What a workload left behind: connections that it had before it began, and those that are still held. */
export type LeftBehind = { application: string; user: string; before: number; after: number };

// Those that were at work last are the ones that may still come to hold too much.
const mostWorkloads = 50;

/**
 * The workloads of an instance after one more look: those at work now, with what they had at the look before where they
 * begin, and those that have stopped and hold something still. `before` is null at the first look: when they began nobody
 * saw, and what they have now is taken for what they had.
 */
export function followWorkloads(
  known: readonly Workload[],
  { before, now }: { before: readonly Holder[] | null; now: readonly Holder[] },
  at: Date,
): Workload[] {
  const begun = now
    .filter(isActive)
    .filter((holder, index, all) => all.findIndex((other) => isOf(other, holder)) === index);
  const atWork = begun.map(({ application, user }) => {
    const owner = { application, user };
    const former = known.find((workload) => isOf(workload, owner));
    return {
      ...owner,
      before: former?.before ?? countOf(heldBy(owner, before ?? now)),
      activeAt: at.toISOString(),
    };
  });
  const stopped = known.filter(
    (workload) => !begun.some((holder) => isOf(workload, holder)) && countOf(heldBy(workload, now)) > 0,
  );
  return [...atWork, ...stopped]
    .toSorted((one, other) => other.activeAt.localeCompare(one.activeAt))
    .slice(0, mostWorkloads);
}

/**
 * What workloads left behind that have ended: none of their connections was at work for longer than a hold may last, and
 * they hold more than they had before they began.
 */
export function leftBehind(
  known: readonly Workload[],
  holders: readonly Holder[],
  limits: HoldLimits,
  at: Date,
): LeftBehind[] {
  return known.flatMap(({ application, user, before, activeAt }) => {
    if (at.getTime() - Date.parse(activeAt) <= limits.holdSeconds * 1_000) return [];
    const after = countOf(heldBy({ application, user }, holders).filter(isHeld(limits)));
    return after > before ? [{ application, user, before, after }] : [];
  });
}

type Owner = Pick<Holder, "application" | "user">;

const isActive = ({ state }: Holder) => state === "active";

/** Whether two are of one application and user. */
export const isOf = (one: Owner, other: Owner): boolean =>
  one.application === other.application && one.user === other.user;

const heldBy = (owner: Owner, holders: readonly Holder[]) => holders.filter((holder) => isOf(owner, holder));
