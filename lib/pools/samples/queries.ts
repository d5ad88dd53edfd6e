import type { Context } from "../../core/context";
import { sql } from "../../core/database";
import { demandReader } from "../../people/queries";
import { type Level, readingOf } from "./rules";
import { toldSince } from "./store";

/**
 * A bucket of a pool's figures, added up over its instances at each step of the level: least, greatest and mean of the
 * connections in use, the mean of
 * idle ones, the greatest number of idle ones in a transaction and of callers that waited, and the limit. Null is what
 * no source told. The time is that of the bucket's beginning.
 */
export type PoolPoint = {
  at: Date;
  /** How full the fullest instance was, from 0 to 1. */
  utilisation: number | null;
  usedMin: number | null;
  usedMax: number | null;
  usedAvg: number | null;
  idle: number | null;
  idleInTransaction: number | null;
  waiting: number | null;
  max: number | null;
  /** The greatest limit of one instance: what comes and goes with instances does not move it. */
  instanceMax: number | null;
  /** How many instances told at once. */
  instances: number;
};

/** The most points that a series is read in. */
export const mostPoints = 500;

const sources: Readonly<Record<Level, string>> = {
  sample: `select series_id, at, used as used_min, used as used_max, used::float8 as used_sum, (used is not null)::int as used_count,
      idle::float8 as idle_sum, (idle is not null)::int as idle_count, idle_in_transaction as idle_in_transaction_max,
      waiting as waiting_max, "max" as max_max, used::real / nullif("max", 0) as utilisation_max from pool_sample`,
  minute: "select * from pool_minute",
  hour: "select * from pool_hour",
};

/** In a step of a level each instance tells once or so; of what ran one after the other nothing is added up. */
const steps: Readonly<Record<Level, number>> = { sample: 0, minute: 60, hour: 3_600 };

const inSteps = `
    select series_id, date_bin(make_interval(secs => $5), at, 'epoch'::timestamptz) as step,
      min(used_min) as used_min, max(used_max) as used_max, sum(used_sum) / nullif(sum(used_count), 0) as used,
      sum(idle_sum) / nullif(sum(idle_count), 0) as idle, max(idle_in_transaction_max) as idle_in_transaction,
      max(waiting_max) as waiting, max(max_max) as "max", max(coalesce(utilisation_max, used_max / nullif(max_max, 0))) as utilisation
    from told group by 1, 2`;

/** The same where a step is that of the level, so that an instance has one row in each: a year is read in two thirds of the time. */
const asKept = `
    select at as step, used_min, used_max, used_sum / nullif(used_count, 0) as used, idle_sum / nullif(idle_count, 0) as idle,
      idle_in_transaction_max as idle_in_transaction, waiting_max as waiting, max_max as "max",
      coalesce(utilisation_max, used_max / nullif(max_max, 0)) as utilisation
    from told where $5::float8 > 0`;

const reading = (level: Level, step: number) => `
  with told as (
    ${sources[level]} where series_id in (select i.id from pool_instance i where i.pool_id = $1::uuid and ${toldSince("$2::timestamptz")}) and at >= $2 and at < $3),
  per_instance as (${step === steps[level] ? asKept : inSteps}),
  together as (
    select step, sum(used_min) as used_min, sum(used_max) as used_max, sum(used) as used, sum(idle) as idle,
      sum(idle_in_transaction) as idle_in_transaction, sum(waiting) as waiting, sum("max") as "max",
      max("max") as instance_max, max(utilisation) as utilisation, count(*) as instances
    from per_instance group by 1)
  select date_bin(make_interval(secs => $4), step, 'epoch'::timestamptz) as at, min(used_min)::float8 as "usedMin", max(used_max)::float8 as "usedMax",
    avg(used)::float8 as "usedAvg", avg(idle)::float8 as idle, max(idle_in_transaction)::float8 as "idleInTransaction", max(waiting)::float8 as waiting,
    max("max")::float8 as "max", max(instance_max)::float8 as "instanceMax", max(utilisation)::float8 as utilisation, max(instances)::int as instances
  from together group by 1 order by 1`;

/** How rows are asked for: by the guarded pool, or by the connection of a transaction. */
export type Ask = (text: string, values: unknown[]) => Promise<PoolPoint[]>;

/**
 * A pool's figures over a range, in at most about 500 buckets of `bucketSeconds`; buckets without a sample are not
 * there. `intervalSeconds` is how often its source delivers.
 */
export async function readPoolSeries(
  context: Context,
  poolId: string,
  { from, to }: { from: Date; to: Date },
  intervalSeconds = 0,
  ask: Ask = sql,
): Promise<{ points: PoolPoint[]; bucketSeconds: number; level: Level }> {
  demandReader(context);
  const { level, bucketSeconds } = readingOf({ from, to, now: context.now }, mostPoints, intervalSeconds);
  const step = Math.min(bucketSeconds, Math.max(steps[level], intervalSeconds * 2) || bucketSeconds);
  const points = await ask(reading(level, step), [poolId, from, to, bucketSeconds, step]);
  return { points, bucketSeconds, level };
}

/** Connections in use and the limit, of many pools at once: the greatest in each bucket, with how full the fullest of how many instances was. */
export type Spark = {
  at: Date;
  used: number | null;
  max: number | null;
  fullest: number | null;
  instances: number;
};

/** What lists draw of each pool: its last hours in buckets of five minutes, from the minutes rolled up. */
export async function readPoolSparks(
  context: Context,
  poolIds: readonly string[],
  hours = 6,
): Promise<Map<string, Spark[]>> {
  demandReader(context);
  const rows = await sql<Spark & { poolId: string }>(
    `with together as (
       select i.pool_id, m.at, sum(m.used_max) as used, sum(m.max_max) as "max",
         max(m.utilisation_max) as fullest, count(*) as instances
       from pool_instance i join pool_minute m on m.series_id = i.id
       where i.pool_id = any ($1::uuid[]) and ${toldSince("$2::timestamptz - make_interval(hours => $3)")} and m.at >= $2::timestamptz - make_interval(hours => $3) and m.at <= $2 group by 1, 2)
     select pool_id as "poolId", date_bin('5 minutes', at, 'epoch'::timestamptz) as at, max(used)::float8 as used, max("max")::float8 as "max",
       max(fullest)::float8 as fullest, max(instances)::int as instances
     from together group by 1, 2 order by 2`,
    [poolIds, context.now, hours],
  );
  const found = new Map<string, Spark[]>();
  for (const { poolId, ...spark } of rows) found.set(poolId, [...(found.get(poolId) ?? []), spark]);
  return found;
}

/** What forecasts read of an instance at an instant. `timeouts` is the count of them so far. */
export type RecentFigures = {
  seriesId: number;
  at: Date;
  used: number | null;
  max: number | null;
  timeouts: number | null;
};

/** The samples of an instance's last minutes, as forecasts read them, the oldest first. */
export function readRecentSamples(context: Context, seriesIds: readonly number[], minutes = 60) {
  demandReader(context);
  return sql<RecentFigures>(
    `select series_id as "seriesId", at, used, "max", timeouts::float8 as timeouts from pool_sample
     where series_id = any ($1::int[]) and at > $2::timestamptz - make_interval(mins => $3) order by at`,
    [seriesIds, context.now, minutes],
  );
}

/** The same a minute at a time, each at its middle with the mean of the connections in use: what lists of pools can afford. */
export function readRecentMinutes(context: Context, seriesIds: readonly number[], minutes = 60) {
  demandReader(context);
  return sql<RecentFigures>(
    `select series_id as "seriesId", least(at + interval '30 seconds', $2::timestamptz) as at,
       used_sum / nullif(used_count, 0) as used, max_max::float8 as "max", timeouts_max::float8 as timeouts from pool_minute
     where series_id = any ($1::int[]) and at > $2::timestamptz - make_interval(mins => $3) and at <= $2 order by at`,
    [seriesIds, context.now, minutes],
  );
}
