import { z } from "zod";

/** How a person can be on the page of an incident: it is open before them, or they are typing an update. */
const presenceStates = ["here", "typing"] as const;

const whereabouts = z.tuple([z.uuid(), z.uuid()]);

/** The most whereabouts in a notice, which Postgres keeps under 8,000 bytes. */
export const mostWhereabouts = 90;

/**
 * What one process tells the others: who is where (incident, person), in which state, and for how many milliseconds that
 * holds unless it is told again; 0 ends it. `asks` wants all others to tell whom they have.
 */
export const presenceNotice = z.object({
  by: z.string().max(60),
  state: z.enum(presenceStates),
  lastsMs: z.number().int().min(0).max(20_000),
  where: z.array(whereabouts).max(mostWhereabouts),
  asks: z.boolean().optional(),
});

/** A notice as it was read. */
export type PresenceNotice = z.infer<typeof presenceNotice>;
