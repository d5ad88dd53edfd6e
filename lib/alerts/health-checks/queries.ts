import type { Prisma } from "../../../prisma/generated/client";
import { getService } from "../../catalog/services/queries";
import { baseOf } from "../../core/base";
import type { Context } from "../../core/context";
import { database, type Reader, sql } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { demandReader } from "../../people/queries";
import { type HealthState, worstFirst } from "./labels";
import { keptDays, type Share, stateOf } from "./rules";

const include = {
  service: { select: { slug: true, name: true, ownerTeamId: true, archivedAt: true } },
  environment: { select: { slug: true, name: true } },
  turn: { select: { nextAt: true, lastAt: true, failure: true, failuresInARow: true } },
} as const satisfies Prisma.HealthCheckInclude;

/** A health check as it is written down, and when it was asked last. */
export type StoredHealthCheck = Prisma.HealthCheckGetPayload<{ include: typeof include }>;

/** What one question came to. */
export type HealthResult = {
  at: Date;
  well: boolean;
  status: number | null;
  durationMs: number;
  failure: string | null;
};

/**
 * A health check with how it stands. `since` is when that began, or null where it is longer ago than answers are kept or
 * nothing was answered yet; `day` and `month` are the shares of the hours of the last day and of 30; `last` are the latest
 * answers, the oldest first.
 */
export type HealthCheck = StoredHealthCheck & {
  state: HealthState;
  since: Date | null;
  day: Share;
  month: Share;
  last: HealthResult[];
};

/** How many of the latest answers are shown. */
const shown = 40;

/** The health checks of a service, those in trouble first and then by name, in use or archived; refused as 'not_found' where there is no such service. */
export async function listHealthChecks(
  context: Context,
  service: string,
  { archived = false }: { archived?: boolean } = {},
): Promise<HealthCheck[]> {
  const { id: serviceId } = await getService(context, service);
  const rows = await database().healthCheck.findMany({
    where: { serviceId, archivedAt: archived ? { not: null } : null },
    include,
    orderBy: { name: "asc" },
    take: 100,
  });
  const checks = await withStanding(rows, context.now);
  const rank = ({ state }: HealthCheck) => worstFirst.indexOf(state);
  return checks.sort((a, b) => rank(a) - rank(b));
}

/** One health check by its slug, archived or not; refused as 'not_found' where there is none. */
export async function getHealthCheck(context: Context, slug: string): Promise<HealthCheck> {
  const [check] = await withStanding([await getStoredHealthCheck(context, slug)], context.now);
  if (!check) throw notFound(slug);
  return check;
}

/** The same as it is written down, for commands by the transaction's own connection. */
export async function getStoredHealthCheck(
  context: Context,
  slug: string,
  reader: Reader = database(),
): Promise<StoredHealthCheck> {
  demandReader(context);
  const row = await reader.healthCheck.findUnique({ where: { slug: slug.trim() }, include });
  if (!row) throw notFound(slug);
  return row;
}

const notFound = (slug: string) => new Refusal("not_found", `There is no health check ${slug}.`);

async function withStanding(rows: readonly StoredHealthCheck[], now: Date): Promise<HealthCheck[]> {
  const ids = rows.map(({ id }) => id);
  const [tallies, last] = await Promise.all([talliesOf(ids, now), lastOf(ids)]);
  return rows.map((row) => {
    const { since = null, ...shares } = tallies.get(row.id) ?? none;
    const resting = row.archivedAt !== null || row.service.archivedAt !== null;
    const state = stateOf({ ...row, resting }, now);
    const silentSince = state === "no_data" ? (row.turn?.lastAt ?? null) : since;
    return { ...row, ...shares, state, since: silentSince, last: last.get(row.id) ?? [] };
  });
}

/** What can be edited of a health check, in the words of the form. */
export const healthCheckContent = (check: StoredHealthCheck) => ({
  name: check.name,
  url: check.url,
  environment: check.environment?.slug,
  intervalSeconds: check.intervalSeconds,
  timeoutMs: check.timeoutMs,
  leastStatus: check.leastStatus,
  mostStatus: check.mostStatus,
  expectedText: check.expectedText ?? undefined,
});

/** A fingerprint of what the form of a health check shows. */
export const healthCheckBase = (check: StoredHealthCheck): string => baseOf(healthCheckContent(check));

type Tally = { day: Share; month: Share; since: Date | null };
const none: Tally = { day: { asked: 0, well: 0 }, month: { asked: 0, well: 0 }, since: null };

/** Since when the latest answers are alike, and how many were well, by the hour. */
async function talliesOf(ids: readonly string[], now: Date): Promise<Map<string, Tally>> {
  const rows = await sql<
    { id: string; since: Date | null } & Record<"dayAsked" | "dayWell" | "asked" | "well", number>
  >(
    `select h.*, case when turned_at is null and first_at < $2::timestamptz - make_interval(days => $3 - 1) then null else
         (select min(at) from health_result where check_id = h.id and at > coalesce(turned_at, '-infinity')) end as since
     from (
       select check_id as id, sum(asked)::int as asked, sum(well)::int as well, min(at) as first_at,
         coalesce(sum(asked) filter (where at > $2::timestamptz - interval '1 day'), 0)::int as "dayAsked",
         coalesce(sum(well) filter (where at > $2::timestamptz - interval '1 day'), 0)::int as "dayWell",
         case when sum(well) between 1 and sum(asked) - 1 then least(max(last_well_at), max(last_failed_at)) end as turned_at
       from health_hour where check_id = any($1::uuid[]) and at > $2::timestamptz - make_interval(days => $3) group by check_id) h`,
    [ids, now, keptDays],
  );
  return new Map(
    rows.map(({ id, since, dayAsked, dayWell, asked, well }) => [
      id,
      { day: { asked: dayAsked, well: dayWell }, month: { asked, well }, since },
    ]),
  );
}

async function lastOf(ids: readonly string[]): Promise<Map<string, HealthResult[]>> {
  const rows = await sql<HealthResult & { id: string }>(
    `select c.id, r.at, r.well, r.status, r.duration_ms as "durationMs", r.failure
     from unnest($1::uuid[]) as c (id) cross join lateral (
       select * from health_result where check_id = c.id order by at desc limit $2) r
     order by r.at`,
    [ids, shown],
  );
  const last = new Map<string, HealthResult[]>(ids.map((id) => [id, []]));
  for (const { id, ...result } of rows) last.get(id)?.push(result);
  return last;
}
