import type { AlertLine } from "../../alerts/history/queries";
import { alertStanding } from "../../alerts/history/rules";
import { alertFigureLabels, alertSeverityLabels, alertStandingLabels } from "../../alerts/rules/labels";
import type { Cell } from "../csv/rules";

const head = [
  ...["number", "rule", "severity", "state", "of", "name", "service", "instance"],
  ...["figure", "unit", "side", "threshold", "at the crossing", "last", "at worst"],
  ...["began", "fired", "ended", "incident"],
];

/** Alerts as rows under a head, times as ISO 8601 in UTC. */
export const alertRows = (alerts: readonly AlertLine[]): Cell[][] => [head, ...alerts.map(rowOf)];

function rowOf(alert: AlertLine): Cell[] {
  const { pool, healthCheck, figure, severity } = alert;
  const of = pool ?? healthCheck;
  const { label, unit } = alertFigureLabels[figure];
  const at = (time: Date | null) => time?.toISOString() ?? null;
  return [
    ...[alert.number, alert.name, alertSeverityLabels[severity], alertStandingLabels[alertStanding(alert)]],
    ...[pool ? "pool" : "health check", of?.name ?? null, of?.service?.name ?? null, alert.instance],
    ...[label, unit, alert.comparison, alert.threshold, alert.firstValue, alert.lastValue, alert.worstValue],
    ...[at(alert.pendingAt), at(alert.firingAt), at(alert.endedAt), alert.incident?.ref ?? null],
  ];
}
