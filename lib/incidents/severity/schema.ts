import { z } from "zod";
import { Severity } from "../../../prisma/generated/enums";
import { optionalProse } from "../../core/text";
import { incidentRef } from "../schema";

/** Another severity; `note` is added to the timeline entry. */
export const changeSeverityInput = z.object({
  ref: incidentRef,
  severity: z.enum(Severity, { error: "Choose a severity." }),
  note: optionalProse(5_000),
});
