import { z } from "zod";
import { IncidentStatus } from "../../../prisma/generated/enums";
import { optional, optionalProse } from "../../core/text";
import { incidentRef } from "../schema";

const status = z.enum(IncidentStatus, { error: "Choose a status." });

/** A move to another status. `from` is the status that the person was shown; `note` is added to the timeline entry. */
export const changeStatusInput = z.object({
  ref: incidentRef,
  status,
  from: optional(status),
  note: optionalProse(5_000),
});
