import { z } from "zod";
import { IncidentRole } from "../../../prisma/generated/enums";
import { personField } from "../../people/schema";
import { incidentRef } from "../schema";

/** A person in an incident, in one of its roles. */
export const participantInput = z.object({
  ref: incidentRef,
  personId: personField,
  role: z.enum(IncidentRole, { error: "Choose a role." }),
});
