import { type PoolStory, pools, poolZone } from "../../../prisma/sample/pools";
import { databaseNow } from "../../core/clock";
import { sql } from "../../core/database";
import { instantToZoned } from "../../core/zones";
import { keepPartitions, type RolledUp, writeRollUps } from "../../pools/roll-ups/store";
import type { SeriesSample } from "../../pools/samples/rules";
import { seriesOf, writeSamples } from "../../pools/samples/store";
import { beginningOf } from "./times";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How far back each level goes; hours go back to the beginning, and minutes are told around what happened as well. */
const reach = { samples: 6 * HOUR, minutes: 8 * DAY, around: 12 * HOUR, kept: 90 * DAY };
const BATCH = 5_000;
const COUNTED_FROM = Date.UTC(2025, 0, 1);
/** Transactions a minute. */
const A_CONNECTION_DOES = 36;

/** A pool of the story with its series, and its instants as of the telling. */
export type Told = {
  seriesId: number;
  usual: PoolStory["usual"];
  limits: { from: number; max: number }[];
  episodes: (Omit<PoolStory["episodes"][number], "begins"> & { from: number })[];
};

/** Makes the pools of the sample workspace and tells their history from `founded` until `now`. */
export async function tellPools(founded: Date, now: Date): Promise<void> {
  await keepPartitions(now);
  for (const story of pools) await tellOne(await makePool(story, founded, now), founded, now);
}

/** Goes on telling every quarter of a minute until the process ends, as an application would that sends its metrics. */
export async function keepTellingPools(now: Date): Promise<void> {
  const told = await Promise.all(pools.map((story) => makePool(story, now, now)));
  const say = async () => {
    const at = await databaseNow().catch(() => null);
    if (at)
      await writeSamples(
        told.map((pool) => sampleAt(pool, at)),
        at,
      ).catch(() => undefined);
  };
  await say();
  const timer = setInterval(say, 15 * SECOND);
  timer.unref();
}

/** A pool of the story with its series, made where it is not there yet. */
export async function makePool(story: PoolStory, founded: Date, now: Date): Promise<Told> {
  await sql(
    `insert into pool_source (id, slug, name, kind, interval_seconds, created_at)
     values (gen_random_uuid(), 'applications', 'Applications (OpenTelemetry)', 'otlp', 15, $1) on conflict (slug) do nothing`,
    [founded],
  );
  const [pool] = await sql<{ id: string }>(
    `insert into pool (id, slug, name, source_id, service_id, environment_id, created_at)
     select gen_random_uuid(), $1, $2, s.id, (select id from service where slug = $3), (select id from environment where slug = $4), $5
       from pool_source s where s.slug = 'applications'
     on conflict (slug) do update set name = excluded.name returning id`,
    [story.name.replace(/\W+/g, "-"), story.name, story.service, story.environment, founded],
  );
  const [first, ...changes] = story.limits;
  const instant = (begins: PoolStory["episodes"][number]["begins"]) =>
    beginningOf(begins, poolZone, now).getTime();
  return {
    seriesId: await seriesOf(pool?.id ?? "", "sender-1", founded),
    usual: story.usual,
    limits: [{ from: 0, max: first }, ...changes.map(({ begins, max }) => ({ from: instant(begins), max }))],
    episodes: story.episodes.map(({ begins, ...episode }) => ({ ...episode, from: instant(begins) })),
  };
}

async function tellOne(pool: Told, founded: Date, now: Date): Promise<void> {
  const ends = now.getTime();
  const rolled = (unit: number, parts: number) => (at: number) =>
    rollUp(
      every(at, unit / parts, Math.min(at + unit, ends)).map((time) => sampleAt(pool, new Date(time))),
      at,
    );
  const hours = every(founded.getTime(), HOUR, ends);
  for (const batch of inBatches(hours)) await writeRollUps("hour", batch.map(rolled(HOUR, 4)));
  for (const batch of inBatches(minutesToTell(pool, now)))
    await writeRollUps("minute", batch.map(rolled(MINUTE, 2)));
  const samples = every(ends - reach.samples, 15 * SECOND, ends);
  for (const batch of inBatches(samples))
    await writeSamples(
      batch.map((time) => sampleAt(pool, new Date(time))),
      now,
    );
}

/** The minutes of a pool that are told, each once: those around what happened, and the last days. */
export function minutesToTell({ episodes }: Pick<Told, "episodes">, now: Date): number[] {
  const ends = now.getTime();
  const around = episodes
    .filter(({ from }) => from > ends - reach.kept && from < ends - reach.minutes)
    .flatMap(({ from }) => every(from - reach.around, MINUTE, from + reach.around));
  return [...new Set([...around, ...every(ends - reach.minutes, MINUTE, ends)])];
}

/** The beginnings of the units of time from the one that `from` lies in until `to`. */
function every(from: number, unit: number, to: number): number[] {
  const first = Math.floor(from / unit) * unit;
  return Array.from(
    { length: Math.max(0, Math.ceil((to - first) / unit)) },
    (_, index) => first + index * unit,
  );
}

/** What a pool of the story tells at an instant, always the same. */
export function sampleAt({ seriesId, usual: [night, noon], limits, episodes }: Told, at: Date): SeriesSample {
  const time = at.getTime();
  const max = limits.findLast(({ from }) => from <= time)?.max ?? 0;
  const here = episodes.map((episode) => ({ ...episode, share: shareOf(episode, time) }));
  const added = here.reduce((sum, { by, share }) => sum + by * share, 0);
  const wanted = night + noon * busyness(time) + added + noise(seriesId, time) * (1 + night / 8);
  const used = Math.max(0, Math.min(max, Math.round(wanted)));
  const waiting = here.reduce((sum, { waiting: most = 0, share }) => sum + (share === 1 ? most : 0), 0);
  const stuck = here.reduce(
    (sum, { by, share, idleInTransaction = 0 }) => sum + by * share * idleInTransaction,
    0,
  );
  return {
    ...{ seriesId, at, max, used },
    idle: Math.max(0, Math.min(max - used, 10)),
    idleInTransaction: Math.min(used, Math.round(stuck)),
    waiting: waiting === 0 ? 0 : Math.max(0, Math.round(waiting * (0.7 + 0.3 * noise(seriesId + 1, time)))),
    oldestHoldSeconds: null,
    acquireWaitP95Ms: null,
    timeouts: null,
    heldSeconds: null,
    transactions: doneUntil({ usual: [night, noon], episodes }, time),
  };
}

/** What an application has got done until an instant, as it counts that itself: a rush makes it more, a leak does not. */
function doneUntil({ usual: [night], episodes }: Pick<Told, "usual" | "episodes">, time: number): number {
  const usually = ((time - COUNTED_FROM) / SECOND) * (8 + night);
  const rushes = episodes.filter(({ idleInTransaction = 0 }) => idleInTransaction === 0);
  const more = rushes.reduce((sum, rush) => sum + rush.by * A_CONNECTION_DOES * minutesOf(rush, time), 0);
  return Math.floor(usually + more);
}

/** The minutes of an episode that are over, each counted by how much of it held. */
function minutesOf({ from, minutes: [rises, stays, falls] }: Told["episodes"][number], time: number): number {
  const minute = Math.min(Math.max(0, (time - from) / MINUTE), rises + stays + falls);
  const rising = Math.min(minute, rises) ** 2 / (2 * rises);
  const staying = Math.min(Math.max(0, minute - rises), stays);
  const fallen = Math.max(0, minute - rises - stays);
  return rising + staying + fallen - fallen ** 2 / (2 * falls);
}

/** How much of an episode holds at an instant, from 0 to 1. */
function shareOf({ from, minutes: [rises, stays, falls] }: Told["episodes"][number], time: number): number {
  const minute = (time - from) / MINUTE;
  if (minute <= 0 || minute >= rises + stays + falls) return 0;
  if (minute < rises) return minute / rises;
  return minute < rises + stays ? 1 : 1 - (minute - rises - stays) / falls;
}

/** How much is going on, by quarters of an hour: reading a clock of a zone takes long, and hundreds of thousands ask. */
const busynessAt = new Map<number, number>();

/** How much is going on, from 0 at night to 1 at noon of a working day. */
function busyness(time: number): number {
  const quarter = Math.floor(time / (15 * MINUTE));
  const known = busynessAt.get(quarter);
  if (known !== undefined) return known;
  const { year, month, day, hour, minute } = instantToZoned(new Date(quarter * 15 * MINUTE), poolZone);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const daylight = Math.max(0, Math.cos(((hour + minute / 60 - 13) / 12) * Math.PI));
  const found = daylight * (weekday === 0 || weekday === 6 ? 0.3 : 1);
  busynessAt.set(quarter, found);
  return found;
}

/** From −1 to 1, the same for the same instant. */
function noise(seed: number, time: number): number {
  let mixed = Math.imul((Math.floor(time / SECOND) ^ (seed * 0x9e3779b9)) | 0, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 31 - 1;
}

function rollUp(samples: readonly SeriesSample[], at: number): RolledUp {
  const seriesId = samples[0]?.seriesId ?? 0;
  const over = (figure: "max" | "used" | "idle" | "idleInTransaction" | "waiting") => {
    const values = samples.flatMap((sample) => sample[figure] ?? []);
    const sum = values.reduce((total, value) => total + value, 0);
    return { min: Math.min(...values), max: Math.max(...values), sum, count: values.length };
  };
  const shares = samples.map(({ used, max }) => (used ?? 0) / (max ?? 1));
  const utilisation = {
    ...{ min: Math.min(...shares), max: Math.max(...shares) },
    ...{ sum: shares.reduce((total, share) => total + share, 0), count: shares.length },
  };
  return {
    utilisation,
    ...{ seriesId, at: new Date(at), max: over("max"), used: over("used"), idle: over("idle") },
    ...{ idleInTransaction: over("idleInTransaction"), waiting: over("waiting") },
  };
}

function inBatches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) =>
    all.slice(index * BATCH, (index + 1) * BATCH),
  );
}
