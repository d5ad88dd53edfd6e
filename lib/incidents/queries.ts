import type { Incident } from "../../prisma/generated/client";
import type { Context } from "../core/context";
import type { Reader, Transaction } from "../core/database";
import { Refusal } from "../core/refusal";
import { visibleTo } from "./rules";

/** An incident by our ref or by the one its document carries, or null where the actor may not see one. */
export async function findIncidentByRef(
  reader: Reader,
  context: Context,
  ref: string,
): Promise<Incident | null> {
  const found = await reader.incident.findMany({
    where: { AND: [visibleTo(context.actor), { OR: [{ ref }, { foreignRef: ref }] }] },
    take: 2,
  });
  // A foreign ref may look like one of ours: ours is meant then.
  return found.find((incident) => incident.ref === ref) ?? found[0] ?? null;
}

/**
 * The incident that a query or command is about. Everything inside an incident is reached through here, so that what
 * the actor may not see is refused as 'not_found', exactly like what does not exist.
 */
export async function loadIncident(reader: Reader, context: Context, ref: string): Promise<Incident> {
  const incident = await findIncidentByRef(reader, context, ref);
  if (!incident) throw new Refusal("not_found", `There is no incident ${ref} that you may see.`);
  return incident;
}

/** As `loadIncident`, and holds the row until the transaction ends, so that commands on one incident take turns. */
export async function lockIncident(tx: Transaction, context: Context, ref: string): Promise<Incident> {
  const { id } = await loadIncident(tx, context, ref);
  await tx.$queryRaw`select 1 as held from incident where id = ${id}::uuid for update`;
  return loadIncident(tx, context, ref);
}
