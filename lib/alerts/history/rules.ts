import type { AlertReason, AlertState } from "../../../prisma/generated/enums";

/** How an alert stands as people are told it: its state, or that it ended without anybody having seen it well. */
export type AlertStanding = AlertState | "unwatched";

/** How an alert that went to `state` for `reason` stands. Only one whose figure was clear for long enough is resolved. */
export const standingAfter = (state: AlertState, reason: AlertReason | undefined): AlertStanding =>
  state === "resolved" && reason !== undefined && reason !== "cleared" ? "unwatched" : state;

/** How an alert stands; `transitions` holds the step that ended it last, where there is one. */
export const alertStanding = (alert: {
  state: AlertState;
  transitions: readonly { reason: AlertReason }[];
}): AlertStanding => standingAfter(alert.state, alert.transitions.at(-1)?.reason);

/** The reference of an alert in its written form: alert-12. */
export function alertRefOf(number: number): string {
  return `alert-${number}`;
}

/** The number of a reference such as alert-12, Alert-12 or 12; null when it is none. */
export function alertNumber(ref: string): number | null {
  const digits = /^(?:alert-)?([1-9]\d{0,8})$/i.exec(ref)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** What a few typed letters ask of alerts: numbers that begin so, as ranges with their end left out, and a part of a name. */
export type AlertsAsked = { numbers: { gte: number; lt: number }[]; name: string };

// The largest number that the column holds.
const mostNumber = 2_147_483_647;

/** What is asked by what was typed of a reference: `alert-1` is 1, 10 to 19, 100 to 199 and so on; `al` is any. */
export function alertsAsked(typed: string): AlertsAsked {
  if ("alert-".startsWith(typed.toLowerCase())) return { numbers: [{ gte: 1, lt: mostNumber }], name: typed };
  const beginning = alertNumber(typed);
  if (beginning === null) return { numbers: [], name: typed };
  const numbers = Array.from({ length: 10 }, (_, zeros) => ({
    gte: beginning * 10 ** zeros,
    lt: (beginning + 1) * 10 ** zeros,
  }));
  return { numbers: numbers.filter(({ lt }) => lt <= mostNumber), name: typed };
}
