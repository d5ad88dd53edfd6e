import type { Context } from "../../core/context";
import { database, sql } from "../../core/database";
import { loadIncident } from "../../incidents/queries";
import { silentAfterMs, warningAt } from "../../pools/rules";
import { type PoolCourse, type Stability, stabilityOf, stableMoves } from "./rules";

/** How far back it is looked for the last moment that was not well. */
const HOURS = 6;

/**
 * How stable the pools of an incident are, by the samples of the last six hours; null where it has none, or no
 * move is left.
 */
export async function findStability(context: Context, ref: string): Promise<Stability | null> {
  const incident = await loadIncident(database(), context, ref);
  if (!stableMoves[incident.status]) return null;
  const alerts = await database().alert.findMany({
    where: { incidentId: incident.id },
    select: { poolId: true, number: true, name: true, state: true },
  });
  const poolIds = [...new Set(alerts.flatMap(({ poolId }) => poolId ?? []))];
  if (poolIds.length === 0) return null;
  const firing = alerts
    .filter(({ state }) => state === "firing")
    .map(({ number, name }) => `Alert ${number}, ${name},`);
  return stabilityOf(incident.status, await coursesOf(poolIds, context.now), firing, context.now);
}

async function coursesOf(poolIds: readonly string[], now: Date): Promise<PoolCourse[]> {
  const rows = await sql<Omit<PoolCourse, "delivering"> & { lastAt: Date | null; intervalSeconds: number }>(
    `with told as (
       select i.pool_id, s.at, s.used, s."max", s.used::float8 / nullif(s."max", 0) as share,
         coalesce(s.used::float8 / nullif(s."max", 0) >= $3, false) or coalesce(s.waiting > 0, false) as bad
       from pool_instance i join pool_sample s on s.series_id = i.id
       where i.pool_id = any ($1::uuid[]) and s.at > $2::timestamptz - make_interval(hours => ${HOURS}) and s.at <= $2),
     bad as (select pool_id, max(at) as at from told where bad group by pool_id),
     calm as (select t.* from told t left join bad b on b.pool_id = t.pool_id where b.at is null or t.at > b.at)
     select p.name, p.slug, o.interval_seconds as "intervalSeconds", b.at as "lastBadAt", c.first as "calmFrom", c.last as "calmTo",
       c.worst, c.used as "worstUsed", c."max", (select max(at) from told where pool_id = p.id) as "lastAt"
     from pool p join pool_source o on o.id = p.source_id left join bad b on b.pool_id = p.id
       left join lateral (
         select min(at) as first, max(at) as last, max(share) as worst,
           (array_agg(used order by share desc nulls last))[1] as used, (array_agg("max" order by share desc nulls last))[1] as "max"
         from calm where pool_id = p.id) c on true
     where p.id = any ($1::uuid[]) order by p.name`,
    [poolIds, now, warningAt],
  );
  return rows.map(({ lastAt, intervalSeconds, ...course }) => ({
    ...course,
    delivering: lastAt !== null && now.getTime() - lastAt.getTime() <= silentAfterMs(intervalSeconds),
  }));
}
