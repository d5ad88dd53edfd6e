import type { Prisma } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { literally } from "../../core/text";
import { loadIncident } from "../../incidents/queries";
import { visibleTo } from "../../incidents/rules";
import { demandReader } from "../../people/queries";
import { type AlertStanding, alertsAsked, reasonOfWell } from "./rules";
import type { AlertFilters, AlertNarrowing } from "./schema";

const named = { select: { slug: true, name: true } } as const;
const inclusion = {
  rule: named,
  pool: { select: { slug: true, name: true, service: named } },
  healthCheck: { select: { slug: true, name: true, service: named } },
  // The step that ended it, for what it says of how the alert stands.
  transitions: { where: { to: "resolved" }, select: { reason: true }, orderBy: { id: "asc" } },
} as const satisfies Prisma.AlertInclude;

// What a breach was known by is much, and shown on the page of one alert alone.
const heavy = { holders: true, attribution: true } as const;

type Row = Prisma.AlertGetPayload<{ include: typeof inclusion; omit: typeof heavy }>;

/** An incident as an alert names it. */
export type AlertIncident = { ref: string; title: string };

/** An alert as lists show it, with its incident where the actor may see that. */
export type AlertLine = Omit<Row, "incidentId"> & { incident: AlertIncident | null };

/** A page of a list, the latest begun first, with the cursors to go on either way (null at an end). */
export type AlertPage = { alerts: AlertLine[]; older: string | null; newer: string | null };

const pageSize = 50;
const mostOpen = 100;
const mostExported = 10_000;

const openStandings = ["firing", "pending"] as const satisfies AlertStanding[];
const pastStandings = ["resolved", "unwatched", "lapsed"] as const satisfies AlertStanding[];

/** The alerts that are open, the gravest that fire first; none where the filters ask for what is over. */
export async function listOpenAlerts(
  context: Context,
  filters: AlertFilters,
  limit = mostOpen,
): Promise<AlertLine[]> {
  demandReader(context);
  // One that is pending may fire yet.
  const standings = openStandings.filter(
    (one) => filters.standings.includes(one) || filters.state === "fired",
  );
  const rows = await database().alert.findMany({
    where: { AND: [await narrowedTo(filters), { endedAt: null }, standingAs(standings)] },
    include: inclusion,
    omit: heavy,
    // As the enums have them: pending before firing, a warning before what is critical.
    orderBy: [{ state: "desc" }, { severity: "desc" }, { pendingAt: "desc" }],
    take: limit,
  });
  return withIncidents(context, rows);
}

/** The alerts that are over. `before` and `after` are cursors of an earlier page; one that cannot be read is ignored. */
export async function listPastAlerts(
  context: Context,
  filters: AlertNarrowing,
  { before, after, limit = pageSize }: { before?: string; after?: string; limit?: number } = {},
): Promise<AlertPage> {
  demandReader(context);
  const upwards = before === undefined && after !== undefined;
  const cursor = readCursor(before ?? after);
  const standings = pastStandings.filter((one) => filters.standings.includes(one));
  const rows = await database().alert.findMany({
    where: {
      AND: [
        await narrowedTo(filters),
        standingAs(standings),
        cursor === null ? {} : { number: upwards ? { gt: cursor } : { lt: cursor } },
      ],
    },
    include: inclusion,
    omit: heavy,
    orderBy: { number: upwards ? "asc" : "desc" },
    take: limit + 1,
  });
  const more = rows.length > limit;
  const alerts = await withIncidents(context, rows.slice(0, limit));
  if (upwards) alerts.reverse();
  const [first, last] = [alerts.at(0), alerts.at(-1)];
  const beginning = cursor === null || (upwards && !more);
  return {
    alerts,
    older: last && (upwards || more) ? String(last.number) : null,
    newer: first && !beginning ? String(first.number) : null,
  };
}

/** The newest alerts that fit, open or not: for a file at most 10,000. `before` is the number of one that all others are older than. */
export async function listAlerts(
  context: Context,
  filters: AlertNarrowing,
  limit = mostExported,
  before?: string,
): Promise<AlertLine[]> {
  demandReader(context);
  const cursor = readCursor(before);
  const rows = await database().alert.findMany({
    where: {
      AND: [
        await narrowedTo(filters),
        standingAs(filters.standings),
        cursor === null ? {} : { number: { lt: cursor } },
      ],
    },
    include: inclusion,
    omit: heavy,
    orderBy: { number: "desc" },
    take: limit,
  });
  return withIncidents(context, rows);
}

/** The newest alerts that `typed` may mean: by the beginning of their number (`12`, `alert-12`), or by what they or their pool or health check are called. */
export async function listAlertsCalled(context: Context, typed: string, limit: number): Promise<AlertLine[]> {
  demandReader(context);
  const { numbers, name } = alertsAsked(typed);
  const called = { name: { contains: literally(name), mode: "insensitive" } } as const;
  const ids = { where: called, select: { id: true } } as const;
  const [pools, checks] = await Promise.all([
    database().pool.findMany(ids),
    database().healthCheck.findMany(ids),
  ]);
  const rows = await database().alert.findMany({
    where: {
      OR: [
        ...numbers.map((number) => ({ number })),
        called,
        { poolId: { in: pools.map(({ id }) => id) } },
        { healthCheckId: { in: checks.map(({ id }) => id) } },
      ],
    },
    include: inclusion,
    omit: heavy,
    orderBy: { number: "desc" },
    take: limit,
  });
  return withIncidents(context, rows);
}

const wholly = {
  rule: true,
  transitions: { orderBy: { id: "asc" } },
  pool: { include: { service: named, source: { select: { intervalSeconds: true } } } },
  healthCheck: { include: { service: named } },
} as const satisfies Prisma.AlertInclude;

/** One alert with its steps, its rule as that is now, and who held connections; with its incident as in lists. */
export type WholeAlert = Omit<Prisma.AlertGetPayload<{ include: typeof wholly }>, "incidentId"> & {
  incident: AlertIncident | null;
};

/** One alert by its number, as it stands in an address; refused as 'not_found' where there is none. */
export async function getAlert(context: Context, number: string): Promise<WholeAlert> {
  demandReader(context);
  const id = readCursor(number);
  const row =
    id === null ? null : await database().alert.findUnique({ where: { number: id }, include: wholly });
  if (!row) throw new Refusal("not_found", `There is no alert ${number.slice(0, 20)}.`);
  const [alert] = await withIncidents(context, [row]);
  if (!alert) throw new Refusal("not_found", `There is no alert ${number.slice(0, 20)}.`);
  return alert;
}

/** The alerts that an incident came of or that joined it, in the order in which they began; at most 200. */
export async function listIncidentAlerts(context: Context, ref: string): Promise<AlertLine[]> {
  const { id } = await loadIncident(database(), context, ref);
  const rows = await database().alert.findMany({
    where: { incidentId: id },
    include: inclusion,
    omit: heavy,
    orderBy: [{ pendingAt: "asc" }, { number: "asc" }],
    take: 200,
  });
  return withIncidents(context, rows);
}

/** Alerts that stand as one of these. Only where one of the two that rows call resolved is asked for, their steps are read. */
function standingAs(standings: readonly AlertStanding[]): Prisma.AlertWhereInput {
  const states = standings.flatMap((one) => (one === "unwatched" ? [] : one));
  if (standings.includes("resolved") === standings.includes("unwatched")) return { state: { in: states } };
  const unseen = { transitions: { some: { to: "resolved", reason: { not: reasonOfWell } } } } as const;
  const others = states.filter((one) => one !== "resolved");
  const over = standings.includes("unwatched") ? unseen : { NOT: unseen };
  return { OR: [{ state: { in: others } }, { state: "resolved", ...over }] };
}

// What is named is looked up first: by ids the alerts of one pool are found by an index, among however many.
async function narrowedTo({
  severity,
  figure,
  pool,
  service,
  rule,
}: AlertNarrowing): Promise<Prisma.AlertWhereInput> {
  const db = database();
  const ofService = { where: { service: { slug: service ?? "" } }, select: { id: true } } as const;
  const [pools, checks, poolNamed, ruleNamed] = await Promise.all([
    service ? db.pool.findMany(ofService) : [],
    service ? db.healthCheck.findMany(ofService) : [],
    pool ? db.pool.findUnique({ where: { slug: pool }, select: { id: true } }) : null,
    rule ? db.alertRule.findUnique({ where: { slug: rule }, select: { id: true } }) : null,
  ]);
  const ids = (rows: readonly ({ id: string } | null)[]) => ({ in: rows.flatMap((row) => row?.id ?? []) });
  return {
    ...(severity ? { severity } : {}),
    ...(figure ? { figure } : {}),
    ...(pool ? { poolId: ids([poolNamed]) } : {}),
    ...(rule ? { ruleId: ids([ruleNamed]) } : {}),
    ...(service ? { OR: [{ poolId: ids(pools) }, { healthCheckId: ids(checks) }] } : {}),
  };
}

/** Alerts are everybody's; an incident is named to those alone who may see it. */
async function withIncidents<Given extends { incidentId: string | null }>(
  { actor }: Context,
  rows: readonly Given[],
): Promise<(Omit<Given, "incidentId"> & { incident: AlertIncident | null })[]> {
  const ids = [...new Set(rows.flatMap(({ incidentId }) => incidentId ?? []))];
  const incidents =
    ids.length === 0
      ? []
      : await database().incident.findMany({
          where: { AND: [visibleTo(actor), { id: { in: ids } }] },
          select: { id: true, ref: true, title: true },
        });
  const byId = new Map(incidents.map(({ id, ...incident }) => [id, incident]));
  return rows.map(({ incidentId, ...row }) => ({ ...row, incident: byId.get(incidentId ?? "") ?? null }));
}

const readCursor = (text: string | undefined): number | null =>
  /^[1-9]\d{0,8}$/.test(text ?? "") ? Number(text) : null;
