import type { PoolSample } from "../../schema";
import type { Session, SessionFilter } from "../rules";
import type { ClientRow, DatabaseRow, PoolRow } from "./schema";

/** PgBouncer's own name for its console, of which every answer has a row. */
export const consoleName = "pgbouncer";

/** The rows of SHOW POOLS that a filter takes, without the console's. */
export const rowsOf = (rows: readonly PoolRow[], filter: Pick<SessionFilter, "database" | "userName">) =>
  rows.filter(
    ({ database, user }) =>
      database !== consoleName &&
      (filter.database === null || filter.database === database) &&
      (filter.userName === null || filter.userName === user),
  );

/**
 * How many server connections these rows may come to: `pool_size` for each user of a database, but no more than its
 * `max_db_connections`. The reserve is not counted, for callers have waited already when it is opened. Of a database
 * that nobody uses it is the size of one pool; null where PgBouncer knows none.
 */
export function limitOf(
  rows: readonly PoolRow[],
  databases: readonly DatabaseRow[],
  named: string | null,
): number | null {
  const users = new Map<string, number>(named === null ? [] : [[named, 0]]);
  for (const { database } of rows) users.set(database, (users.get(database) ?? 0) + 1);
  const limits = [...users].flatMap(([name, count]) => {
    const found = databases.find((database) => database.name === name);
    if (!found) return [];
    const all = found.pool_size * Math.max(1, count);
    return [found.max_connections > 0 ? Math.min(all, found.max_connections) : all];
  });
  return limits.length === 0 ? null : limits.reduce((sum, limit) => sum + limit, 0);
}

/** A server that databases of a PgBouncer are on, and how many connections it may come to for them. */
export type ServedServer = { host: string; port: number; databases: number; mayOpen: number };

const MOST_SERVERS = 50;

/** The servers behind, as `limitOf` counts their databases. By a Unix socket they are where PgBouncer itself is, at `own`. */
export function serversBehind(
  rows: readonly PoolRow[],
  databases: readonly DatabaseRow[],
  own: string,
): ServedServer[] {
  const found = new Map<string, ServedServer>();
  for (const { name, host, port } of databases.filter((one) => one.name !== consoleName)) {
    const at = host && !host.startsWith("/") ? host.toLowerCase() : own.toLowerCase();
    const server = found.get(`${at}:${port}`) ?? { host: at, port, databases: 0, mayOpen: 0 };
    const used = rows.filter(({ database }) => database === name);
    const mayOpen = server.mayOpen + (limitOf(used, databases, name) ?? 0);
    found.set(`${at}:${port}`, { ...server, databases: server.databases + 1, mayOpen });
  }
  return [...found.values()].slice(0, MOST_SERVERS);
}

/**
 * A pool's figures, added up over its rows. A server connection that is not idle is in use: it serves a client or a
 * cancellation, is checked or logs in; `sv_used` is PgBouncer's word for one that has been idle for long. Clients that
 * wait are told, and for how long the first of them has waited, which stands for the wait of 95 of 100. What a client
 * does inside its transaction is not told.
 */
export function figuresOfRows(
  rows: readonly PoolRow[],
  beside: { max: number | null; oldestHoldSeconds: number; transactions: number | null },
): Omit<PoolSample, "at"> {
  const sum = (count: (row: PoolRow) => number) => rows.reduce((total, row) => total + count(row), 0);
  const waits = rows.map(({ maxwait, maxwait_us }) => maxwait * 1_000 + maxwait_us / 1_000);
  return {
    ...beside,
    used: sum(
      (row) => row.sv_active + row.sv_active_cancel + row.sv_being_canceled + row.sv_tested + row.sv_login,
    ),
    idle: sum((row) => row.sv_idle + row.sv_used),
    idleInTransaction: null,
    waiting: sum((row) => row.cl_waiting),
    acquireWaitP95Ms: waits.reduce((longest, wait) => Math.max(longest, wait), 0),
    timeouts: null,
    heldSeconds: null,
  };
}

/**
 * Clients that have a server connection, as sessions: since when they sent the last request is all that is known of how
 * long they have had it. Ages are differences of PgBouncer's own times: of all in one answer the latest is its now, for
 * it is that of the request which is being answered.
 */
export function sessionsOfClients(clients: readonly ClientRow[]): Session[] {
  const now = clients
    .map(({ request_time }) => momentOf(request_time))
    .reduce((latest, moment) => (moment.seconds > latest.seconds ? moment : latest), {
      seconds: 0,
      zone: "",
    });
  return clients
    .filter(({ database, link }) => link && database !== consoleName)
    .map(({ database, user, application_name, request_time }) => {
      const then = momentOf(request_time);
      return {
        ...{ database, user, application: application_name ?? "" },
        ...{ state: "linked", statement: "" },
        // Where clocks were set back between the two, the difference is none.
        sinceSeconds: then.zone === now.zone ? now.seconds - then.seconds : null,
      };
    });
}

/** A time as PgBouncer tells it, `2026-03-01 12:00:00 UTC`. */
function momentOf(text: string): { seconds: number; zone: string } {
  const [, date, time, zone = ""] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ?(.*)$/.exec(text) ?? [];
  const ms = Date.parse(`${date}T${time}Z`);
  return { seconds: Number.isNaN(ms) ? 0 : ms / 1_000, zone };
}
