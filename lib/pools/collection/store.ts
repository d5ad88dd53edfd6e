import { sql } from "../../core/database";
import { followWorkloads, type Workload } from "../attribution/workloads/rules";
import type { Holder } from "../schema";
import { type AskedKind, askedKinds } from "../sources/labels";
import type { AskedPool, SourceAddress } from "../sources/source";

/** Bookkeeping of collections: who collects, and how it went. Nobody asked for it, so it leaves no audit event. */

/** The slug of the source and the pool that are this product's own. */
export const ownSlug = "highwater";

/** The id of the product's own pool; source and pool are made when there are none. */
export async function ensureOwnPool(): Promise<string> {
  const [found] = await sql<{ id: string }>("select id from pool where slug = $1", [ownSlug]);
  if (found) return found.id;
  await sql(
    `insert into pool_source (id, slug, name, kind, interval_seconds, created_at)
     values (gen_random_uuid(), $1, 'Highwater itself', 'own', 5, clock_timestamp()) on conflict do nothing`,
    [ownSlug],
  );
  await sql(
    `insert into pool (id, slug, name, source_id, created_at)
     select gen_random_uuid(), $1, 'Highwater', id, clock_timestamp() from pool_source where kind = 'own' on conflict do nothing`,
    [ownSlug],
  );
  const [made] = await sql<{ id: string }>("select id from pool where slug = $1", [ownSlug]);
  if (!made) throw new Error("the own pool was neither found nor made");
  return made.id;
}

const LEASE_SECONDS = 30;

/** Says that the collector is there, and gives the sources that it still has: those in use that it may hold. */
export async function renewSources(collector: string): Promise<Set<string>> {
  const rows = await sql<{ id: string }>(
    `update pool_collection c set lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
     from pool_source s where s.id = c.source_id and c.leased_by = $1 and s.archived_at is null returning c.source_id as id`,
    [collector],
  );
  return new Set(rows.map(({ id }) => id));
}

/** A source whose turn it is. `password` is sealed. */
export type DueSource = Omit<SourceAddress, "password"> & {
  id: string;
  version: number;
  kind: AskedKind;
  password: Uint8Array | null;
};

/** The columns of one, of `s`. */
export const sourceColumns = `s.id, s.version, s.kind, s.name, s.host, s.port, s.database, s.user_name as "userName", s.password, s.tls,
       s.url, s.questions, s.interval_seconds as "intervalSeconds"`;

/**
 * Claims the sources that are due for this collector. A source stays with the one that has its connection, until that
 * one has not been heard of for half a minute.
 */
export function claimDue(collector: string, limit: number): Promise<DueSource[]> {
  return sql<DueSource>(
    `update pool_collection c set leased_by = $1, attempted_at = clock_timestamp(),
       lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}),
       next_at = greatest(c.next_at, clock_timestamp() - make_interval(secs => s.interval_seconds)) + make_interval(secs => s.interval_seconds)
     from pool_source s
     where s.id = c.source_id and c.source_id in (
       select c.source_id from pool_collection c join pool_source s on s.id = c.source_id
       where s.kind = any ($3::pool_source_kind[]) and s.archived_at is null and c.next_at <= clock_timestamp()
         and (c.leased_by = $1 or c.leased_by is null or c.lease_until <= clock_timestamp())
       order by c.next_at limit $2 for update of c skip locked)
     returning ${sourceColumns}`,
    [collector, limit, askedKinds],
  );
}

type Looked = Pick<DueSource, "id" | "version">;

// Whoever lost the source meanwhile, or looked at it as it was before an edit, knows nothing of it any more.
const stillOurs =
  "from pool_source s where s.id = c.source_id and c.source_id = $2 and c.leased_by = $1 and s.version = $3";

/** Notes that a source delivered, and what it said of itself. Quiet where it is another collector's by now, or was edited. */
export async function noteDelivery(collector: string, { id, version }: Looked, facts: object): Promise<void> {
  await sql(
    `update pool_collection c set delivered_at = clock_timestamp(), failure = null, facts = $4 ${stillOurs}`,
    [collector, id, version, JSON.stringify(facts)],
  );
}

/** Notes why a source delivered nothing. Quiet where it is another collector's by now, or was edited. */
export async function noteFailure(
  collector: string,
  { id, version }: Looked,
  failure: string,
): Promise<void> {
  await sql(`update pool_collection c set failure = $4 ${stillOurs}`, [collector, id, version, failure]);
}

/** Gives back what this collector holds, so that another may begin at once. */
export async function giveBackSources(collector: string): Promise<void> {
  await sql("update pool_collection set leased_by = null, lease_until = null where leased_by = $1", [
    collector,
  ]);
}

/** The pools of a source that are in use. */
export function poolsOfSource(sourceId: string): Promise<AskedPool[]> {
  return sql<AskedPool>(
    `select id, declared_max as "declaredMax", database, user_name as "userName", application, hold_limit_seconds as "holdLimitSeconds"
     from pool where source_id = $1 and archived_at is null`,
    [sourceId],
  );
}

/** Who held connections of an instance when it was looked at. */
type HeldBy = { seriesId: number; holders: readonly Holder[] };

/**
 * Keeps who held connections of an instance when it was last looked, and which workloads have come and gone. A look that
 * is older than what is kept, or was overtaken while this was told, changes nothing.
 */
export const keepHolders = (seriesId: number, holders: readonly Holder[], at: Date): Promise<void> =>
  keepAllHolders([{ seriesId, holders }], at);

/** The same of all instances that one look shows, in two statements however many they are. */
export async function keepAllHolders(looks: readonly HeldBy[], at: Date): Promise<void> {
  const rows = await sql<{ id: number; holders: Holder[]; workloads: Workload[]; at: Date | null }>(
    "select id, holders, workloads, holders_at as at from pool_instance where id = any ($1::int[])",
    [looks.map(({ seriesId }) => seriesId)],
  );
  const formerly = new Map(rows.map((row) => [row.id, row]));
  const news = looks.flatMap(({ seriesId, holders }) => {
    const former = formerly.get(seriesId);
    if (former?.at && former.at > at) return [];
    const before = former?.at ? former.holders : null;
    const workloads = followWorkloads(former?.workloads ?? [], { before, now: holders }, at);
    return [{ id: seriesId, holders, workloads, formerly: former?.at ?? null }];
  });
  if (news.length === 0) return;
  // In this order, as those do who note what is told now.
  await sql(
    `update pool_instance i set holders = n.holders, holders_at = $2, workloads = n.workloads
     from jsonb_to_recordset($1::jsonb) as n (id int, holders jsonb, workloads jsonb, formerly timestamptz)
     where i.id = n.id and i.holders_at is not distinct from n.formerly
       and i.id in (select id from pool_instance where id = any ($3::int[]) order by id for no key update)`,
    [JSON.stringify(news), at, news.map(({ id }) => id)],
  );
}
