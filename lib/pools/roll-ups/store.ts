import { sql } from "../../core/database";
import { DAY_MS } from "../../core/zones";
import { figures } from "../labels";
import { keptDays } from "../samples/rules";
import { columnOf, noteInstances } from "../samples/store";

/**
 * Minutes are rolled up from samples and hours from minutes, each bucket anew from all that is there, so that doing it
 * again changes nothing. A bucket keeps the least, the greatest, the sum and the number of the figures that were known:
 * a mean alone would hide that a pool was full.
 */

/** Rolled up beside the figures of samples: how full the instance was, which no two of them tell of a whole bucket. */
const rolledFigures = [...figures, "utilisation"] as const;
type RolledName = (typeof rolledFigures)[number];
const nameOf = (figure: RolledName) =>
  figure === "utilisation" ? figure : columnOf[figure].replaceAll('"', "");
const names = rolledFigures.map(nameOf);
const inSamples = (name: string) =>
  name === "utilisation" ? '(used::real / nullif("max", 0))' : `"${name}"`;
/** The columns that a bucket has beside series and time. */
export const parts = names.flatMap((name) => ["min", "max", "sum", "count"].map((part) => `${name}_${part}`));
const replaced = `on conflict (series_id, at) do update set ${parts.map((part) => `${part} = excluded.${part}`).join(", ")}`;

/** What fills them, out of the columns of samples. */
export const fromSamples = names
  .map(inSamples)
  .map((figure) => `min(${figure}), max(${figure}), sum(${figure}), count(${figure})`)
  .join(", ");
const fromMinutes = names
  .map((name) => `min(${name}_min), max(${name}_max), sum(${name}_sum), sum(${name}_count)`)
  .join(", ");

/** The statement that rolls up anew whatever lies in some buckets: minutes from samples, hours from minutes. */
export const rollUp = (into: "pool_minute" | "pool_hour", where: string) => {
  const [from, unit, figuresOf] =
    into === "pool_minute" ? ["pool_sample", "minute", fromSamples] : ["pool_minute", "hour", fromMinutes];
  return `insert into ${into} (series_id, at, ${parts.join(", ")})
    select series_id, date_trunc('${unit}', at), ${figuresOf} from ${from} where ${where} group by 1, 2 order by 1, 2 ${replaced}`;
};

/** How far behind the last roll-up the next begins again: samples of a minute arrive for about that long. */
const OVERLAP = "interval '3 minutes'";
/** At most so much is caught up in one turn. */
const STRETCH = "interval '6 hours'";

/** Rolls up what came since the last turn, and minutes in which something arrived late. */
export async function rollUpSamples(now: Date): Promise<void> {
  const [stretch] = await sql<{ from: Date; to: Date }>(
    `select date_trunc('minute', coalesce(up_to, oldest, $1::timestamptz) - ${OVERLAP}) as from,
            least($1::timestamptz, coalesce(up_to, oldest, $1::timestamptz) + ${STRETCH}) as to
       from (select (select up_to from pool_roll_up where level = 'minute') as up_to,
                    (select min(at) from pool_sample) as oldest) t`,
    [now],
  );
  if (!stretch) return;
  const { from, to } = stretch;
  await sql(rollUp("pool_minute", "at >= $1 and at <= $2"), [from, to]);
  await sql(rollUp("pool_hour", "at >= date_trunc('hour', $1::timestamptz) and at <= $2"), [from, to]);
  await sql(
    `insert into pool_roll_up (level, up_to) values ('minute', $1)
     on conflict (level) do update set up_to = greatest(pool_roll_up.up_to, excluded.up_to)`,
    [to],
  );
  const end = performance.now() + LATE_FOR_MS;
  while ((await rollUpLate()) === LATE_AT_ONCE && performance.now() < end);
}

const LATE_AT_ONCE = 2_000;
/** After a long absence of many series their late minutes are caught up for so long in one turn, and on in the next. */
const LATE_FOR_MS = 10_000;

/**
 * Rolls up the oldest late minutes, and gives how many. What arrives in one meanwhile raises its `times`, so that it stays
 * and is rolled up once more.
 */
async function rollUpLate(): Promise<number> {
  const late = await sql<{ series_id: number; at: Date; times: number }>(
    "select series_id, at, times from pool_late order by at limit $1",
    [LATE_AT_ONCE],
  );
  if (late.length === 0) return 0;
  const series = late.map((row) => row.series_id);
  const minutes = late.map(({ at }) => at);
  const within = (unit: string) =>
    `(series_id, date_trunc('${unit}', at)) in
       (select s, date_trunc('${unit}', t) from unnest($1::int[], $2::timestamptz[]) as l (s, t))
     and series_id = any ($1) and at >= $3::timestamptz and at < $4::timestamptz + interval '1 hour'`;
  const hourOf = (at: Date | undefined) => new Date(Math.floor((at?.getTime() ?? 0) / 3_600_000) * 3_600_000);
  const values = [series, minutes, hourOf(minutes.at(0)), hourOf(minutes.at(-1))];
  await sql(rollUp("pool_minute", within("minute")), values);
  await sql(rollUp("pool_hour", within("hour")), values);
  await sql(
    `delete from pool_late using unnest($1::int[], $2::timestamptz[], $3::int[]) as l (s, t, n)
      where series_id = l.s and at = l.t and times = l.n`,
    [series, minutes, late.map(({ times }) => times)],
  );
  return late.length;
}

/** Least, greatest, sum and number of a figure in a bucket. */
export type RolledFigure = { min: number; max: number; sum: number; count: number };

/** A bucket that was rolled up elsewhere. */
export type RolledUp = { seriesId: number; at: Date } & Partial<Record<RolledName, RolledFigure>>;

/** Writes buckets as they are, in place of what is there: history that comes rolled up. All have the same figures. */
export async function writeRollUps(level: "minute" | "hour", buckets: readonly RolledUp[]): Promise<void> {
  const [first] = buckets;
  if (!first) return;
  const known = rolledFigures.filter((figure) => first[figure] !== undefined);
  const filled = known.flatMap((figure) =>
    (["min", "max", "sum", "count"] as const).map((part) => ({
      figure,
      part,
      column: `${nameOf(figure)}_${part}`,
    })),
  );
  const type = { min: "real", max: "real", sum: "float8", count: "int" } as const;
  await sql(
    `insert into pool_${level} (series_id, at, ${filled.map(({ column }) => column).join(", ")})
     select * from unnest($1::int[], $2::timestamptz[], ${filled.map(({ part }, at) => `$${at + 3}::${type[part]}[]`).join(", ")})
     on conflict (series_id, at) do update set ${filled.map(({ column }) => `${column} = excluded.${column}`).join(", ")}`,
    [
      buckets.map(({ seriesId }) => seriesId),
      buckets.map(({ at }) => at),
      ...filled.map(({ figure, part }) => buckets.map((bucket) => bucket[figure]?.[part] ?? null)),
    ],
  );
  const last = Math.max(...buckets.map(({ at }) => at.getTime()));
  await noteInstances([...new Set(buckets.map(({ seriesId }) => seriesId))], new Date(last));
}

// An instance goes with its last hour; of one that was never told of nothing is kept longer either.
const FORGET_INSTANCES = `
  delete from pool_instance where id in (
    select gone.id from pool p cross join lateral (
      select i.id from pool_instance i where i.pool_id = p.id and i.last_seen_at < $1 order by i.last_seen_at limit 5000) gone
    where not exists (select 1 from pool_hour h where h.series_id = gone.id))`;

/**
 * Makes the partitions of the days to come, the nearest first, and drops what is no longer kept, instances of which
 * nothing is kept among it. What cannot be done now,
 * because somebody reads a table for long, is done an hour later; the rest is done all the same.
 */
export async function keepPartitions(now: Date): Promise<void> {
  const days = (count: number) => new Date(now.getTime() + count * DAY_MS);
  const steps: [statement: string, ...values: unknown[]][] = [
    ...[0, 1, 2, 3, -1].map((day): [string, Date] => [
      "select make_pool_partitions('pool_sample', $1, $1)",
      days(day),
    ]),
    ...[0, 40, -1].map((day): [string, Date] => [
      "select make_pool_partitions('pool_minute', $1, $1)",
      days(day),
    ]),
    ["select drop_pool_partitions('pool_sample', $1)", days(-keptDays.sample)],
    ["select drop_pool_partitions('pool_minute', $1)", days(-keptDays.minute)],
    ["delete from pool_sample_rest where at < $1", days(-keptDays.sample)],
    ["delete from pool_minute_rest where at < $1", days(-keptDays.minute)],
    ["delete from pool_hour where at < $1", days(-keptDays.hour)],
    [FORGET_INSTANCES, days(-keptDays.hour)],
  ];
  const failed: unknown[] = [];
  for (const [statement, ...values] of steps)
    await sql(statement, values).catch((error) => failed.push(error));
  if (failed.length > 0)
    throw new AggregateError(failed, `${failed.length} of ${steps.length} steps wait for the next hour`);
}
