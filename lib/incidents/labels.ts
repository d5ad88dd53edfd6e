import type { IncidentMode, IncidentStatus, Severity } from "../../prisma/generated/enums";

/** Severities as people say them, the gravest first. */
export const severityLabels: Readonly<Record<Severity, string>> = {
  P0: "P0 Critical",
  P1: "P1 High",
  P2: "P2 Medium",
  P3: "P3 Low",
  P4: "P4 Informational",
};

/** Statuses as people say them, in the order of an incident's life. */
export const statusLabels: Readonly<Record<IncidentStatus, string>> = {
  triage: "Triage",
  investigating: "Investigating",
  identified: "Identified",
  monitoring: "Monitoring",
  resolved: "Resolved",
  closed: "Closed",
  cancelled: "Cancelled",
  merged: "Merged",
};

/** Modes as people say them. */
export const modeLabels: Readonly<Record<IncidentMode, string>> = {
  live: "Live",
  retrospective: "Entered afterwards",
  drill: "Drill",
};
