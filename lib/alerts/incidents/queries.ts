import type { Prisma } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { loadIncident } from "../../incidents/queries";

const inclusion = {
  pool: { select: { slug: true, name: true } },
  healthCheck: { select: { name: true } },
} as const satisfies Prisma.AlertInclude;

/** An alert of an incident, with what it is of. */
export type IncidentAlert = Prisma.AlertGetPayload<{
  include: typeof inclusion;
  omit: { holders: true; attribution: true };
}>;

/** The alerts that an incident came of or that joined it, in the order in which they began; at most 200. */
export async function listIncidentAlerts(context: Context, ref: string): Promise<IncidentAlert[]> {
  const { id } = await loadIncident(database(), context, ref);
  return database().alert.findMany({
    where: { incidentId: id },
    include: inclusion,
    omit: { holders: true, attribution: true },
    orderBy: [{ pendingAt: "asc" }, { number: "asc" }],
    take: 200,
  });
}
