import { z } from "zod";
import { personField } from "../../people/schema";
import { incidentRef } from "../schema";

/** A person in an incident, in one of its roles: the name of a built-in one, or the slug of one of the team's own. */
export const participantInput = z.object({
  ref: incidentRef,
  personId: personField,
  role: z.string({ error: "Choose a role." }).trim().min(1, "Choose a role.").max(60, "Choose a role."),
});
