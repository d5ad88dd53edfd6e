import { z } from "zod";
import { Severity } from "../../../prisma/generated/enums";
import { line } from "../../core/text";
import { incidentRef } from "../schema";

/** How many entries, action items or alerts go along at once. */
export const mostSplit = 500;

const ids = (sentence: string) => z.array(z.uuid(sentence)).max(mostSplit, `At most ${mostSplit} at once.`);

/**
 * What is split off from an incident into a new one: entries, which are moved or only copied, and action items and
 * alerts, which go along where they are named.
 */
export const splitInput = z.object({
  ref: incidentRef,
  title: line(300, "Give the new incident a title."),
  severity: z.enum(Severity, { error: "Choose a severity." }),
  how: z.enum(["move", "copy"], { error: "Say whether entries are moved or copied." }).default("move"),
  entryIds: ids("Name the entries.").min(1, "Choose at least one entry."),
  actionItemIds: ids("Name the action items.").default([]),
  alertIds: ids("Name the alerts.").default([]),
});
