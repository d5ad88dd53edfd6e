import { sql } from "../../core/database";
import { singleton } from "../../core/singleton";
import { type Figure, figures } from "../labels";
import { judgeTime, mergeSamples, type SeriesSample } from "./rules";

/** Samples are facts in bulk: written outside `command()`, by raw SQL, in batches. */

/** The column of a figure. */
export const columnOf: Readonly<Record<Figure, string>> = {
  max: '"max"',
  used: "used",
  idle: "idle",
  idleInTransaction: "idle_in_transaction",
  waiting: "waiting",
  oldestHoldSeconds: "oldest_hold_seconds",
  acquireWaitP95Ms: "acquire_wait_p95_ms",
  timeouts: "timeouts",
  transactions: "transactions",
  heldSeconds: "held_seconds",
};

const types: Readonly<Record<Figure, string>> = {
  ...{ max: "int", used: "int", idle: "int", idleInTransaction: "int", waiting: "int" },
  ...{ oldestHoldSeconds: "real", acquireWaitP95Ms: "real", timeouts: "bigint", transactions: "bigint" },
  heldSeconds: "double precision",
};

const columns = figures.map((figure) => columnOf[figure]);

/** Series, time and figures, as the columns of a sample. */
export const sampleColumns = ["series_id", "at", ...columns].join(", ");

/** Samples as rows of these columns, out of the parameters that `valuesOf` gives; the next one is `$13`. */
export const unnested = `unnest($1::int[], $2::timestamptz[], ${figures.map((figure, at) => `$${at + 3}::${types[figure]}[]`).join(", ")})`;

const [known, merged] = [
  columns.map((column) => `pool_sample.${column}`),
  columns.map((column) => `coalesce(excluded.${column}, pool_sample.${column})`),
];

// Whoever judged what was known before is told by `completed_at` that there is more.
const INSERT = `
  insert into pool_sample (${sampleColumns})
  select * from ${unnested}
  on conflict (series_id, at) do update set
    ${columns.map((column, index) => `${column} = ${merged[index]}`).join(", ")},
    completed_at = case when num_nulls(${known.join(", ")}) > num_nulls(${merged.join(", ")}) then clock_timestamp()
      else pool_sample.completed_at end`;

// In one statement with the samples: a crash leaves both or neither.
const INSERT_LATE = `
  with noted as (
    insert into pool_late (series_id, at)
      select distinct s, date_trunc('minute', t) from unnest($1::int[], $2::timestamptz[]) as l (s, t) order by 1, 2
      on conflict (series_id, at) do update set times = pool_late.times + 1)
  ${INSERT}`;

/** How many samples were written, and how many had a time that they cannot have. */
export type Written = { written: number; ahead: number; tooOld: number };

/**
 * Writes samples. The same series and instant again adds figures that were not known, and replaces those that it tells
 * anew; late ones are rolled up again. Samples from the future or from before what is kept are counted and left out.
 */
export async function writeSamples(samples: readonly SeriesSample[], now: Date): Promise<Written> {
  const judged = samples.map((sample) => ({ sample, time: judgeTime(sample.at, now) }));
  const timed = (wanted: string) => judged.filter(({ time }) => time === wanted).map(({ sample }) => sample);
  // Before the samples: whoever looks for what came lately passes over instances that nobody told of lately.
  await noteSeen([...timed("late"), ...timed("good")], now);
  const batches = [
    { statement: INSERT_LATE, samples: mergeSamples(timed("late")) },
    { statement: INSERT, samples: mergeSamples(timed("good")) },
  ];
  for (const { statement, samples: batch } of batches)
    if (batch.length > 0) await sql(statement, valuesOf(batch));
  const written = batches.reduce((sum, batch) => sum + batch.samples.length, 0);
  return { written, ahead: timed("ahead").length, tooOld: timed("too old").length };
}

/**
 * Samples as parameters of `unnested`. As Postgres writes arrays: what `pg` makes of them itself takes several times as
 * long. A figure that no sample tells is no array at all, and comes out of unnest() as nulls beside the others.
 */
export const valuesOf = (samples: readonly SeriesSample[]) => [
  arrayOf(samples.map(({ seriesId }) => seriesId)),
  arrayOf(samples.map(({ at }) => at.toISOString())),
  ...figures.map((figure) => {
    const values = samples.map((sample) => sample[figure]);
    return values.some((value) => value !== null) ? arrayOf(values) : null;
  }),
];

const arrayOf = (values: readonly (number | string | null)[]) =>
  `{${values.map((value) => value ?? "NULL").join(",")}}`;

const SEEN_EVERY_MS = 1_800_000;
const MOST_SEEN = 100_000;

/** Notes that instances were told of, for each of them every half an hour and not with every sample. */
async function noteSeen(samples: readonly SeriesSample[], now: Date): Promise<void> {
  const seen = singleton("pool-instances-seen", () => new Map<number, number>());
  const time = now.getTime();
  const isDue = (seriesId: number) => Math.abs(time - (seen.get(seriesId) ?? 0)) >= SEEN_EVERY_MS;
  const due = new Set(samples.map(({ seriesId }) => seriesId).filter(isDue));
  if (due.size === 0) return;
  await noteInstances([...due], now);
  if (seen.size > MOST_SEEN) seen.clear();
  for (const seriesId of due) seen.set(seriesId, time);
}

/** Notes that there are figures of these instances up to an instant. */
export async function noteInstances(seriesIds: readonly number[], at: Date): Promise<void> {
  await sql(
    `update pool_instance set last_seen_at = $2 where id in (
       select id from pool_instance where id = any ($1::int[]) and last_seen_at < $2 order by id for no key update)`,
    [seriesIds, at],
  );
}

/** Whether an instance `i` may have figures from after an instant: when it was last told of is known to half an hour. */
export const toldSince = (instant: string): string => `i.last_seen_at > ${instant} - interval '1 hour'`;

/** An instance of a pool, by its name. */
type NamedInstance = { poolId: string; instance: string };

const MOST_CHARACTERS = 300;

/** The series of an instance, made when it is new. */
export async function seriesOf(poolId: string, instance: string, now: Date): Promise<number> {
  const [seriesId] = await seriesOfAll([{ poolId, instance }], now);
  if (seriesId === undefined) throw new Error("a series was neither found nor made");
  return seriesId;
}

/** The series of instances in their order, those made that are new: in one statement, or two where there are such. */
export async function seriesOfAll(instances: readonly NamedInstance[], now: Date): Promise<number[]> {
  const asked = instances.map(({ poolId, instance }) => ({
    poolId,
    name: instance.slice(0, MOST_CHARACTERS),
  }));
  const found = await findSeries(asked);
  const missing = asked.filter((one) => !found.has(keyOf(one)));
  if (missing.length > 0) {
    await sql(
      `insert into pool_instance (pool_id, name, first_seen_at, last_seen_at)
       select distinct pool_id, name, $3::timestamptz, $3::timestamptz from unnest($1::uuid[], $2::text[]) as t (pool_id, name)
       order by pool_id, name on conflict (pool_id, name) do nothing`,
      [missing.map(({ poolId }) => poolId), missing.map(({ name }) => name), now],
    );
    for (const [key, seriesId] of await findSeries(missing)) found.set(key, seriesId);
  }
  return asked.map((one) => {
    const seriesId = found.get(keyOf(one));
    if (seriesId === undefined) throw new Error("a series was neither found nor made");
    return seriesId;
  });
}

type Asked = { poolId: string; name: string };
const keyOf = ({ poolId, name }: Asked) => JSON.stringify([poolId, name]);

async function findSeries(asked: readonly Asked[]): Promise<Map<string, number>> {
  const rows = await sql<Asked & { seriesId: number }>(
    `select i.id as "seriesId", i.pool_id as "poolId", i.name from unnest($1::uuid[], $2::text[]) as t (pool_id, name)
     join pool_instance i on i.pool_id = t.pool_id and i.name = t.name`,
    [asked.map(({ poolId }) => poolId), asked.map(({ name }) => name)],
  );
  return new Map(rows.map(({ seriesId, ...one }) => [keyOf(one), seriesId]));
}
