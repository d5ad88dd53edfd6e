import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { loadIncident } from "../queries";

const most = 50;

/**
 * The deploys that an incident's timeline tells, whoever wrote them down: the latest 50 of those that were not withdrawn.
 * Refused as 'not_found' where the actor may not see the incident.
 */
export async function listDeployEntries(
  context: Context,
  ref: string,
): Promise<{ id: string; at: Date; text: string }[]> {
  const { id: incidentId } = await loadIncident(database(), context, ref);
  return database().timelineEntry.findMany({
    where: { incidentId, kind: "deploy", withdrawnAt: null },
    select: { id: true, at: true, text: true },
    orderBy: { at: "desc" },
    take: most,
  });
}
