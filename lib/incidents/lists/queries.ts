import type { Incident, Prisma } from "../../../prisma/generated/client";
import type { EntryKind, Severity } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { database, sql } from "../../core/database";
import { isUuid, literally } from "../../core/text";
import type { MilestonePoint } from "../milestones/rules";
import { openStatuses, visibleTo } from "../rules";
import type { IncidentFilters } from "../schema";

type Place = { slug: string; name: string };

/** What belongs to an incident in a list: place, commander, and the milestones that its durations are derived from. */
type Belongings = {
  service: Place | null;
  environment: Place | null;
  milestones: MilestonePoint[];
  commander: { id: string; name: string } | null;
};

/** An incident as lists show it, with what belongs to it. */
export type IncidentRow = Incident & Belongings;

/** A page of a list, newest first, with the cursors to go on either way (null at an end). */
export type IncidentPage = { incidents: IncidentRow[]; older: string | null; newer: string | null };

/** How many incidents a page of the list holds, unless somebody asks for another number. */
export const incidentPageSize = 20;

/**
 * Incidents by when they were recorded, newest first. `before` and `after` are cursors of an earlier page;
 * one that cannot be read is ignored.
 */
export async function listIncidents(
  context: Context,
  filters: IncidentFilters,
  {
    before,
    after,
    limit = incidentPageSize,
  }: { before?: string | undefined; after?: string | undefined; limit?: number } = {},
): Promise<IncidentPage> {
  const upwards = before === undefined && after !== undefined;
  const cursor = readCursor(before ?? after);
  const direction = upwards ? "asc" : "desc";
  const rows = await database().incident.findMany({
    where: { AND: [visibleTo(context.actor), filtered(filters), cursor ? beyond(cursor, upwards) : {}] },
    orderBy: [{ createdAt: direction }, { id: direction }],
    take: limit + 1,
  });
  const more = rows.length > limit;
  const incidents = await withBelongings(rows.slice(0, limit));
  if (upwards) incidents.reverse();
  const [first, last] = [incidents.at(0), incidents.at(-1)];
  const beginning = cursor === null || (upwards && !more);
  return {
    incidents,
    older: last && (upwards || more) ? cursorOf(last) : null,
    newer: first && !beginning ? cursorOf(first) : null,
  };
}

/** Those of these incidents that the actor sees, in the order of their ids. */
export async function listIncidentsOf(context: Context, ids: readonly string[]): Promise<IncidentRow[]> {
  if (ids.length === 0) return [];
  const where = { AND: [visibleTo(context.actor), { id: { in: [...ids] } }] };
  const rows = await withBelongings(await database().incident.findMany({ where }));
  return rows.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** How many open incidents the actor sees, by severity. */
export async function countOpenBySeverity(context: Context): Promise<Record<Severity, number>> {
  const counts = { P0: 0, P1: 0, P2: 0, P3: 0, P4: 0 };
  const rows = await database().incident.groupBy({
    by: ["severity"],
    where: { AND: [visibleTo(context.actor), { status: { in: [...openStatuses] } }] },
    _count: true,
  });
  for (const row of rows) counts[row.severity] = row._count;
  return counts;
}

/** How many open incidents the actor sees of each service, by the service's id. */
export async function countOpenByService(context: Context): Promise<Map<string, number>> {
  const rows = await database().incident.groupBy({
    by: ["serviceId"],
    where: {
      AND: [visibleTo(context.actor), { status: { in: [...openStatuses] }, serviceId: { not: null } }],
    },
    _count: true,
  });
  return new Map(rows.flatMap(({ serviceId, _count }) => (serviceId === null ? [] : [[serviceId, _count]])));
}

/** The last thing that the timeline of an incident says. */
export type LastEntry = { incidentId: string; at: Date; kind: EntryKind; text: string };

/** How many open incidents the Now page shows at most. */
export const openIncidentLimit = 40;

/** Open incidents, the gravest and then the most lately touched first, each with its last entry. */
export async function listOpenIncidents(
  context: Context,
): Promise<(IncidentRow & { lastEntry: LastEntry | null })[]> {
  const rows = await database().incident.findMany({
    where: { AND: [visibleTo(context.actor), { status: { in: [...openStatuses] } }] },
    orderBy: [{ severity: "asc" }, { touchedAt: "desc" }],
    take: openIncidentLimit,
  });
  const [incidents, last] = await Promise.all([withBelongings(rows), lastEntries(rows.map(({ id }) => id))]);
  return incidents.map((row) => ({ ...row, lastEntry: last.get(row.id) ?? null }));
}

/** Whether there is any incident that the actor sees. */
export async function hasIncidents(context: Context): Promise<boolean> {
  return (
    (await database().incident.findFirst({ where: visibleTo(context.actor), select: { id: true } })) !== null
  );
}

// As relations, Prisma would ask five times for what is one question.
async function withBelongings(incidents: Incident[]): Promise<IncidentRow[]> {
  if (incidents.length === 0) return [];
  const rows = await sql<{ id: string } & Belongings>(
    `select i.id,
       (select json_build_object('slug', slug, 'name', name) from service where id = i.service_id) as service,
       (select json_build_object('slug', slug, 'name', name) from environment where id = i.environment_id) as environment,
       (select coalesce(json_agg(json_build_object('kind', kind, 'at', at, 'precision', precision)), '[]')
          from milestone where incident_id = i.id) as milestones,
       (select json_build_object('id', p.id, 'name', p.name) from participant c join person p on p.id = c.person_id
         where c.incident_id = i.id and c.role = 'commander') as commander
     from incident i where i.id = any($1::uuid[])`,
    [incidents.map(({ id }) => id)],
  );
  const found = new Map(
    rows.map(({ id, milestones, ...rest }) => [id, { ...rest, milestones: milestones.map(dated) }]),
  );
  const nothing = { service: null, environment: null, milestones: [], commander: null };
  return incidents.map((incident) => ({ ...incident, ...(found.get(incident.id) ?? nothing) }));
}

/** JSON has no instants. */
const dated = (point: MilestonePoint): MilestonePoint => ({ ...point, at: new Date(point.at) });

// Prisma would read every entry of every incident to keep one of each.
async function lastEntries(incidentIds: string[]): Promise<Map<string, LastEntry>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await sql<LastEntry>(
    `select i.id as "incidentId", e.at, e.kind, left(e.text, 400) as text
     from unnest($1::uuid[]) as i (id)
     cross join lateral (
       select at, kind, text from timeline_entry
       where incident_id = i.id and withdrawn_at is null order by at desc, sequence desc limit 1
     ) e`,
    [incidentIds],
  );
  return new Map(rows.map((row) => [row.incidentId, row]));
}

function filtered(filters: IncidentFilters): Prisma.IncidentWhereInput {
  const { status, severity, mode, service, environment, text } = filters;
  const contains = { contains: literally(text ?? ""), mode: "insensitive" as const };
  return {
    ...(status === "open" ? { status: { in: [...openStatuses] } } : status === "all" ? {} : { status }),
    ...(severity ? { severity } : {}),
    ...(mode ? { mode } : {}),
    ...(service ? { service: { slug: service } } : {}),
    ...(environment ? { environment: { slug: environment } } : {}),
    ...(text ? { OR: [{ title: contains }, { ref: contains }, { foreignRef: contains }] } : {}),
  };
}

type Cursor = { createdAt: Date; id: string };

const cursorOf = ({ createdAt, id }: Cursor) => `${createdAt.toISOString()}_${id}`;

function readCursor(text: string | undefined): Cursor | null {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_(.{36})$/.exec(text ?? "");
  const createdAt = new Date(found?.[1] ?? Number.NaN);
  return found?.[2] && isUuid(found[2]) && !Number.isNaN(createdAt.getTime())
    ? { createdAt, id: found[2] }
    : null;
}

function beyond({ createdAt, id }: Cursor, upwards: boolean): Prisma.IncidentWhereInput {
  return upwards
    ? { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }] }
    : { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}
