import type { AlertComparison, AlertFigure } from "../../prisma/generated/enums";
import { sayTime } from "../pools/attribution/words";

const number = (value: number, digits = 0) =>
  value.toLocaleString("en", { maximumFractionDigits: digits, useGrouping: true });
const count = (value: number, one: string, more: string) => `${number(value)} ${value === 1 ? one : more}`;

const values: Readonly<Record<AlertFigure, (value: number) => string>> = {
  utilisation: (value) => `${number(value)} %`,
  waiting: (value) => number(value),
  acquire_wait: (value) => sayTime(value / 1000),
  oldest_hold: sayTime,
  idle_in_transaction: (value) => number(value),
  exhaustion: (value) =>
    value >= 1_440 ? "more than a day" : value < 1 ? "now" : sayTime(Math.round(value) * 60),
  rising_floor: (value) => number(value),
  no_data: sayTime,
  health_check: (value) => count(value, "failure", "failures"),
};

/** A value of a figure with its unit: `98 %`, `1.2 s`, `12 min`. */
export const sayValue = (figure: AlertFigure, value: number): string => values[figure](value);

const thresholds: Readonly<Record<AlertFigure, (value: string, orMore: string) => string>> = {
  utilisation: (value, orMore) => `connections in use at ${value} ${orMore}`,
  waiting: (value, orMore) => `${value} ${orMore} callers waiting`,
  acquire_wait: (value, orMore) => `a wait for a connection of ${value} ${orMore}`,
  oldest_hold: (value, orMore) => `a hold of ${value} ${orMore}`,
  idle_in_transaction: (value, orMore) => `${value} ${orMore} connections idle in transaction`,
  exhaustion: (value, orMore) => `full in ${value} ${orMore}`,
  rising_floor: (value, orMore) => `${value} ${orMore} connections that never came back`,
  no_data: (value, orMore) => `no data for ${value} ${orMore}`,
  health_check: (value, orMore) => `${value} ${orMore} in a row`,
};

/** A threshold as a phrase: `connections in use at 80 % or more`, `full in 15 min or less`. */
export const sayThreshold = (figure: AlertFigure, comparison: AlertComparison, threshold: number): string =>
  thresholds[figure](sayValue(figure, threshold), orMore(comparison));

const orMore = (comparison: AlertComparison) => (comparison === "above" ? "or more" : "or less");

const measures: Readonly<Record<AlertFigure, (value: string, amount: number) => string>> = {
  utilisation: (value) => `${value} of connections in use`,
  waiting: (_, amount) => `${count(amount, "caller waits", "callers wait")} for a connection`,
  acquire_wait: (value) => `callers wait ${value} for a connection`,
  oldest_hold: (value) => `a connection has been held for ${value}`,
  idle_in_transaction: (_, amount) => `${count(amount, "connection", "connections")} idle in transaction`,
  exhaustion: (value, amount) => (amount < 1 ? "full" : `full in ${value} if it goes on`),
  rising_floor: (_, amount) =>
    `${count(amount, "connection", "connections")} more than half an hour ago never came back`,
  no_data: (value) => `no data for ${value}`,
  health_check: (value) => `${value} in a row`,
};

/** A value with what it is of, as a phrase: `15 % of connections in use`, `0 failures in a row`. */
export const sayMeasure = (figure: AlertFigure, value: number): string =>
  measures[figure](sayValue(figure, value), Math.round(value));

/** What an alert says in a line: `reporting: 98 % of connections in use`. `what` is the pool or the health check. */
export const sayAlert = (figure: AlertFigure, what: string, value: number): string =>
  `${what}: ${figure === "health_check" ? "health check fails, " : ""}${sayMeasure(figure, value)}`;

/** The same with the threshold that was crossed, its unit said once: `reporting: 82 % of connections in use (threshold: 80 % or more)`. */
export const sayCrossing = (
  { figure, comparison, threshold }: { figure: AlertFigure; comparison: AlertComparison; threshold: number },
  what: string,
  value: number,
): string =>
  `${sayAlert(figure, what, value)} (threshold: ${sayValue(figure, threshold)} ${orMore(comparison)})`;
