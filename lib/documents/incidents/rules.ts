import type { MilestoneKind } from "../../../prisma/generated/enums";
import { modeLabels, severityLabels, statusLabels } from "../../incidents/labels";
import type { IncidentRow } from "../../incidents/lists/rows";
import { type DurationFigure, durations } from "../../incidents/milestones/rules";
import { placeLabels } from "../../reviews/search/labels";
import type { FoundIncident } from "../../reviews/search/schema";
import type { Cell } from "../csv/rules";

const kinds: readonly MilestoneKind[] = [
  ...(["impactStartedAt", "detectedAt", "declaredAt", "acknowledgedAt"] as const),
  ...(["mitigatedAt", "resolvedAt", "closedAt"] as const),
];

const head = [
  ...["ref", "foreign ref", "title", "severity", "status", "recorded as", "restricted"],
  ...["service", "environment", "commander", "recorded"],
  ...["impact started", "detected", "declared", "acknowledged", "mitigated", "resolved", "closed"],
  ...["s to detect", "s to acknowledge", "s to mitigate", "s to resolve", "s in total"],
];

/** Incidents as rows under a head, times as ISO 8601 in UTC, durations in seconds where they can be told. */
export const incidentRows = (incidents: readonly IncidentRow[]): Cell[][] => [head, ...incidents.map(rowOf)];

/** The same with where each says what was searched for: the best text, on one line. */
export const foundRows = (found: readonly FoundIncident[]): Cell[][] => [
  [...head, "found in", "text"],
  ...found.map(({ incident, hits: [hit] }) => [
    ...rowOf(incident),
    hit ? placeLabels[hit.place] : "Title",
    hit ? hit.parts.map(({ text }) => text).join("") : null,
  ]),
];

function rowOf(incident: IncidentRow): Cell[] {
  const { ref, foreignRef, title, severity, status, mode, restrictedAt, milestones, createdAt } = incident;
  const at = (kind: MilestoneKind) => milestones.find((one) => one.kind === kind)?.at.toISOString() ?? null;
  const { detect, acknowledge, mitigate, resolve, total } = durations(milestones);
  return [
    ...[ref, foreignRef, title, severityLabels[severity], statusLabels[status], modeLabels[mode]],
    ...[restrictedAt ? "yes" : "no", incident.service?.name ?? null, incident.environment?.name ?? null],
    ...[incident.commander?.name ?? null, createdAt.toISOString(), ...kinds.map(at)],
    ...[detect, acknowledge, mitigate, resolve, total].map(secondsOf),
  ];
}

const secondsOf = (figure: DurationFigure) => (figure.validity === "ok" ? figure.seconds : null);
