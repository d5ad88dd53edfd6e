import pg from "pg";
import type { PoolSourceTls } from "../../../prisma/generated/enums";
import type { Session } from "./rules";

/** Where a Postgres server is, and how it is entered. */
export type PostgresAddress = {
  host: string;
  port: number;
  database: string;
  userName: string;
  password: string;
  tls: PoolSourceTls;
};

/** What a server says of itself. `reserved` connections are kept back for its operators. */
export type ServerFacts = {
  version: string;
  maxConnections: number;
  reserved: number;
  settings: Record<string, string>;
};

/** All that one look at a server shows. */
export type ServerSight = { sessions: Session[]; facts: ServerFacts };

const DEADLINE_MS = 5_000;
const MOST_SESSIONS = 5_000;

/** A source cannot be collected from until somebody changes something; the message says what. */
export class CannotCollect extends Error {
  override name = "CannotCollect";
}

/** Opens the collector's one connection. Each step has five seconds. */
export async function openCollector(address: PostgresAddress): Promise<pg.Client> {
  const { host, port, database, userName, password, tls } = address;
  const client = new pg.Client({
    ...{ host, port, database, user: userName },
    // As a function: an empty password would be taken from the environment or a file of the operator's.
    password: () => password,
    ssl: tls === "off" ? false : { rejectUnauthorized: tls === "verified" },
    connectionTimeoutMillis: DEADLINE_MS,
    query_timeout: DEADLINE_MS + 1_000,
    keepAlive: true,
    application_name: "highwater collector",
    options: "-c default_transaction_read_only=on",
  });
  client.on("error", () => {});
  try {
    await client.connect();
    // Not in the start of the session: there they would hide what the server's own settings are.
    await client.query(`set statement_timeout = ${DEADLINE_MS}; set lock_timeout = ${DEADLINE_MS}`);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** Looks once. Ages are told by the server's own clock, so that it does not matter whether it is right. */
export async function lookAtServer(client: pg.Client): Promise<ServerSight> {
  const { rows } = await client.query<Session & { hidden: boolean }>(SESSIONS);
  if (rows.some(({ hidden }) => hidden))
    throw new CannotCollect("This user may not see what others do: grant it the role pg_monitor.");
  const facts = await client.query<ServerFacts>(FACTS);
  const [found] = facts.rows;
  if (!found) throw new Error("The server told nothing of itself.");
  return { sessions: rows.map(({ hidden: _, ...session }) => session), facts: found };
}

const SESSIONS = `
  select coalesce(datname::text, '') as database, coalesce(usename::text, '') as "user", coalesce(application_name, '') as application,
    coalesce(state, '') as state, backend_type is null as hidden, left(coalesce(query, ''), 1000) as statement,
    -- A transaction is held from its beginning, however often a statement is sent in it.
    greatest(extract(epoch from clock_timestamp() - least(state_change, xact_start)), 0)::float8 as "sinceSeconds"
  from pg_stat_activity
  where (backend_type = 'client backend' or (backend_type is null and usename is not null)) and pid <> pg_backend_pid()
  order by state_change nulls last limit ${MOST_SESSIONS}`;

const audited = [
  ...["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout"],
  ...["transaction_timeout", "tcp_keepalives_idle", "max_worker_processes", "shared_buffers"],
];

const FACTS = `
  select current_setting('server_version') as version, current_setting('max_connections')::int as "maxConnections",
    current_setting('superuser_reserved_connections')::int + coalesce(current_setting('reserved_connections', true)::int, 0) as reserved,
    (select json_object_agg(name, reset_val || coalesce(unit, '')) from pg_settings
      where name in (${audited.map((name) => `'${name}'`).join(", ")})) as settings`;
