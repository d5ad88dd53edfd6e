import type { Labels } from "../schema";
import { type Convention, each, first } from "./convention";

// Only pools have a user; of a database, `database` is its name on the server.
const aliasOf = ({ user, name, database }: Labels) => (user ? database : name || database) || null;

/**
 * PgBouncer's SHOW POOLS and SHOW DATABASES as pgbouncer_exporter tells them
 * (https://github.com/prometheus-community/pgbouncer_exporter), and by the names of their columns, as home-made ones do
 * (https://www.pgbouncer.org/usage.html). A pool is a pair of database and user. Its limit is told of the database
 * alone, where `name` is what the pools call `database`. A server connection that is not idle is in use: it serves a
 * client, a cancellation, a check or a log-in. `used` is PgBouncer's word for one that has been idle for long.
 */
export const pgbouncerExporter: Convention = {
  name: "pgbouncer_exporter",
  metrics: {
    ...each("pgbouncer_pools_server_active pgbouncer_pools_sv_active", { column: "active", as: "count" }),
    ...each("pgbouncer_pools_server_active_cancel pgbouncer_pools_sv_active_cancel", {
      column: "activeCancel",
      as: "count",
    }),
    ...each("pgbouncer_pools_server_being_canceled pgbouncer_pools_sv_being_canceled", {
      column: "beingCanceled",
      as: "count",
    }),
    ...each("pgbouncer_pools_server_testing pgbouncer_pools_sv_tested", { column: "tested", as: "count" }),
    ...each("pgbouncer_pools_server_login pgbouncer_pools_sv_login", { column: "login", as: "count" }),
    ...each("pgbouncer_pools_server_idle pgbouncer_pools_sv_idle", { column: "idle", as: "count" }),
    ...each("pgbouncer_pools_server_used pgbouncer_pools_sv_used", { column: "idleForLong", as: "count" }),
    ...each("pgbouncer_pools_client_waiting pgbouncer_pools_cl_waiting", { column: "waiting", as: "count" }),
    ...each("pgbouncer_pools_client_maxwait pgbouncer_pools_maxwait", {
      column: "oldestWait",
      as: "wait",
      unit: "s",
    }),
    pgbouncer_pools_maxwait_us: { column: "oldestWaitRest", as: "wait", unit: "us" },
    pgbouncer_databases_pool_size: { column: "poolSize", as: "limit", shared: true },
    ...each("pgbouncer_stats_totals_sql_transactions_pooled pgbouncer_stats_sql_transactions_pooled", {
      column: "transactions",
      as: "tally",
      shared: true,
    }),
  },
  beside: /^pgbouncer_(up|version|config|lists|stats|databases|pools|users|cached|(free|used|login)_)/,
  figures: {
    max: first("poolSize"),
    used: [{ plus: ["active"], also: ["activeCancel", "beingCanceled", "tested", "login"] }],
    idle: [{ plus: ["idle"], also: ["idleForLong"] }],
    waiting: first("waiting"),
    acquireWaitP95Ms: [{ plus: ["oldestWait"], also: ["oldestWaitRest"] }],
    transactions: first("transactions"),
  },
  pool: ({ database, user }) => (database && user ? `${database}/${user}` : database || null),
  nameless: "It names no pool: the label database is not set.",
  group: aliasOf,
  claims: ["host"],
  passesOver: (labels) => aliasOf(labels) === "pgbouncer",
};
