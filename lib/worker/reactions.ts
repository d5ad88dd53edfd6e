import { z } from "zod";
import { systemContext } from "../core/context";
import type { ReactionName } from "../core/permissions";
import { verifyImport } from "../documents/imports/commands";

/** What a reaction is told of the command that it follows. */
export const reactionPayload = z.object({
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string(), incidentId: z.string().optional() }),
});

/** What follows from a command a moment after it committed, at least once: a reaction must be harmless when repeated. */
export type Reaction = (payload: z.infer<typeof reactionPayload>, now: Date) => Promise<void>;

/** One line a reaction. `core/permissions.ts` says which command each one follows. */
export const reactions: Record<ReactionName, Reaction> = {
  "import.verify": async ({ subject }, now) => {
    await verifyImport(systemContext(now, "worker"), { importId: subject.id });
  },
};
