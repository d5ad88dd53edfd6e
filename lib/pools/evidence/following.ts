import { systemContext } from "../../core/context";
import { database } from "../../core/database";
import { freezeEvidence } from "./commands";

/**
 * Follows every move of an incident and of its milestones: one that is resolved or closed gets the figures of its pools,
 * at once as far as they go, and once more when its time is over. Quiet where it is open, or gone.
 */
export async function freezeWhatEnded(incidentId: string, now: Date): Promise<void> {
  const incident = await database().incident.findUnique({
    where: { id: incidentId },
    select: { ref: true, status: true },
  });
  if (incident?.status !== "resolved" && incident?.status !== "closed") return;
  await freezeEvidence(systemContext(now, "worker"), { ref: incident.ref });
}
