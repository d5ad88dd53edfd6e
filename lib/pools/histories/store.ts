import { database, sql, type Transaction } from "../../core/database";
import { type DueSource, sourceColumns } from "../collection/store";
import type { PushedInstance } from "../intake/store";
import { fromSamples, parts, rollUp } from "../roll-ups/store";
import type { SeriesSample } from "../samples/rules";
import { sampleColumns, unnested, valuesOf } from "../samples/store";
import { fewerSteps, mostAttempts, waitAfter } from "./rules";
import type { HistoryWindow, Reach } from "./schema";

/** What is read of the past of a source, and how far that has got: facts in bulk and their bookkeeping, without an audit event. */

const LEASE_SECONDS = 30;

/** A reading that somebody here holds, with its source. */
export type HeldHistory = DueSource &
  Reach & { kind: "prometheus"; steps: number; failures: number; attempt: number };

const open =
  "h.finished_at is null and h.stopped_at is null and h.failed_at is null and s.archived_at is null";
const due = `${open} and s.kind = 'prometheus' and h.due_at <= clock_timestamp()`;
const held = `leased_by = $1, lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})`;
const historyColumns = `${sourceColumns}, h.since, h.until, h.read_to as "readTo", h.steps, h.failures, h.attempt`;

// While what was missed is rolled up, an hour that is read from minutes at one moment may be written by another a moment later.
const CAUGHT_UP = `not exists (select 1 from pool_roll_up where level = 'minute' and up_to < clock_timestamp() - interval '30 minutes')`;

/** Claims readings that are due and that nobody holds; one of somebody who is gone is free after half a minute. */
export function claimHistories(reader: string, limit: number): Promise<HeldHistory[]> {
  return sql<HeldHistory>(
    `update pool_history h set ${held} from pool_source s
     where s.id = h.source_id and h.source_id in (
       select h.source_id from pool_history h join pool_source s on s.id = h.source_id
       where ${due} and (h.leased_by is null or h.lease_until <= clock_timestamp()) and ${CAUGHT_UP}
       order by h.due_at limit $2 for update of h skip locked)
     returning ${historyColumns}`,
    [reader, limit],
  );
}

/** Holds on to a reading, as it is by now; null where it ended, waits, or another has it. */
export async function holdHistory(reader: string, sourceId: string): Promise<HeldHistory | null> {
  const [row] = await sql<HeldHistory>(
    `update pool_history h set ${held} from pool_source s
     where s.id = h.source_id and h.source_id = $2 and h.leased_by = $1 and ${due} returning ${historyColumns}`,
    [reader, sourceId],
  );
  return row ?? null;
}

/** Says that whoever holds a reading is still at work on a window of it. */
export async function renewHistory(reader: string, sourceId: string): Promise<void> {
  await sql(`update pool_history h set ${held} where h.source_id = $2 and h.leased_by = $1`, [
    reader,
    sourceId,
  ]);
}

/** Gives readings back, all of this reader's or that of one source, so that another may go on at once. */
export async function giveBackHistories(reader: string, sourceId: string | null = null): Promise<void> {
  await sql(
    `update pool_history set leased_by = null, lease_until = null
     where leased_by = $1 and ($2::uuid is null or source_id = $2)`,
    [reader, sourceId],
  );
}

/** Every instance that a source ever told of, in whatever pool. */
export function instancesEver(sourceId: string): Promise<PushedInstance[]> {
  return sql<PushedInstance>(
    `select i.id as "seriesId", i.pool_id as "poolId", i.name from pool p join pool_instance i on i.pool_id = p.id
     where p.source_id = $1`,
    [sourceId],
  );
}

/** What came of a window: readings by series, the pools they are of, what was left out, and how it went on. */
export type ReadWindow = {
  samples: readonly SeriesSample[];
  poolIds: readonly string[];
  leftOut: string | null;
  steps: number;
  tookMs: number;
};

/**
 * Keeps what was read of a window and that it was, both or neither. What was measured or read before stays as it is.
 * False, and nothing is kept, where the reading or its source is not as it was when it was asked.
 */
export function keepWindow(
  reader: string,
  history: HeldHistory,
  window: HistoryWindow,
  read: ReadWindow,
  now: Date,
): Promise<boolean> {
  return database().$transaction(
    async (tx) => {
      const [still] = await tx.$queryRaw<{ one: number }[]>`
        select 1 as one from pool_history h join pool_source s on s.id = h.source_id
        where h.source_id = ${history.id}::uuid and h.leased_by = ${reader} and h.read_to = ${history.readTo} and s.version = ${history.version}
          and h.finished_at is null and h.stopped_at is null and h.failed_at is null and s.archived_at is null for update of h`;
      if (!still) return false;
      if (read.samples.length > 0) await writeReadings(tx, window, read.samples, now);
      await noteWindow(tx, history.id, window, read);
      return true;
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
}

const inMinute = "series_id = any ($13::int[]) and at >= $14::timestamptz and at < $15::timestamptz";

/**
 * As samples go in only readings of minutes that have none, and such as the watch has passed: what is history raises no
 * alert. It looks at the last day, and at nothing from before the last sample that it judged.
 */
const INSERT_SAMPLES = `
  insert into pool_sample (${sampleColumns})
  select r.* from ${unnested} as r (${sampleColumns}) left join alert_cursor c on c.series_id = r.series_id
  where not exists (
      select 1 from (select series_id, date_trunc('minute', at) as minute from pool_sample where ${inMinute}) known
      where known.series_id = r.series_id and known.minute = date_trunc('minute', r.at))
    and r.at <= greatest($16::timestamptz - interval '1 day', coalesce(c.judged_to, 'infinity'))
  order by 1, 2 on conflict do nothing`;

const insertBuckets = (level: "minute" | "hour") => `
  insert into pool_${level} (series_id, at, ${parts.join(", ")})
  select series_id, date_trunc('${level}', at), ${fromSamples} from ${unnested} as r (${sampleColumns})
  group by 1, 2 order by 1, 2 on conflict do nothing`;

const HOUR_MS = 3_600_000;

async function writeReadings(
  tx: Transaction,
  { level, from, to }: HistoryWindow,
  samples: readonly SeriesSample[],
  now: Date,
): Promise<void> {
  const series = [...new Set(samples.map(({ seriesId }) => seriesId))].sort((one, other) => one - other);
  const values = valuesOf(samples);
  const within = (start: number, end: number) => [
    series,
    new Date(start).toISOString(),
    new Date(end).toISOString(),
  ];
  const stretch = within(from.getTime(), to.getTime());
  const hours = within(
    Math.floor(from.getTime() / HOUR_MS) * HOUR_MS,
    Math.ceil(to.getTime() / HOUR_MS) * HOUR_MS,
  );
  const range = "series_id = any ($1::int[]) and at >= $2::timestamptz and at < $3::timestamptz";
  // In this order, as those do who note what is told now.
  await tx.$queryRaw`
    select 1 as held from pool_instance where id = any (${series}::int[]) order by id for no key update`;
  await tx.$executeRawUnsafe(
    `update pool_instance i set first_seen_at = least(i.first_seen_at, r.first), last_seen_at = greatest(i.last_seen_at, r.last)
     from (select series_id, min(at) as first, max(at) as last from unnest($1::int[], $2::timestamptz[]) as r (series_id, at) group by 1) r
     where i.id = r.series_id and (i.first_seen_at > r.first or i.last_seen_at < r.last)`,
    ...values.slice(0, 2),
  );
  if (level === "hour") return void (await tx.$executeRawUnsafe(insertBuckets("hour"), ...values));
  if (level === "minute") await tx.$executeRawUnsafe(insertBuckets("minute"), ...values);
  else {
    await tx.$executeRawUnsafe(INSERT_SAMPLES, ...values, ...stretch, now.toISOString());
    await tx.$executeRawUnsafe(rollUp("pool_minute", range), ...stretch);
  }
  await tx.$executeRawUnsafe(rollUp("pool_hour", range), ...hours);
}

async function noteWindow(
  tx: Transaction,
  sourceId: string,
  { from }: HistoryWindow,
  { samples, poolIds, leftOut, steps, tookMs }: ReadWindow,
): Promise<void> {
  const oldest = samples.reduce<Date | null>((at, one) => (at && at < one.at ? at : one.at), null);
  await tx.$executeRaw`
    update pool_history set read_to = ${from}, steps = ${steps}, attempt = 0, failure = null,
      left_out = coalesce(${leftOut}, left_out), worked_ms = worked_ms + ${Math.round(tookMs)}, readings = readings + ${samples.length},
      pool_ids = array(select distinct unnest(pool_ids || ${[...poolIds]}::uuid[])), oldest_at = least(oldest_at, ${oldest}),
      finished_at = case when since >= ${from} then clock_timestamp() end
    where source_id = ${sourceId}::uuid`;
}

/**
 * Notes why a window brought nothing: it is asked for again later, with fewer steps where it may have been too much, and
 * the reading is given up after many failures in a row. Quiet where it ended meanwhile, or the source was changed.
 */
export async function noteHistoryFailure(
  reader: string,
  { id, version, steps, attempt }: HeldHistory,
  { failure, smaller }: { failure: string; smaller: boolean },
): Promise<void> {
  await sql(
    `update pool_history h set failure = $3, failures = failures + 1, attempt = h.attempt + 1, steps = $4,
       due_at = clock_timestamp() + make_interval(secs => $5),
       failed_at = case when h.attempt + 1 >= ${mostAttempts} then clock_timestamp() end
     from pool_source s
     where s.id = h.source_id and h.source_id = $1 and h.leased_by = $2 and s.version = $6 and ${open}`,
    [id, reader, failure, smaller ? fewerSteps(steps) : steps, waitAfter(attempt + 1), version],
  );
}
