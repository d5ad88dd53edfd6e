import type { IncidentRole } from "../../../prisma/generated/enums";

/** What people do in an incident, as people say it. */
export const incidentRoleLabels: Readonly<Record<IncidentRole, string>> = {
  commander: "Commander",
  scribe: "Scribe",
  communications: "Communications",
  operations: "Operations",
  participant: "Participant",
};
