import type { Prisma } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { isUuid } from "../../core/text";
import { loadIncident } from "../queries";
import { type LastUpdate, type UpdateDue, updateDue, wantsUpdates } from "./rules";

const person = { select: { id: true, name: true } } as const;

const inclusion = {
  author: person,
  withdrawnBy: person,
  revisions: { include: { supersededBy: person }, orderBy: { version: "desc" } },
} as const satisfies Prisma.StatusUpdateInclude;

/** An update with its author and what it said before. */
export type UpdateItem = Prisma.StatusUpdateGetPayload<{ include: typeof inclusion }>;

/** How many updates a page holds, unless somebody asks for another number. */
export const updatePageSize = 25;

/**
 * The updates of an incident, the newest first, withdrawn ones included. `before` is the id of the last one seen; one
 * that is not in this incident is ignored. `older` is the one to go on before, null at the beginning.
 */
export async function listUpdates(
  context: Context,
  ref: string,
  { before, limit = updatePageSize }: { before?: string | undefined; limit?: number } = {},
): Promise<{ updates: UpdateItem[]; older: string | null }> {
  const { id: incidentId } = await loadIncident(database(), context, ref);
  const mark =
    before !== undefined && isUuid(before)
      ? await database().statusUpdate.findFirst({ where: { id: before, incidentId } })
      : null;
  const rows = await database().statusUpdate.findMany({
    where: { incidentId, ...(mark ? beyond(mark) : {}) },
    include: inclusion,
    orderBy: [{ at: "desc" }, { sequence: "desc" }],
    take: limit + 1,
  });
  const updates = rows.slice(0, limit);
  return { updates, older: rows.length > limit ? (updates.at(-1)?.id ?? null) : null };
}

/** One update; refused as 'not_found' where the incident, or it, is not there for the actor. */
export async function getUpdate(
  context: Context,
  ref: string,
  updateId: string,
  reader: Reader = database(),
): Promise<UpdateItem & { zone: string }> {
  const incident = await loadIncident(reader, context, ref);
  const where = { id: updateId, incidentId: incident.id };
  const update = isUuid(updateId) ? await reader.statusUpdate.findFirst({ where, include: inclusion }) : null;
  if (!update) throw new Refusal("not_found", `${incident.ref} has no such update.`);
  return { ...update, zone: incident.timeZone };
}

/** The last update of an incident that stands, with its author; null where there is none. */
export async function findLastUpdate(context: Context, ref: string) {
  const { id: incidentId } = await loadIncident(database(), context, ref);
  return database().statusUpdate.findFirst({
    where: { incidentId, withdrawnAt: null },
    include: { author: person },
    orderBy: [{ at: "desc" }, { sequence: "desc" }],
  });
}

type Watched = Parameters<typeof updateDue>[0] & { id: string };

/** When the next update of each incident is due, by its id, for those that want one. The caller has loaded the incidents. */
export async function updatesDue(
  incidents: readonly Watched[],
  reader: Reader = database(),
): Promise<Map<string, UpdateDue>> {
  const watched = incidents.filter(wantsUpdates);
  const last = await lastUpdates(
    watched.map(({ id }) => id),
    reader,
  );
  return new Map(
    watched.flatMap((incident) => {
      const due = updateDue(incident, last.get(incident.id) ?? null);
      return due ? [[incident.id, due] as const] : [];
    }),
  );
}

type LastRow = LastUpdate & { incidentId: string };

async function lastUpdates(ids: readonly string[], reader: Reader): Promise<Map<string, LastUpdate>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.$queryRaw<LastRow[]>`
    select i.id as "incidentId", u.at, u.next_update_at as "nextUpdateAt"
      from unnest(${[...ids]}::uuid[]) as i (id)
     cross join lateral (
       select at, next_update_at from status_update
        where incident_id = i.id and withdrawn_at is null order by at desc, sequence desc limit 1
     ) u`;
  return new Map(rows.map(({ incidentId, ...last }) => [incidentId, last]));
}

const beyond = ({ at, sequence }: { at: Date; sequence: number }): Prisma.StatusUpdateWhereInput => ({
  OR: [{ at: { lt: at } }, { at, sequence: { lt: sequence } }],
});
