import { z } from "zod";
import { IncidentRole } from "../../../prisma/generated/enums";
import { personField } from "../../people/schema";
import { incidentRef } from "../schema";

/** What people do in an incident, as people say it. */
export const incidentRoleLabels: Readonly<Record<IncidentRole, string>> = {
  commander: "Commander",
  scribe: "Scribe",
  communications: "Communications",
  operations: "Operations",
  participant: "Participant",
};

/** A person in an incident, in one of its roles. */
export const participantInput = z.object({
  ref: incidentRef,
  personId: personField,
  role: z.enum(IncidentRole, { error: "Choose a role." }),
});
