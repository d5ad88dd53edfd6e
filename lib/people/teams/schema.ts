import { z } from "zod";
import { line } from "../../core/text";
import { personField } from "../schema";

const teamField = z.uuid("Choose a team.");

const nameField = line(200, "Give the team a name.");

const descriptionField = z.string().trim().max(2_000, "Use at most 2,000 characters.").default("");

/** A new team. */
export const createTeamInput = z.object({ name: nameField, description: descriptionField });

/** A team's name and description. `base` is what the form was made from, so that a stale edit is noticed. */
export const editTeamInput = createTeamInput.extend({ teamId: teamField, base: z.string().optional() });

/** Names a team. */
export const teamInput = z.object({ teamId: teamField });

/** Names a person in a team. */
export const memberInput = z.object({ teamId: teamField, personId: personField });

/** What the list of teams can be narrowed to. */
export const teamFilters = z.object({
  text: z.string().trim().max(200).catch("").default(""),
  archived: z.boolean().catch(false).default(false),
});

/** Filters of the list of teams; all may be missing. */
export type TeamFilters = z.input<typeof teamFilters>;
