import type { Context } from "../../core/context";
import { database, sql } from "../../core/database";
import { loadIncident } from "../../incidents/queries";
import { goneAfterMs, silentAfterMs } from "../../pools/rules";
import { toldSince } from "../../pools/samples/store";
import { calmBelow, type PoolCourse, type Stability, stabilityOf, stableMoves } from "./rules";

/** How far back it is looked for the last moment that was not well. */
const WITHIN = "interval '6 hours'";

/**
 * How stable the pools of an incident are, by the figures of the last six hours: older ones than some minutes by the
 * minute, of which all counts as not well in which anything was. Null where it has none, or no move is left.
 */
export async function findStability(context: Context, ref: string): Promise<Stability | null> {
  const incident = await loadIncident(database(), context, ref);
  if (!stableMoves[incident.status]) return null;
  const alerts = await database().alert.findMany({
    where: { incidentId: incident.id },
    select: { poolId: true, number: true, name: true, state: true, rule: true },
  });
  const poolIds = [...new Set(alerts.flatMap(({ poolId }) => poolId ?? []))];
  if (poolIds.length === 0) return null;
  const limits = new Map(
    poolIds.map((id) => [
      id,
      calmBelow(alerts.filter(({ poolId }) => poolId === id).map(({ rule }) => rule)),
    ]),
  );
  const firing = alerts
    .filter(({ state }) => state === "firing")
    .map(({ number, name }) => `Alert ${number}, ${name},`);
  return stabilityOf(incident.status, await coursesOf(limits, context.now), firing, context.now);
}

// Minutes that are rolled up tell as much and are a twelfth of it; the last few of them are read as they were measured.
const EDGE = `select date_trunc('minute', greatest($2::timestamptz - ${WITHIN}, least($2::timestamptz - interval '5 minutes',
  (select coalesce(max(up_to), '-infinity') from pool_roll_up where level = 'minute')))) as at`;
const told = (used: string, max: string, share: string, waiting: string) =>
  `${used}::int as used, ${max}::int as "max", ${share} as share, coalesce(${share} >= l.share::real, false) or coalesce(${waiting} > 0, false) as bad`;

/** `limits` are the pools, each with the share from which on it is not well. */
async function coursesOf(limits: ReadonlyMap<string, number>, now: Date): Promise<PoolCourse[]> {
  const rows = await sql<Row>(
    `with edge as (${EDGE}),
     seen as (
       select i.id, i.pool_id, i.name, l.share from unnest($1::uuid[], $3::float8[]) as l (pool_id, share)
         join pool_instance i on i.pool_id = l.pool_id where ${toldSince(`$2::timestamptz - ${WITHIN}`)}),
     told as (
       select l.id, l.pool_id, s.at, s.at as until, ${told("s.used", 's."max"', `(s.used::real / nullif(s."max", 0))::real`, "s.waiting")}
       from seen l join pool_sample s on s.series_id = l.id and s.at >= (select at from edge) and s.at <= $2
       union all
       select l.id, l.pool_id, m.at, m.at + interval '59.999 seconds', ${told("m.used_max", "m.max_max", "coalesce(m.utilisation_max, m.used_max / nullif(m.max_max, 0))", "m.waiting_max")}
       from seen l join pool_minute m on m.series_id = l.id and m.at > $2::timestamptz - ${WITHIN} and m.at < (select at from edge)),
     latest as (select distinct on (t.id) l.pool_id, l.name, t.until, t.bad from told t join seen l on l.id = t.id order by t.id, t.at desc),
     bad as (select pool_id, max(until) as at from told where bad group by pool_id),
     calm as (select t.* from told t left join bad b on b.pool_id = t.pool_id where b.at is null or t.at > b.at)
     select p.name, p.slug, o.interval_seconds as "intervalSeconds", b.at as "lastBadAt", c.first as "calmFrom", c.last as "calmTo",
       c.worst, c.used as "worstUsed", c."max", (select max(at) from told where pool_id = p.id) as "lastAt",
       (select json_agg(json_build_object('instance', name, 'heardAt', until)) from latest where pool_id = p.id and bad) as unwell
     from pool p join pool_source o on o.id = p.source_id left join bad b on b.pool_id = p.id
       left join lateral (
         select min(at) as first, max(at) as last, max(share)::float8 as worst,
           (array_agg(used order by share desc nulls last))[1] as used, (array_agg("max" order by share desc nulls last))[1] as "max"
         from calm where pool_id = p.id) c on true
     where p.id = any ($1::uuid[]) order by p.name`,
    [[...limits.keys()], now, [...limits.values()]],
  );
  return rows.map(({ lastAt, intervalSeconds, unwell, ...course }) => {
    const silentMs = silentAfterMs(intervalSeconds);
    const isSilent = (at: Date) => now.getTime() - at.getTime() > silentMs;
    const [silent] = (unwell ?? [])
      .map(({ instance, heardAt }) => ({ instance, heardAt: new Date(heardAt) }))
      .filter(({ heardAt }) => isSilent(heardAt))
      .toSorted((one, other) => other.heardAt.getTime() - one.heardAt.getTime());
    return {
      ...course,
      delivering: lastAt !== null && !isSilent(lastAt),
      silent: silent
        ? { instance: silent.instance, goneAt: later(silent.heardAt, goneAfterMs(silentMs)) }
        : null,
    };
  });
}

type Row = Omit<PoolCourse, "delivering" | "silent"> & {
  lastAt: Date | null;
  intervalSeconds: number;
  /** The instances that were not well when they were last heard of. */
  unwell: { instance: string; heardAt: string }[] | null;
};

const later = (at: Date, ms: number) => new Date(at.getTime() + ms);
