import { sql } from "../../core/database";
import { slugOf } from "../../core/slug";
import { storable } from "../../core/storable";
import { toldSince } from "../samples/store";
import { numbered, pointsIn, poolNameOf, sayReasons } from "./rules";
import type { PushKind, Refused, Sender } from "./schema";

/** Bookkeeping of what is pushed to us. Nobody asked for it but a program with a key, so it leaves no audit event. */

const titles: Readonly<Record<PushKind, string>> = { otlp: "OpenTelemetry", remote_write: "Prometheus" };
const MOST_TURNS = 200;

/** A source that a key delivers to. */
export type PushedSource = { id: string; removed: boolean };

/**
 * The source that a key delivers to, made with its first delivery. Keys of one person that have the same name are one
 * sender: a key that takes the place of another goes on with its history.
 */
export async function ensureSource(sender: Sender, now: Date): Promise<PushedSource> {
  const found = await findSource(sender);
  if (found) return found;
  const name = `${titles[sender.kind]}: ${sender.keyName}`;
  const taken = await sql<{ name: string; slug: string; archived: boolean }>(
    "select lower(name) as name, slug, archived_at is not null as archived from pool_source",
  );
  const names = new Set(taken.filter(({ archived }) => !archived).map((row) => row.name));
  const slugs = new Set(taken.map(({ slug }) => slug));
  for (let turn = 1; turn <= MOST_TURNS; turn += 1) {
    const title = numbered(name, turn);
    if (names.has(title.toLowerCase())) continue;
    const slug = slugOf(title, slugs, "source");
    slugs.add(slug);
    const [made] = await sql<{ id: string }>(
      `with made as (
         insert into pool_source (id, slug, name, kind, api_key_id, interval_seconds, created_at)
         values (gen_random_uuid(), $1, $2, $3::pool_source_kind, $4::uuid, 60, $5) on conflict do nothing returning id)
       insert into pool_collection (source_id, next_at) select id, '9999-12-31Z' from made returning source_id as id`,
      [slug, title, sender.kind, sender.keyId, now],
    );
    if (made) return { id: made.id, removed: false };
    const meanwhile = await findSource(sender);
    if (meanwhile) return meanwhile;
  }
  throw new Error("a source was neither found nor made");
}

async function findSource({ kind, keyId }: Sender): Promise<PushedSource | undefined> {
  const [found] = await sql<PushedSource>(
    `select s.id, s.archived_at is not null as removed
       from pool_source s join api_key k on k.id = s.api_key_id, api_key given
      where given.id = $1::uuid and s.kind = $2::pool_source_kind
        and (k.id = given.id or (s.archived_at is null and k.person_id = given.person_id and k.name = given.name))
      order by k.id = given.id desc, s.created_at limit 1`,
    [keyId, kind],
  );
  return found;
}

/** A pool that a source tells of, by the names that its sender has for it. Of one that is archived nothing is kept. */
export type PushedPool = {
  id: string;
  service: string;
  pool: string;
  archived: boolean;
  declaredMax: number | null;
};

/** The pools of a source. */
export function poolsOf(sourceId: string): Promise<PushedPool[]> {
  return sql<PushedPool>(
    `select id, told_service as service, told_pool as pool, archived_at is not null as archived, declared_max as "declaredMax"
       from pool where source_id = $1 and told_pool is not null`,
    [sourceId],
  );
}

/** An instance of a pool, with its series. */
export type PushedInstance = { seriesId: number; poolId: string; name: string };

/** The instances of a source that began or were told of within a day; others come back when they are told of again. */
export function instancesOf(sourceId: string, now: Date): Promise<PushedInstance[]> {
  return sql<PushedInstance>(
    `select i.id as "seriesId", i.pool_id as "poolId", i.name
       from pool p join pool_instance i on i.pool_id = p.id
      where p.source_id = $1 and p.archived_at is null and ${toldSince("$2::timestamptz - interval '1 day'")}
        and (i.first_seen_at > $2::timestamptz - interval '1 day'
          or exists (select 1 from pool_sample s where s.series_id = i.id and s.at > $2::timestamptz - interval '1 day'))`,
    [sourceId, now],
  );
}

/** Makes the pool that a sender tells of, of the service in the catalogue that has the name that was told. */
export async function makePool(
  sourceId: string,
  service: string,
  pool: string,
  now: Date,
): Promise<PushedPool> {
  const taken = await sql<{ name: string; slug: string }>("select lower(name) as name, slug from pool");
  const names = new Set(taken.map((row) => row.name));
  const slugs = new Set(taken.map(({ slug }) => slug));
  const name = poolNameOf(service, pool);
  for (let turn = 1; turn <= MOST_TURNS; turn += 1) {
    const title = numbered(name, turn);
    if (names.has(title.toLowerCase())) continue;
    const slug = slugOf(title, slugs, "pool");
    slugs.add(slug);
    await sql(
      `insert into pool (id, slug, name, source_id, told_service, told_pool, service_id, created_at)
       values (gen_random_uuid(), $1, $2, $3::uuid, $4, $5,
         (select id from service where archived_at is null and (slug = $4 or lower(name) = lower($4)) order by slug = $4 desc limit 1),
         $6) on conflict do nothing`,
      [slug, title, sourceId, service, pool, now],
    );
    const made = (await poolsOf(sourceId)).find((one) => one.service === service && one.pool === pool);
    if (made) return made;
  }
  throw new Error("a pool was neither found nor made");
}

/** The series of instances, made where they are new. */
export function makeInstances(
  instances: readonly { poolId: string; name: string }[],
  now: Date,
): Promise<PushedInstance[]> {
  return sql<PushedInstance>(
    `insert into pool_instance (pool_id, name, first_seen_at, last_seen_at)
       select pool_id, name, $3, $3 from unnest($1::uuid[], $2::text[]) as t (pool_id, name) order by pool_id, name
     on conflict (pool_id, name) do update set name = excluded.name
     returning id as "seriesId", pool_id as "poolId", name`,
    [instances.map(({ poolId }) => poolId), instances.map(({ name }) => name), now],
  );
}

/** Notes that a source delivered, and how often it does so where that is known. */
export async function notePush(
  sourceId: string,
  { now, intervalSeconds }: { now: Date; intervalSeconds: number | null },
): Promise<void> {
  await sql(
    `with timed as (
       update pool_source set interval_seconds = $3::int where id = $1::uuid and interval_seconds <> $3::int)
     update pool_collection set attempted_at = $2, delivered_at = $2, failure = null where source_id = $1::uuid`,
    [sourceId, now, intervalSeconds],
  );
}

/** How long what was not taken stands before what came later may take its place. */
export const rejectionNotedEveryMs = 10_000;

/** Notes what was not taken of a delivery, and why; of several processes one does so every ten seconds. */
export async function noteRejection(sourceId: string, refused: readonly Refused[], now: Date): Promise<void> {
  await sql(
    `update pool_collection set rejected_at = $2, rejected_points = $3, rejection = $4
     where source_id = $1::uuid and (rejected_at is null or rejected_at <= $2::timestamptz - make_interval(secs => $5))`,
    [sourceId, now, pointsIn(refused), storable(sayReasons(refused)), rejectionNotedEveryMs / 1_000],
  );
}
