import { z } from "zod";
import { line, optional } from "../../../core/text";
import { whole } from "../../../core/whole";
import { incidentRef } from "../../schema";

/** How many links of an incident may work at a time. */
export const mostLinks = 20;

// Where it ends at all.
const mostDays = 365;

const days = `A link ends after 1 to ${mostDays} days, or when it is revoked.`;

/** A new link. Without `expiresInDays` it works until it is revoked; `showsRestricted` is for incidents that are or become so. */
export const makeLinkInput = z.object({
  ref: incidentRef,
  name: line(100, "Say whom the link is for."),
  expiresInDays: optional(whole(1, mostDays, days)),
  showsRestricted: optional(z.enum(["yes", "no"], { error: "Say yes or no." })),
});

/** Ends a link. */
export const revokeLinkInput = z.object({ ref: incidentRef, linkId: z.uuid("Choose a link.") });
