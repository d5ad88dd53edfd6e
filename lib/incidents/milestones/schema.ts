import { z } from "zod";
import { MilestoneKind } from "../../../prisma/generated/enums";
import { line, optional } from "../../core/text";
import { incidentRef, shownVersion } from "../schema";
import { timeField } from "../times/schema";

const kind = z.enum(MilestoneKind, { error: "Choose a milestone." });
const reason = line(1_000, "Say how you know: it stays beside the milestone.");

/**
 * Sets a milestone by hand. `at` is a time as people type it, `~` in front for about; `version` is that of the
 * milestone as shown, 0 where it was not set; `entryId` names the timeline entry that proves it.
 */
export const setMilestoneInput = z.object({
  ref: incidentRef,
  kind,
  at: timeField.min(1, "Give a time, such as 14:21."),
  day: optional(z.iso.date("Write the day as YYYY-MM-DD.")),
  version: shownVersion.default(0),
  entryId: optional(z.uuid("Choose an entry of this incident.")),
  reason,
});

/** Takes a milestone away by hand. */
export const clearMilestoneInput = z.object({ ref: incidentRef, kind, version: shownVersion, reason });
