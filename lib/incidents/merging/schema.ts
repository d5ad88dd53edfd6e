import { z } from "zod";
import { optionalProse } from "../../core/text";
import { incidentRef } from "../schema";

/** Which incident goes on in which other. `note` says why, and stands in both timelines. */
export const mergeInput = z.object({
  ref: incidentRef,
  into: z
    .string({ error: "Name the incident that it goes into." })
    .trim()
    .min(1, "Name the incident that it goes into."),
  note: optionalProse(1_000),
});

/** An incident that is to stand for itself again, and why. */
export const unmergeInput = z.object({ ref: incidentRef, note: optionalProse(1_000) });
