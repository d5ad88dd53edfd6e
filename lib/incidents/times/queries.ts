import type { Incident } from "../../../prisma/generated/client";
import type { Reader } from "../../core/database";
import { deployWindow } from "../deploys/rules";

/**
 * Since when a time without a date can be in an incident's story: as early as a deploy that may have caused it. Undefined
 * where nobody has said when it began.
 */
export async function findTimesSince(reader: Reader, incident: Incident): Promise<Date | undefined> {
  const milestones = await reader.milestone.findMany({ where: { incidentId: incident.id } });
  return deployWindow({ ...incident, milestones })?.from;
}
