import type { EntryKind, Severity } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { database, sql } from "../../core/database";
import { isUuid } from "../../core/text";
import { openStatuses, visibleTo } from "../rules";
import { type IncidentFilters, incidentFilters } from "../schema";
import { type Condition, conditionOf, everyIncident } from "./conditions";
import { type IncidentRow, rowsOf } from "./rows";

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
  const asked = conditionOf(context.actor, filters, 0);
  const direction = upwards ? "asc" : "desc";
  const order = `i.created_at ${direction}, i.id ${direction}`;
  const rows = await rowsOf(cursor ? beyond(asked, cursor, upwards) : asked, order, limit + 1);
  const more = rows.length > limit;
  const incidents = rows.slice(0, limit);
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
  const { text, values } = conditionOf(context.actor, everyIncident, 1);
  const among = { text: `i.id = any($1::uuid[]) and ${text}`, values: [ids, ...values] };
  const rows = await rowsOf(among, "i.id", ids.length);
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
  const open = conditionOf(context.actor, incidentFilters.parse({ status: "open" }), 0);
  const incidents = await rowsOf(open, "i.severity, i.touched_at desc", openIncidentLimit);
  const last = await lastEntries(incidents.map(({ id }) => id));
  return incidents.map((row) => ({ ...row, lastEntry: last.get(row.id) ?? null }));
}

/** Whether there is any incident that the actor sees. */
export async function hasIncidents(context: Context): Promise<boolean> {
  return (
    (await database().incident.findFirst({ where: visibleTo(context.actor), select: { id: true } })) !== null
  );
}

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

type Cursor = { createdAt: Date; id: string };

const cursorOf = ({ createdAt, id }: Cursor) => `${createdAt.toISOString()}_${id}`;

function readCursor(text: string | undefined): Cursor | null {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_(.{36})$/.exec(text ?? "");
  const createdAt = new Date(found?.[1] ?? Number.NaN);
  return found?.[2] && isUuid(found[2]) && !Number.isNaN(createdAt.getTime())
    ? { createdAt, id: found[2] }
    : null;
}

function beyond({ text, values }: Condition, { createdAt, id }: Cursor, upwards: boolean): Condition {
  const [at, than] = [values.length + 1, upwards ? ">" : "<"];
  return {
    text: `${text} and (i.created_at, i.id) ${than} ($${at}::timestamptz, $${at + 1}::uuid)`,
    values: [...values, createdAt, id],
  };
}
