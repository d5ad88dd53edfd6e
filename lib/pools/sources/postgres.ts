import type pg from "pg";
import type { SessionSettings } from "../configuration/sessions/rules";
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

/**
 * What a server says of itself. `reserved` connections are kept back for its operators; `settings` are its own, and
 * `sessions` what it sets otherwise for roles and databases; `roles` are those that may log in and are neither
 * superusers, nor for replication, nor the collector's.
 */
export type ServerFacts = {
  version: string;
  maxConnections: number;
  reserved: number;
  settings: Record<string, string>;
  sessions?: SessionSettings[];
  roles?: string[];
};

/** All that one look at a server shows. */
type ServerSight = {
  sessions: Session[];
  transactions: Transactions;
  facts: ServerFacts;
  ownSettings: string;
};

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
  let begunWith: string | null = null;
  let outdated = false;
  return {
    // A session has what was set for it when it began, and takes that for the server's own.
    isLost: () => outdated || wire.isLost(),
    close: wire.close,
    async look(pools) {
      const sight = await wire.bounded(() => lookAtServer(client));
      begunWith ??= sight.ownSettings;
      outdated = begunWith !== sight.ownSettings;
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
  const facts = await client.query<ServerFacts & Pick<ServerSight, "transactions" | "ownSettings">>(FACTS);
  const [found] = facts.rows;
  if (!found) throw new Error("The server told nothing of itself.");
  const { transactions, ownSettings, ...server } = found;
  const sessions = rows.map(({ hidden: _, ...session }) => session);
  return { sessions, transactions, ownSettings, facts: server };
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

const MOST_ROLES = 100;
const names = audited.map((name) => `'${name}'`).join(", ");

// What is set for our own session hides what the server's own value is, and is left out of the settings.
const FACTS = `
  with set_for as (
    select d.datname::text as database, r.rolname::text as role, s.settings, (s.setrole = 0 or r.rolname = session_user) and (s.setdatabase = 0 or d.datname = current_database()) as ours
    from (select setdatabase, setrole, (select json_object_agg(split_part(c, '=', 1), substr(c, strpos(c, '=') + 1)) from unnest(setconfig) c
        where split_part(c, '=', 1) in (${names})) as settings from pg_db_role_setting) s
      left join pg_database d on d.oid = s.setdatabase left join pg_roles r on r.oid = s.setrole
    where s.settings is not null order by ours desc, 1 nulls first, 2 nulls first limit 1000)
  select current_setting('server_version') as version, current_setting('max_connections')::int as "maxConnections",
    current_setting('superuser_reserved_connections')::int + coalesce(current_setting('reserved_connections', true)::int, 0) as reserved,
    (select json_object_agg(datname, xact_commit + xact_rollback) from pg_stat_database where datname is not null) as transactions,
    (select json_object_agg(name, reset_val || coalesce(unit, '')) from pg_settings
      where name in (${names}) and not exists (select 1 from set_for where ours and settings::jsonb ? name)) as settings,
    (select coalesce(json_agg(json_build_object('database', database, 'role', role, 'settings', settings)), '[]') from set_for) as sessions,
    (select coalesce(string_agg(concat_ws(' ', database, role, settings::text), ' ' order by database, role), '') from set_for where ours) as "ownSettings",
    (select coalesce(json_agg(rolname), '[]') from (select rolname::text from pg_roles
      where rolcanlogin and not rolsuper and not rolreplication and rolname <> session_user order by 1 limit ${MOST_ROLES}) r) as roles`;
