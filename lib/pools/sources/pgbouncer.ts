import type pg from "pg";
import { z } from "zod";
import {
  consoleName,
  figuresOfRows,
  limitOf,
  rowsOf,
  type ServedServer,
  serversBehind,
  sessionsOfClients,
} from "./pgbouncer/rules";
import {
  type ClientRow,
  clientRow,
  type DatabaseRow,
  databaseRow,
  type PoolRow,
  poolRow,
  type StatsRow,
  settingRow,
  statsRow,
} from "./pgbouncer/schema";
import { holdersOfSessions, sessionsOf, type Transactions, transactionsOf } from "./rules";
import { type AskedPool, CannotCollect, type Seen, type SourceEntrance } from "./source";
import { openWire } from "./wire";

/** What a PgBouncer says of itself. */
export type PoolerFacts = {
  version: string;
  settings: Record<string, string>;
  servers?: readonly ServedServer[];
};

type PoolerSight = {
  pools: PoolRow[];
  databases: DatabaseRow[];
  stats: StatsRow[];
  clients: ClientRow[];
  facts: PoolerFacts;
};

/** A PgBouncer, read through its admin console on one connection that stays open. */
export const enterPgbouncer: SourceEntrance = async (address) => {
  const wire = await sayingWhy(() => openWire(address, { database: consoleName }));
  return {
    isLost: wire.isLost,
    close: wire.close,
    async look(pools) {
      const sight = await sayingWhy(() => wire.bounded(() => lookAtConsole(wire.client, address.host ?? "")));
      return { seen: pools.map((pool) => seenOf(pool, sight)), facts: sight.facts };
    },
  };
};

function seenOf(pool: AskedPool, { pools, databases, stats, clients }: PoolerSight): Seen {
  const { id: poolId, database, holdLimitSeconds } = pool;
  const rows = rowsOf(pools, pool);
  const holding = sessionsOf(sessionsOfClients(clients), pool);
  const counted: Transactions = Object.fromEntries(
    stats.filter((row) => row.database !== consoleName).map((row) => [row.database, row.total_xact_count]),
  );
  const figures = figuresOfRows(rows, {
    max: pool.declaredMax ?? limitOf(rows, databases, database),
    oldestHoldSeconds: holding.reduce((oldest, { sinceSeconds }) => Math.max(oldest, sinceSeconds ?? 0), 0),
    transactions: transactionsOf(counted, database),
  });
  const holders = holdersOfSessions(holding, holdLimitSeconds, () => "");
  return { poolId, instance: consoleName, figures, holders };
}

/** The console takes simple queries alone: one with values would end the connection. */
async function lookAtConsole(client: pg.Client, host: string): Promise<PoolerSight> {
  const [version] = await show(client, "VERSION", z.object({ version: z.string() }));
  const settings = await show(client, "CONFIG", settingRow);
  const databases = await show(client, "DATABASES", databaseRow);
  const pools = await show(client, "POOLS", poolRow);
  return {
    databases,
    pools,
    clients: await show(client, "CLIENTS", clientRow),
    stats: await show(client, "STATS", statsRow),
    facts: {
      version: (version?.version ?? "").slice(0, 100),
      settings: Object.fromEntries(
        settings.flatMap(({ key, value }) =>
          audited.has(key) && value !== null ? [[key, value.slice(0, 100)]] : [],
        ),
      ),
      servers: serversBehind(pools, databases, host),
    },
  };
}

const audited = new Set([
  ...["pool_mode", "max_client_conn", "default_pool_size", "reserve_pool_size", "reserve_pool_timeout"],
  ...["max_db_connections", "max_user_connections", "query_wait_timeout", "query_timeout", "server_lifetime"],
  ...["server_idle_timeout", "idle_transaction_timeout", "transaction_timeout", "client_idle_timeout"],
]);

async function show<T>(client: pg.Client, what: string, row: z.ZodType<T>): Promise<T[]> {
  const { rows } = await client.query(`SHOW ${what}`);
  const read = z.array(row).safeParse(rows);
  if (!read.success) throw new CannotCollect(`It does not answer SHOW ${what} as PgBouncer does.`);
  return read.data;
}

const SAYS: readonly [message: RegExp, says: string][] = [
  [/^not allowed$/i, "This user may not look at PgBouncer's console: name it in stats_users."],
  [
    /no such user|authentication failed|auth failed|login failed/i,
    "The server refuses this user or password.",
  ],
  [/SSL required|TLS required/i, "PgBouncer demands an encrypted connection."],
  [
    /unrecognized configuration parameter|"pgbouncer" does not exist/i,
    "A Postgres server listens there, and no PgBouncer.",
  ],
];

/** PgBouncer has one code for most of what it refuses: its message says which. */
async function sayingWhy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { message = "" } = error as { message?: string };
    const found =
      error instanceof CannotCollect ? undefined : SAYS.find(([pattern]) => pattern.test(message));
    throw found ? new CannotCollect(found[1]) : error;
  }
}
