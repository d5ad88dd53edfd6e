import type {
  AlertComparison,
  AlertFigure,
  AlertReason,
  AlertResponse,
  AlertSeverity,
  AlertState,
} from "../../../prisma/generated/enums";
import type { AlertStanding } from "../history/rules";
import { sayThreshold, sayValue } from "../words";

/** What a rule can watch, in the order in which it is offered. */
export const alertFigures = [
  "utilisation",
  "waiting",
  "acquire_wait",
  "oldest_hold",
  "idle_in_transaction",
  "exhaustion",
  "rising_floor",
  "no_data",
  "health_check",
] as const satisfies readonly AlertFigure[];

/** Figures as people say them, the unit of their thresholds as a word, and what each tells. */
export const alertFigureLabels: Readonly<
  Record<AlertFigure, { label: string; unit: string; meaning: string }>
> = {
  utilisation: {
    label: "In use",
    unit: "% of the limit",
    meaning: "Connections in use, of the fullest instance.",
  },
  waiting: { label: "Waiting", unit: "callers", meaning: "Callers that wait for a connection." },
  acquire_wait: {
    label: "Wait for a connection, p95",
    unit: "ms",
    meaning: "How long 95 of 100 callers wait at most.",
  },
  oldest_hold: { label: "Oldest hold", unit: "s", meaning: "The age of the longest hold." },
  idle_in_transaction: {
    label: "Idle in transaction",
    unit: "connections",
    meaning: "Connections that are in a transaction and do nothing.",
  },
  exhaustion: {
    label: "Full in",
    unit: "minutes",
    meaning: "Until the limit is reached, if it goes on as in the last ten minutes.",
  },
  rising_floor: {
    label: "Rising floor",
    unit: "connections",
    meaning:
      "By how much the least in use stands above that of half an hour ago: what leaks comes back never.",
  },
  no_data: { label: "No data", unit: "s", meaning: "How long nothing has been told of the pool." },
  health_check: {
    label: "Health check failing",
    unit: "failures in a row",
    meaning: "Failures in a row of a service's health check.",
  },
};

/** On which side of a threshold a condition holds. */
export const alertComparisonLabels: Readonly<Record<AlertComparison, string>> = {
  above: "at or above",
  below: "at or below",
};

/** How grave an alert is. */
export const alertSeverityLabels: Readonly<Record<AlertSeverity, string>> = {
  warning: "Warning",
  critical: "Critical",
};

/** What follows when a rule fires, the least first. Each does what stands before it as well. */
export const alertResponseLabels: Readonly<Record<AlertResponse, { label: string; meaning: string }>> = {
  record: { label: "Record it", meaning: "It stands in the list, and nobody is told." },
  page: { label: "Tell people", meaning: "Those who look after the service are told at once." },
  join: {
    label: "Join an open incident",
    meaning: "It is put on the service's open incident, where there is one, as well.",
  },
  declare: {
    label: "Declare an incident",
    meaning: "Without an open one it declares an incident.",
  },
};

/** States of an alert as people say them. */
export const alertStateLabels: Readonly<Record<AlertState, string>> = {
  pending: "Pending",
  firing: "Firing",
  resolved: "Resolved",
  lapsed: "Did not last",
};

/** The same of how an alert stands: one that nobody saw well is not called resolved. */
export const alertStandingLabels: Readonly<Record<AlertStanding, string>> = {
  ...alertStateLabels,
  unwatched: "No longer watched",
};

/** A length of time in all its units, as it can be typed: `90 s` is `1 min 30 s`; `0 s` for none. */
export function sayLength(seconds: number): string {
  let rest = Math.round(seconds);
  const words: string[] = [];
  for (const [unit, size] of lengthUnits) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${unit}`);
  }
  return words.length > 0 ? words.join(" ") : "0 s";
}

const lengthUnits = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** What a rule waits for: `Connections in use at 80 % or more for 1 min`. */
export function sayCondition(rule: {
  figure: AlertFigure;
  comparison: AlertComparison;
  threshold: number;
  forSeconds: number;
}): string {
  const said = sayThreshold(rule.figure, rule.comparison, rule.threshold);
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}${lasting(rule.forSeconds)}`;
}

/** When an alert of a rule is over: `below 70 % for 2 min`. */
export function sayEnd(rule: {
  figure: AlertFigure;
  comparison: AlertComparison;
  threshold: number;
  clearThreshold: number | null;
  keepFiringSeconds: number;
}): string {
  const side = rule.comparison === "above" ? "below" : "above";
  const value = sayValue(rule.figure, rule.clearThreshold ?? rule.threshold);
  return `${side} ${value}${lasting(rule.keepFiringSeconds)}`;
}

const lasting = (seconds: number) => (seconds > 0 ? ` for ${sayLength(seconds)}` : "");

/** Why an alert went from one state to another, in a few words; `seconds` is how long it took. */
export const alertReasonLabels: Readonly<Record<AlertReason, (seconds: number) => string>> = {
  crossed: () => "crossed the threshold",
  held: (seconds) => (seconds > 0 ? `held for ${sayLength(seconds)}` : "held at once"),
  returned: (seconds) => `came back after ${sayLength(seconds)}`,
  cleared: (seconds) => (seconds > 0 ? `clear for ${sayLength(seconds)}` : "clear"),
  fell_silent: () => "its instance fell silent before it was clear",
  rule_changed: () => "its rule was changed, paused or archived",
  subject_gone: () => "what it watched is watched no more",
};

/** What is measured of an alert in a few words: `94 %, at worst 98 %`; of one that is over the worst alone. */
export function sayCourse(alert: {
  figure: AlertFigure;
  endedAt: Date | null;
  lastValue: number;
  worstValue: number;
}): string {
  const [last, worst] = [sayValue(alert.figure, alert.lastValue), sayValue(alert.figure, alert.worstValue)];
  if (alert.endedAt) return `at worst ${worst}`;
  return last === worst ? last : `${last}, at worst ${worst}`;
}

/** The threshold of an alert, as a phrase. */
export const sayLimit = (alert: {
  figure: AlertFigure;
  comparison: AlertComparison;
  threshold: number;
}): string => sayThreshold(alert.figure, alert.comparison, alert.threshold);
