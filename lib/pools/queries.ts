import type { Prisma } from "../../prisma/generated/client";
import { teamsOfActor } from "../catalog/services/queries";
import { mayManageService } from "../catalog/services/rules";
import { baseOf } from "../core/base";
import type { Context } from "../core/context";
import { database, type Reader, sql } from "../core/database";
import { Refusal } from "../core/refusal";
import { demandReader } from "../people/queries";
import type { Workload } from "./attribution/workloads/rules";
import {
  isAway,
  isMissed,
  type Latest,
  type PoolState,
  stateOf,
  utilisation,
  worstFirst,
  worstOf,
} from "./rules";
import { toldSince } from "./samples/store";
import type { Holder } from "./schema";

const include = {
  source: { include: { collection: { select: { failure: true, deliveredAt: true, facts: true } } } },
  service: { select: { slug: true, name: true, ownerTeamId: true } },
  environment: { select: { slug: true, name: true } },
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
  /** Who was at work when it was looked, until they hold nothing. */
  workloads: Workload[];
};

/**
 * A pool with its state and its head-room: the fullest instance decides, sums tell capacity. `instances` are those that
 * were heard of within a day, or within its last one when none was; `silent` of them have not delivered lately.
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
  /** Those of them that may still come back, the last to tell first; all of them where none tells. */
  away: Instance[];
  /** Those that were filling up or worse when they told last, and may still come back. */
  missed: Instance[];
  state: PoolState;
  /** Over the instances that are not silent. */
  used: number | null;
  max: number | null;
  waiting: number | null;
  fullest: Instance | null;
};

/** A pool as it is written down, without anything measured. */
export type StoredPool = Omit<Row, "source">;

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
  return load(context, slug, reader);
}

const notFound = (slug: string) => new Refusal("not_found", `There is no pool ${slug}.`);

async function load(context: Context, slug: string, reader: Reader): Promise<Row> {
  demandReader(context);
  const row = await reader.pool.findUnique({ where: { slug: slug.trim() }, include });
  if (!row) throw notFound(slug);
  return row;
}

type Told = Omit<Instance, "latest" | "state"> & { poolId: string; at: Date | null } & Omit<Latest, "at">;

async function withLatest(rows: readonly Row[], now: Date): Promise<Pool[]> {
  const told = await sql<Told>(
    `select p.id as "poolId", i.id as "seriesId", i.name, i.holders, i.holders_at as "holdersAt", i.workloads, s.at, s."max", s.used, s.waiting
     from unnest($1::uuid[]) as p (id)
     cross join lateral (select max(last_seen_at) as at from pool_instance where pool_id = p.id) last
     join pool_instance i on i.pool_id = p.id and ${toldSince("least(last.at, $2::timestamptz) - interval '1 day'")}
     left join lateral (select at, "max", used, waiting from pool_sample
       where series_id = i.id and at > $2::timestamptz - interval '1 day' order by at desc limit 1) s on true
     order by i.name`,
    [rows.map(({ id }) => id), now],
  );
  const byPool = new Map<string, Told[]>();
  for (const one of told) {
    const others = byPool.get(one.poolId);
    if (others) others.push(one);
    else byPool.set(one.poolId, [one]);
  }
  return rows.map((row) => poolOf(row, byPool.get(row.id) ?? [], now));
}

function poolOf(row: Row, told: readonly Told[], now: Date): Pool {
  const { intervalSeconds, slug, name, kind, collection } = row.source;
  const failure = collection?.failure ?? null;
  const all = told.map(
    ({ seriesId, name: called, holders, holdersAt, workloads, at, max, used, waiting }) => {
      const latest = at && { at, max, used, waiting };
      // What a source that fails told before is not how the pool is.
      const state = failure === null ? stateOf(latest, intervalSeconds, now) : "no_data";
      return { seriesId, name: called, latest, state, holders, holdersAt, workloads };
    },
  ) satisfies Instance[];
  const known = all.filter((instance) => instance.latest !== null);
  const heard = all.filter(({ state }) => state !== "no_data");
  const missed = failure === null ? known.filter(({ latest }) => isMissed(latest, intervalSeconds, now)) : [];
  const away = known
    .filter(({ latest, state }) =>
      heard.length > 0 ? isAway(latest, intervalSeconds, now) : state === "no_data",
    )
    .toSorted((a, b) => (b.latest?.at.getTime() ?? 0) - (a.latest?.at.getTime() ?? 0));
  const latest = heard.flatMap((instance) => (instance.latest ? [instance.latest] : []));
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
    away: failure === null ? away : [],
    missed,
    // An instance that ended long ago says nothing of a pool that others still tell of.
    state: worstOf((heard.length > 0 ? [...heard, ...missed] : all).map(({ state }) => state)),
    used: sum(latest.map(({ used }) => used)),
    max: sum(latest.map(({ max }) => max)),
    waiting: sum(latest.map(({ waiting }) => waiting)),
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
  idleInTransactionLimitSeconds: pool.idleInTransactionLimitSeconds,
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
