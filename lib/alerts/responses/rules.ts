import type { AlertFigure, AlertReason, AlertSeverity, Severity } from "../../../prisma/generated/enums";
import { countOf, holderTotals } from "../../pools/attribution/holders/rules";
import type { NamedCause } from "../../pools/attribution/labels";
import type { Attribution } from "../../pools/attribution/schema";
import { sayTime } from "../../pools/attribution/words";
import type { Holder } from "../../pools/schema";
import { standingAfter } from "../history/rules";

/** How bad an incident is that an alert declares. P0 is for people to say. */
export const incidentSeverityOf: Readonly<Record<AlertSeverity, Severity>> = {
  critical: "P1",
  warning: "P2",
};

/** Figures that say that somebody is hurt now, and not only that somebody will be. */
const ofImpact: readonly AlertFigure[] = ["utilisation", "waiting", "acquire_wait", "health_check"];

/** Alerts as far as they tell when an incident began. */
export type Told = { id: string; figure: AlertFigure; pendingAt: Date; firingAt: Date | null };

const earliest = (times: readonly { at: Date; alertId: string }[]) =>
  times.toSorted((one, other) => one.at.getTime() - other.at.getTime())[0] ?? null;

/** When the impact began by its alerts: the first crossing of a threshold that means impact. */
export const impactStartOf = (alerts: readonly Told[]) =>
  earliest(
    alerts
      .filter(({ figure }) => ofImpact.includes(figure))
      .map(({ id, pendingAt }) => ({ at: pendingAt, alertId: id })),
  );

/**
 * When it was detected: the first alert that fired of those that mean impact. A forecast that came before is a warning
 * and no detection of what had not begun; it counts where nothing else fired.
 */
export function detectionOf(alerts: readonly Told[]) {
  const fired = (some: readonly Told[]) =>
    earliest(some.flatMap(({ id, firingAt }) => (firingAt ? [{ at: firingAt, alertId: id }] : [])));
  return fired(alerts.filter(({ figure }) => ofImpact.includes(figure))) ?? fired(alerts);
}

/** How an incident was found, for the section of its impact. */
export const sayDetection = (
  alert: { number: number; name: string },
  at: Date,
  started: Date | null,
): string =>
  `Found by alert ${alert.number}, ${alert.name}${started ? `, ${sayTime((at.getTime() - started.getTime()) / 1000)} after the first crossing` : ""}.`;

/** An alert that is over, as far as it tells why. */
export type Over = {
  instance: string | null;
  rule: { pausedAt: Date | null; archivedAt: Date | null };
  pool: { archivedAt: Date | null } | null;
  healthCheck: { archivedAt: Date | null } | null;
  transitions: readonly { reason: AlertReason }[];
};

/**
 * Why an alert that is over is watched no more, as a clause; null where it ended because its figure was clear for long
 * enough. That alone means that something is well.
 */
export function whyUnwatched({ instance, rule, pool, healthCheck, transitions: [end] }: Over): string | null {
  if (standingAfter("resolved", end?.reason) === "resolved") return null;
  if (end?.reason === "fell_silent") return `${instance ?? "its instance"} fell silent`;
  if (end?.reason === "subject_gone")
    return pool
      ? "the pool was archived"
      : `the ${healthCheck?.archivedAt ? "health check" : "service"} was archived`;
  if (rule.archivedAt) return "its rule was archived";
  return rule.pausedAt ? "its rule was paused" : "its rule no longer applies here";
}

const MOST_LINES = 3;

/** A statement or a code line as it stands in Markdown. */
const codeOf = (statement: string) => `\`${statement.slice(0, 200).replaceAll("`", "'")}\``;

/** Who held the connections of a breach, in a few lines with their statement or code line; '' where nobody is known. */
export function sayHolders(holders: readonly Holder[]): string {
  const totals = holderTotals(holders);
  if (totals.length === 0) return "";
  const lines = totals
    .slice(0, MOST_LINES)
    .map(({ application, user, state, count, oldestSeconds, fingerprint, line }) => {
      const who = application || user || "somebody without a name";
      const held = `${count} ${state} by ${who}, the oldest for ${sayTime(oldestSeconds)}`;
      if (line) return `${held}, taken at ${codeOf(line)}`;
      return fingerprint ? `${held}: ${codeOf(fingerprint)}` : held;
    });
  const rest = totals.length - lines.length;
  return `${countOf(holders)} connections held. ${lines.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}.`;
}

const looksLike: Readonly<Record<NamedCause, string>> = {
  leak: "a leak",
  slow_queries: "slow queries",
  load: "load",
};

/** What a breach came from, with the numbers that speak for it; '' where that is not clear. */
export function sayAttribution({ cause, confidence, reasons }: Attribution): string {
  if (cause === "unclear") return "";
  const said = reasons
    .filter(({ known, speaksFor }) => known && speaksFor.includes(cause))
    .map(({ says }) => says);
  return `Looks like ${looksLike[cause]}, confidence ${Math.round(confidence * 100)} %. ${said.join(" ")}`;
}
