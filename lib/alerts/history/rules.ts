import type { AlertReason, AlertState } from "../../../prisma/generated/enums";

/** How alerts can stand as people are told it: their state, or that one ended without anybody having seen it well. */
export const alertStandings = ["pending", "firing", "resolved", "unwatched", "lapsed"] as const;

/** One of them. */
export type AlertStanding = (typeof alertStandings)[number];

/** The reason of an end by which an alert is resolved: its figure was clear for long enough. By any other it is unwatched. */
export const reasonOfWell = "cleared" satisfies AlertReason;

/** How an alert that went to `state` for `reason` stands. */
export const standingAfter = (state: AlertState, reason: AlertReason | undefined): AlertStanding =>
  state === "resolved" && reason !== undefined && reason !== reasonOfWell ? "unwatched" : state;

/** What a list of alerts can be asked for: those that fired, whether they still do or not, all of them, or one standing. */
export const alertChoices = ["fired", "all", ...alertStandings] as const;

/** The standings that a choice asks for. */
export function standingsOf(choice: (typeof alertChoices)[number]): readonly AlertStanding[] {
  if (choice === "all") return alertStandings;
  return choice === "fired" ? ["firing", "resolved", "unwatched"] : [choice];
}

/** The same for the API, where `state` is that of the row: an alert that nobody saw well is resolved there as well. */
export const standingsOfState = (state: (typeof alertChoices)[number]): readonly AlertStanding[] =>
  state === "resolved" ? ["resolved", "unwatched"] : standingsOf(state);

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
