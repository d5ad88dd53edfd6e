import type pg from "pg";
import { fingerprint } from "../fingerprint/rules";
import {
  figuresOfSessions,
  holdersOfSessions,
  type Session,
  sessionsOf,
  type Transactions,
  transactionsOf,
} from "./rules";
import { type AskedPool, CannotCollect, type Seen, type SourceEntrance } from "./source";
import { deadlineMs, openWire } from "./wire";

/** What a server says of itself. `reserved` connections are kept back for its operators. */
export type ServerFacts = {
  version: string;
  maxConnections: number;
  reserved: number;
  settings: Record<string, string>;
};

/** All that one look at a server shows. */
type ServerSight = { sessions: Session[]; transactions: Transactions; facts: ServerFacts };

const MOST_SESSIONS = 5_000;

/** A Postgres server, read through pg_stat_activity on one connection that stays open. */
export const enterPostgres: SourceEntrance = async (address) => {
  const wire = await openWire(address, {
    database: address.database ?? "postgres",
    options: "-c default_transaction_read_only=on",
  });
  const { client } = wire;
  // Not in the start of the session: there they would hide what the server's own settings are.
  const begin = `set statement_timeout = ${deadlineMs}; set lock_timeout = ${deadlineMs}`;
  try {
    await wire.bounded(() => client.query(begin));
  } catch (error) {
    void wire.close();
    throw error;
  }
  return {
    isLost: wire.isLost,
    close: wire.close,
    async look(pools) {
      const sight = await wire.bounded(() => lookAtServer(client));
      return { seen: pools.map((pool) => seenOf(pool, sight)), facts: sight.facts };
    },
  };
};

function seenOf(pool: AskedPool, { sessions, transactions: counted, facts }: ServerSight): Seen {
  const { id: poolId, database, holdLimitSeconds } = pool;
  const own = sessionsOf(sessions, pool);
  const max = pool.declaredMax ?? facts.maxConnections - facts.reserved;
  const transactions = transactionsOf(counted, database);
  return {
    ...{ poolId, instance: "server" },
    figures: figuresOfSessions(own, { max, holdLimitSeconds, transactions }),
    holders: holdersOfSessions(own, holdLimitSeconds, fingerprint),
  };
}

/** Looks once. Ages are told by the server's own clock, so that it does not matter whether it is right. */
async function lookAtServer(client: pg.Client): Promise<ServerSight> {
  const { rows } = await client.query<Session & { hidden: boolean }>(SESSIONS);
  // Some of them would be fewer than there are, and a full pool would look as if it had room.
  if (rows.length > MOST_SESSIONS)
    throw new CannotCollect(
      `The server has more than ${MOST_SESSIONS.toLocaleString("en")} sessions, which are not all read.`,
    );
  if (rows.some(({ hidden }) => hidden))
    throw new CannotCollect("This user may not see what others do: grant it the role pg_monitor.");
  const facts = await client.query<ServerFacts & { transactions: Transactions }>(FACTS);
  const [found] = facts.rows;
  if (!found) throw new Error("The server told nothing of itself.");
  const { transactions, ...server } = found;
  return { sessions: rows.map(({ hidden: _, ...session }) => session), transactions, facts: server };
}

const SESSIONS = `
  select coalesce(datname::text, '') as database, coalesce(usename::text, '') as "user", coalesce(application_name, '') as application,
    coalesce(state, '') as state, backend_type is null as hidden, left(coalesce(query, ''), 1000) as statement,
    -- A transaction is held from its beginning, however often a statement is sent in it.
    greatest(extract(epoch from clock_timestamp() - least(state_change, xact_start)), 0)::float8 as "sinceSeconds"
  from pg_stat_activity
  where (backend_type = 'client backend' or (backend_type is null and usename is not null)) and pid <> pg_backend_pid()
  limit ${MOST_SESSIONS + 1}`;

const audited = [
  ...["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout"],
  ...["transaction_timeout", "tcp_keepalives_idle", "max_worker_processes", "shared_buffers"],
];

const FACTS = `
  select current_setting('server_version') as version, current_setting('max_connections')::int as "maxConnections",
    current_setting('superuser_reserved_connections')::int + coalesce(current_setting('reserved_connections', true)::int, 0) as reserved,
    (select json_object_agg(datname, xact_commit + xact_rollback) from pg_stat_database where datname is not null) as transactions,
    (select json_object_agg(name, reset_val || coalesce(unit, '')) from pg_settings
      where name in (${audited.map((name) => `'${name}'`).join(", ")})) as settings`;
