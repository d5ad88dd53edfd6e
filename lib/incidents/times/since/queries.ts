import type { Incident } from "../../../../prisma/generated/client";
import type { Reader } from "../../../core/database";
import { timesSince } from "./rules";

/** `timesSince` of an incident that the caller has loaded. */
export async function findTimesSince(reader: Reader, incident: Incident): Promise<Date | undefined> {
  const milestones = await reader.milestone.findMany({ where: { incidentId: incident.id } });
  return timesSince({ ...incident, milestones });
}
