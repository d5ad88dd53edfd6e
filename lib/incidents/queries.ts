import type { Incident, Prisma } from "../../prisma/generated/client";
import type { Context } from "../core/context";
import { database, type Reader, type Transaction } from "../core/database";
import { Refusal } from "../core/refusal";
import { visibleTo } from "./rules";

/** An incident by our ref or by the one its document carries, or null where the actor may not see one. */
export async function findIncidentByRef(
  reader: Reader,
  context: Context,
  ref: string,
): Promise<Incident | null> {
  // Postgres fails on a text with a zero character, which an address can carry.
  if (ref.includes("\0")) return null;
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

/**
 * As `loadIncident`, and holds the row until the transaction ends, so that commands on one incident take turns. One that
 * was merged is refused, because it goes on elsewhere, unless the caller takes merged ones `too`.
 */
export async function lockIncident(
  tx: Transaction,
  context: Context,
  ref: string,
  { merged = "refused" }: { merged?: "refused" | "too" } = {},
): Promise<Incident> {
  const { id } = await loadIncident(tx, context, ref);
  await tx.$queryRaw`select 1 as held from incident where id = ${id}::uuid for update`;
  const incident = await loadIncident(tx, context, ref);
  if (merged === "refused") await demandUnmerged(tx, context, incident);
  return incident;
}

/** Refuses what would change an incident that was merged, and says where it goes on, where the actor may see that. */
export async function demandUnmerged(tx: Transaction, context: Context, incident: Incident): Promise<void> {
  if (incident.status !== "merged") return;
  const into = await tx.incident.findFirst({
    where: { AND: [visibleTo(context.actor), { merged: { some: { sourceId: incident.id } } }] },
    select: { ref: true },
  });
  const where = into?.ref ?? "another incident";
  throw new Refusal("conflict", `${incident.ref} was merged into ${where}, and goes on there.`);
}

const named = { select: { slug: true, name: true } } as const;
const person = { select: { id: true, name: true, title: true } } as const;

const header = {
  service: named,
  environment: { select: { slug: true, name: true, kind: true } },
  declaredBy: person,
  participants: {
    include: { person, customRole: named },
    orderBy: [{ role: "asc" }, { customRoleId: { sort: "asc", nulls: "last" } }, { addedAt: "asc" }],
  },
  milestones: { include: { entry: { select: { id: true, kind: true, text: true, at: true } } } },
} as const satisfies Prisma.IncidentInclude;

/** An incident with what its header and panels show: place, people, milestones with the entries that prove them. */
export type IncidentDetail = Prisma.IncidentGetPayload<{ include: typeof header }>;

/** The incident as its pages show it, without its timeline. Refused as 'not_found' like `loadIncident`. */
export async function getIncident(
  context: Context,
  ref: string,
  reader: Reader = database(),
): Promise<IncidentDetail> {
  const { id } = await loadIncident(reader, context, ref);
  return reader.incident.findUniqueOrThrow({ where: { id }, include: header });
}
