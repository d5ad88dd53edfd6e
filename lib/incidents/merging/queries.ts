import type { Incident, Prisma } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database, type Reader, type Transaction } from "../../core/database";
import { loadIncident, lockIncident } from "../queries";
import { visibleTo } from "../rules";

/**
 * The incident in which one goes on: the end of its merges, or itself where it was not merged. Rights are not asked; what
 * the system does there is its own.
 */
export async function endOfMerges(reader: Reader, incidentId: string): Promise<Incident> {
  const [end] = await reader.$queryRaw<{ id: string }[]>`
    with recursive way (id, step) as (
      select ${incidentId}::uuid, 0
      union all
      select m.target_id, way.step + 1 from way join incident_merge m on m.source_id = way.id where way.step < 100
    )
    select id from way order by step desc limit 1`;
  return reader.incident.findUniqueOrThrow({ where: { id: end?.id ?? incidentId } });
}

/** As `lockIncident`, for what happens of itself: holds the incident in which the named one goes on. */
export async function lockWhereItGoesOn(tx: Transaction, context: Context, ref: string): Promise<Incident> {
  const { id } = await loadIncident(tx, context, ref);
  for (;;) {
    const end = await endOfMerges(tx, id);
    const held = await lockIncident(tx, context, end.ref, { merged: "too" });
    // Merged at this very moment: it goes on somewhere else.
    if (held.status !== "merged") return held;
  }
}

/** Holds two incidents, the newer first like everything else that holds several, so that nobody waits for each other. */
export async function lockTogether(
  tx: Transaction,
  context: Context,
  one: Incident,
  other: Incident,
): Promise<[Incident, Incident]> {
  const newest = [one, other].toSorted(
    (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1),
  );
  for (const { ref } of newest) await lockIncident(tx, context, ref, { merged: "too" });
  return [await loadIncident(tx, context, one.ref), await loadIncident(tx, context, other.ref)];
}

const named = { select: { ref: true, title: true } } as const;

/** An incident that another one names: only where the actor may see it. */
export type NamedIncident = { ref: string; title: string };

/** How an incident is joined with others, as far as the actor may see those. */
export type Joined = {
  /** Where it goes on; `into` is null where the actor may not see that one. */
  merge: { into: NamedIncident | null; by: string | null; at: Date; note: string } | null;
  /** What goes on in it. */
  merged: (NamedIncident & { at: Date })[];
  splitFrom: NamedIncident | null;
  splits: NamedIncident[];
};

/** How an incident is joined with others by merges and splits. The caller has loaded the incident. */
export async function findJoined(
  { actor }: Context,
  incident: Pick<Incident, "id" | "splitFromId">,
  reader: Reader = database(),
): Promise<Joined> {
  const seen = (where: Prisma.IncidentWhereInput) => ({ AND: [visibleTo(actor), where] });
  const { id, splitFromId } = incident;
  const [merge, merged, splitFrom, splits] = await Promise.all([
    reader.incidentMerge.findUnique({
      where: { sourceId: id },
      include: { mergedBy: { select: { name: true } } },
    }),
    reader.incidentMerge.findMany({
      where: { targetId: id, source: visibleTo(actor) },
      include: { source: named },
      orderBy: { mergedAt: "asc" },
    }),
    splitFromId === null ? null : reader.incident.findFirst({ where: seen({ id: splitFromId }), ...named }),
    reader.incident.findMany({ where: seen({ splitFromId: id }), ...named, orderBy: { createdAt: "asc" } }),
  ]);
  const into = merge && (await reader.incident.findFirst({ where: seen({ id: merge.targetId }), ...named }));
  return {
    merge: merge && { into, by: merge.mergedBy?.name ?? null, at: merge.mergedAt, note: merge.note },
    merged: merged.map(({ source, mergedAt }) => ({ ...source, at: mergedAt })),
    splitFrom,
    splits,
  };
}

/**
 * The incidents that entries of this one are copies from, their refs by their ids; those that the actor may not see are
 * left out. The caller has loaded the incident.
 */
export async function listOrigins(
  { actor }: Context,
  incidentId: string,
  reader: Reader = database(),
): Promise<Map<string, string>> {
  const rows = await reader.incident.findMany({
    where: { AND: [visibleTo(actor), { copiedEntries: { some: { incidentId } } }] },
    select: { id: true, ref: true },
  });
  return new Map(rows.map(({ id, ref }) => [id, ref]));
}
