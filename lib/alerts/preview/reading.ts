import { setImmediate } from "node:timers/promises";
import type { AlertFigure } from "../../../prisma/generated/enums";
import { sql } from "../../core/database";
import { predictionLimits } from "../../pools/forecast/rules";
import type { PoolSample } from "../../pools/schema";
import { figuresOfSample, trendHistoryMs } from "../watch/figures";
import { type Condition, type Observation, worseOf } from "../watch/rules";
import {
  type Grain,
  isTrend,
  observationsOfAnswers,
  observationsOfSilences,
  observationsOfTrend,
  type Silence,
} from "./rules";

/** A stretch of the past. */
export type Stretch = { from: Date; to: Date };

/**
 * What is known of a pool in a stretch: its series, the first that was told, and the hours that have to be read: those in
 * which the condition may have been met or not over yet, and as many after them as it takes to end. None where it was
 * never met.
 */
export type KnownPool = { series: number[]; since: Date; hours: Date[] };

// So many rows are read of one thing, and so many go through a database's hands; of more the latest part is judged.
const MOST_ROWS = 150_000;
const MOST_SCANNED = 2_000_000;

type FigureOfSample = (typeof figuresOfSample)[number];

const columns: Readonly<Record<FigureOfSample, string>> = {
  utilisation: "utilisation",
  waiting: "waiting",
  acquire_wait: "acquire_wait_p95_ms",
  oldest_hold: "oldest_hold_seconds",
  idle_in_transaction: "idle_in_transaction",
};

const ofSample = (figure: AlertFigure): FigureOfSample | undefined =>
  figuresOfSample.find((one) => one === figure);

/** A figure as SQL, of a sample or the worst of a bucket; rounded, for what is stored as `real` is not quite what was told. */
function expression(figure: FigureOfSample, level: Grain["level"], { comparison }: Condition): string {
  const worst = comparison === "above" ? "max" : "min";
  const share =
    level === "sample"
      ? `used::float8 / nullif("max", 0)`
      : `coalesce(utilisation_${worst}, used_${worst} / nullif(max_max, 0))`;
  if (figure === "utilisation") return `round((${share} * 100)::numeric, 3)::float8`;
  return `${columns[figure]}${level === "sample" ? "" : `_${worst}`}::float8`;
}

/** Whether an hour may meet a limit, as SQL over the hours of an instance; null where hours do not tell. */
function mayMeet(figure: AlertFigure, condition: Condition): ((limit: string) => string) | null {
  const sampled = ofSample(figure);
  const side = condition.comparison === "above" ? ">=" : "<=";
  if (sampled) return (limit) => `${expression(sampled, "hour", condition)} ${side} ${limit}`;
  // Below that share of the limit nothing points at an end, however high or low the threshold.
  if (figure === "exhaustion")
    return (limit) =>
      `coalesce(utilisation_max, used_max / nullif(max_max, 0)) > ${predictionLimits.above} and ${limit} is not null`;
  if (figure === "rising_floor")
    return (limit) =>
      `used_max - least(used_min, lag(used_min) over (partition by series_id order by at)) >= ${limit}`;
  return null;
}

/**
 * What is known of some pools in a stretch, by pool: from the hours, which are few, so that what lies between what
 * happened need not be read.
 */
export async function readKnownPools(
  poolIds: readonly string[],
  { from, to }: Stretch,
  figure: AlertFigure,
  condition: Condition,
): Promise<Map<string, KnownPool>> {
  const meets = mayMeet(figure, condition);
  const sampled = ofSample(figure);
  const known = sampled
    ? `${expression(sampled, "hour", condition)} is not null`
    : figure === "no_data"
      ? "true"
      : "used_count > 0";
  const end = condition.clearThreshold ?? condition.threshold;
  const after = Math.ceil(condition.keepFiringSeconds / 3_600) + 1;
  const rows = await sql<KnownPool & { poolId: string; hot: boolean }>(
    `with told as (
       select i.pool_id, h.series_id, h.at, ${meets ? meets("$4::float8") : "$4::float8 is null"} as hot,
         ${meets ? meets("$5::float8") : "$5::float8 is null"} as warm
       from pool_instance i join pool_hour h on h.series_id = i.id
       where i.pool_id = any ($1::uuid[]) and h.at >= date_trunc('hour', $2::timestamptz) and h.at <= $3 and ${known}),
     hours as (select pool_id, at, bool_or(hot) as hot, bool_or(warm) as warm from told group by 1, 2),
     wanted as (select *, bool_or(warm) over (partition by pool_id order by at rows between ${after} preceding and current row) as wanted from hours)
     select pool_id as "poolId", min(at) as since, bool_or(hot) as hot,
       coalesce(array_agg(at order by at) filter (where wanted), '{}') as hours,
       (select array_agg(distinct series_id) from told t where t.pool_id = w.pool_id) as series
     from wanted w group by 1`,
    [poolIds, from, to, condition.threshold, end],
  );
  return new Map(
    rows.map(({ poolId, hot, hours, ...rest }) => [poolId, { ...rest, hours: hot ? hours : [] }]),
  );
}

/** How much of a stretch is read: the latest part of it where all would be too much. */
const bounded = ({ from, to }: Stretch, rowsPerSecond: number, most: number): Stretch => ({
  from: new Date(Math.max(from.getTime(), to.getTime() - (most / rowsPerSecond) * 1_000)),
  to,
});

/** What a watch would have seen of a pool in its hours that matter, in order of time, and from when on it was read. */
export async function readObservations(
  pool: KnownPool & { intervalSeconds: number },
  figure: AlertFigure,
  condition: Condition,
  grain: Grain,
  stretch: Stretch,
): Promise<{ from: Date; observations: Observation[] }> {
  const { series, hours, intervalSeconds } = pool;
  const every = Math.max(grain.stepSeconds, intervalSeconds, 1);
  const each = Math.ceil((3_600 / every) * series.length);
  const kept = hours.slice(-Math.max(1, Math.floor((isTrend(figure) ? MOST_ROWS : MOST_SCANNED) / each)));
  const from = kept.length < hours.length ? (kept[0] ?? stretch.from) : stretch.from;
  const sampled = ofSample(figure);
  if (!sampled) return { from, observations: await readTrends(series, kept, figure, condition, stretch) };
  const bin = Math.max(every, Math.ceil((kept.length * 3_600) / MOST_ROWS));
  const worst = condition.comparison === "above" ? "max" : "min";
  const observations = await sql<Observation>(
    `select max(at) as at, ${worst}(value) as value
     from (select p.at, ${expression(sampled, grain.level, condition)} as value
       from unnest($4::timestamptz[]) as h (begins) join pool_${grain.level} p on p.at >= begins and p.at < begins + interval '1 hour'
       where series_id = any ($1::int[]) and p.at >= $2 and p.at <= $3) f
     where value is not null group by date_bin(make_interval(secs => $5), at, 'epoch'::timestamptz) order by 1`,
    [series, stretch.from, stretch.to, kept, bin],
  );
  return { from, observations };
}

const CHUNK = 100;

/** Trends are computed here, in pieces, so that others are answered in between. */
async function readTrends(
  series: readonly number[],
  hours: readonly Date[],
  figure: AlertFigure,
  condition: Condition,
  { from, to }: Stretch,
): Promise<Observation[]> {
  const used = figure === "rising_floor" ? "used_min::float8" : "used_sum / nullif(used_count, 0)";
  const rows = await sql<Pick<PoolSample, "at" | "used" | "max" | "timeouts"> & { seriesId: number }>(
    `select distinct series_id as "seriesId", at, ${used} as used, max_max::float8 as "max", timeouts_max::float8 as timeouts
     from unnest($4::timestamptz[]) as h (begins)
       join pool_minute on at > begins - make_interval(secs => $5) and at < begins + interval '1 hour'
     where series_id = any ($1::int[]) and at >= $2::timestamptz - make_interval(secs => $5) and at <= $3 order by at`,
    [series, from, to, hours, trendHistoryMs / 1_000],
  );
  const wanted = new Set(hours.map((hour) => hour.getTime()));
  const isWanted = (at: Date) => at >= from && wanted.has(Math.floor(at.getTime() / 3_600_000) * 3_600_000);
  const worst = new Map<number, number>();
  for (const id of series) {
    const own = rows.filter(({ seriesId }) => seriesId === id);
    const samples = own.map(({ seriesId: _, ...known }) => ({ ...unknown, ...known }));
    for (let at = 0; at < samples.length; at += CHUNK) {
      if (!samples.slice(at, at + CHUNK).some((sample) => isWanted(sample.at))) continue;
      for (const seen of observationsOfTrend(figure, samples, condition, [at, at + CHUNK])) {
        if (seen.value === null || !isWanted(seen.at)) continue;
        const time = seen.at.getTime();
        worst.set(time, worseOf(condition, seen.value, worst.get(time) ?? seen.value));
      }
      await setImmediate();
    }
  }
  return [...worst]
    .sort(([one], [other]) => one - other)
    .map(([time, value]) => ({ at: new Date(time), value }));
}

const unknown: Omit<PoolSample, "at" | "used" | "max" | "timeouts"> = {
  ...{ idle: null, idleInTransaction: null, waiting: null },
  ...{ oldestHoldSeconds: null, acquireWaitP95Ms: null, transactions: null, heldSeconds: null },
};

/** What a watch would have seen of a pool's silences; one that was never heard of is silent since it was made. */
export async function readSilences(
  pool: { series: readonly number[]; createdAt: Date },
  condition: Condition,
  { level, stepSeconds }: Grain,
  { from, to }: Stretch,
): Promise<Observation[]> {
  const rows = await sql<{ from: Date; next: Date | null }>(
    `select at as from, next from (
       select at, lead(at) over (order by at) as next, lag(at) over (order by at) as before
       from (select distinct at from pool_${level} where series_id = any ($1::int[]) and at >= $2 and at <= $3) d) g
     where before is null or coalesce(next, $3::timestamptz) - at > make_interval(secs => $4) order by 1`,
    [pool.series, from, to, condition.threshold],
  );
  const begin = new Date(Math.max(from.getTime(), pool.createdAt.getTime()));
  const [first] = rows;
  const silences: Silence[] = rows.map((row) => ({
    from: new Date(row.from.getTime() + stepSeconds * 1_000),
    to: row.next,
  }));
  return observationsOfSilences([{ from: begin, to: first?.from ?? null }, ...silences], condition, to);
}

/** What a watch would have seen of a health check's answers. */
export async function readAnswers(
  check: { id: string; intervalSeconds: number },
  stretch: Stretch,
): Promise<{ from: Date; observations: Observation[]; known: boolean }> {
  const read = bounded(stretch, 1 / check.intervalSeconds, MOST_ROWS);
  const answers = await sql<{ at: Date; well: boolean }>(
    "select at, well from health_result where check_id = $1 and at >= $2 and at <= $3 order by at",
    [check.id, read.from, read.to],
  );
  return { from: read.from, observations: observationsOfAnswers(answers), known: answers.length > 0 };
}
