import type { Prisma } from "../../prisma/generated/client";
import { teamsOfActor } from "../catalog/services/queries";
import { mayManageService } from "../catalog/services/rules";
import { baseOf } from "../core/base";
import type { Context } from "../core/context";
import { database, type Reader, sql } from "../core/database";
import { Refusal } from "../core/refusal";
import { demandReader } from "../people/queries";
import { type Latest, type PoolState, stateOf, utilisation, worstFirst, worstOf } from "./rules";
import type { Holder } from "./schema";

const include = {
  source: { include: { collection: { select: { failure: true, deliveredAt: true, facts: true } } } },
  service: { select: { slug: true, name: true, ownerTeamId: true } },
  environment: { select: { slug: true, name: true } },
  instances: { orderBy: { name: "asc" } },
} as const satisfies Prisma.PoolInclude;

type Row = Prisma.PoolGetPayload<{ include: typeof include }>;

/** One of a pool's instances: what its last sample told, how it is, and who holds its connections. */
export type Instance = {
  seriesId: number;
  name: string;
  latest: Latest | null;
  state: PoolState;
  holders: Holder[];
  holdersAt: Date | null;
};

/**
 * A pool with its state and its head-room: the fullest instance decides, sums tell capacity. `instances` are those that
 * were heard of within a day, or all when none was; `silent` of them have not delivered lately.
 */
export type Pool = StoredPool & {
  source: {
    slug: string;
    name: string;
    kind: Row["source"]["kind"];
    intervalSeconds: number;
    failure: string | null;
  };
  instances: Instance[];
  silent: number;
  state: PoolState;
  /** Over the instances that are not silent. */
  used: number | null;
  max: number | null;
  waiting: number | null;
  fullest: Instance | null;
};

/** A pool as it is written down, without anything measured. */
export type StoredPool = Omit<Row, "instances" | "source">;

/** The pools in use, those in trouble first, the fuller ones before the others. */
export async function listPools(
  context: Context,
  { archived = false }: { archived?: boolean } = {},
): Promise<Pool[]> {
  const pools = await listPoolsByName(context, { archived });
  const rank = ({ state }: Pool) => worstFirst.indexOf(state);
  return pools.sort((a, b) => rank(a) - rank(b) || shareOf(b) - shareOf(a));
}

/** The same by name: as many as are asked for, those after a name. */
export async function listPoolsByName(
  context: Context,
  { archived = false, after, limit }: { archived?: boolean; after?: string | null; limit?: number } = {},
): Promise<Pool[]> {
  demandReader(context);
  const rows = await database().pool.findMany({
    where: { archivedAt: archived ? { not: null } : null, ...(after ? { name: { gt: after } } : {}) },
    include,
    orderBy: { name: "asc" },
    ...(limit ? { take: limit } : {}),
  });
  return withLatest(rows, context.now);
}

const shareOf = ({ fullest }: Pool) => (fullest?.latest ? (utilisation(fullest.latest) ?? 0) : 0);

/** One pool by its slug, archived or not; refused as 'not_found' where there is none. */
export async function getPool(context: Context, slug: string): Promise<Pool> {
  const [pool] = await withLatest([await load(context, slug, database())], context.now);
  if (!pool) throw notFound(slug);
  return pool;
}

/** The same for commands: what is written down, by the transaction's own connection. */
export async function getStoredPool(context: Context, slug: string, reader: Reader) {
  const { instances: _, ...pool } = await load(context, slug, reader);
  return pool;
}

const notFound = (slug: string) => new Refusal("not_found", `There is no pool ${slug}.`);

async function load(context: Context, slug: string, reader: Reader): Promise<Row> {
  demandReader(context);
  const row = await reader.pool.findUnique({ where: { slug: slug.trim() }, include });
  if (!row) throw notFound(slug);
  return row;
}

async function withLatest(rows: readonly Row[], now: Date): Promise<Pool[]> {
  const ids = rows.flatMap(({ instances }) => instances.map(({ id }) => id));
  const found = await sql<Latest & { seriesId: number }>(
    `select i.id as "seriesId", s.at, s."max", s.used, s.waiting from unnest($1::int[]) as i (id)
     cross join lateral (select at, "max", used, waiting from pool_sample
       where series_id = i.id and at > $2::timestamptz - interval '1 day' order by at desc limit 1) s`,
    [ids, now],
  );
  const latest = new Map(found.map((one) => [one.seriesId, one]));
  return rows.map((row) => poolOf(row, latest, now));
}

function poolOf(row: Row, latest: ReadonlyMap<number, Latest>, now: Date): Pool {
  const { intervalSeconds, slug, name, kind, collection } = row.source;
  const failure = collection?.failure ?? null;
  const all = row.instances.map((instance) => ({
    seriesId: instance.id,
    name: instance.name,
    latest: latest.get(instance.id) ?? null,
    // What a source that fails told before is not how the pool is.
    state: failure === null ? stateOf(latest.get(instance.id) ?? null, intervalSeconds, now) : "no_data",
    holders: instance.holders as Holder[],
    holdersAt: instance.holdersAt,
  })) satisfies Instance[];
  const known = all.filter((instance) => instance.latest !== null);
  const heard = all.filter(({ state }) => state !== "no_data");
  const told = heard.flatMap((instance) => (instance.latest ? [instance.latest] : []));
  const sum = (values: (number | null)[]) => {
    const numbers = values.filter((value) => value !== null);
    return numbers.length === 0 ? null : numbers.reduce((total, value) => total + value, 0);
  };
  const share = (instance: Instance) => (instance.latest ? (utilisation(instance.latest) ?? -1) : -1);
  return {
    ...row,
    source: { slug, name, kind, intervalSeconds, failure },
    instances: known.length > 0 ? known : all,
    silent: known.length - heard.length,
    // An instance that ended long ago says nothing of a pool that others still tell of.
    state: worstOf((heard.length > 0 ? heard : all).map(({ state }) => state)),
    used: sum(told.map(({ used }) => used)),
    max: sum(told.map(({ max }) => max)),
    waiting: sum(told.map(({ waiting }) => waiting)),
    fullest: heard.toSorted((a, b) => share(b) - share(a))[0] ?? null,
  };
}

/** What can be edited of a pool, in the words of the form. */
export const poolContent = (pool: StoredPool) => ({
  name: pool.name,
  service: pool.service?.slug,
  environment: pool.environment?.slug,
  declaredMax: pool.declaredMax ?? undefined,
  database: pool.database ?? undefined,
  userName: pool.userName ?? undefined,
  application: pool.application ?? undefined,
  holdLimitSeconds: pool.holdLimitSeconds,
});

/** A fingerprint of what the form of a pool shows. */
export const poolBase = (pool: StoredPool): string => baseOf(poolContent(pool));

/** Whether the actor may change a pool of this service: leads of the team that owns it, any lead where nobody does. */
export async function mayManagePool(
  context: Context,
  service: { ownerTeamId: string | null } | null,
  reader: Reader = database(),
): Promise<boolean> {
  return mayManageService(context.actor, service?.ownerTeamId ?? null, await teamsOfActor(context, reader));
}
