import { labelOf, placeOf, serviceOf } from "../identity/rules";
import type { Labels } from "../schema";
import { byLabel, type Convention, each, first, waitOf } from "./convention";

const stateOf = byLabel("state", {
  open: ["total"],
  idle: ["idle"],
  active: ["active", "used", "in use", "busy"],
  waiting: ["waiting", "pending"],
  max: ["max"],
});

const placeTold = (labels: Labels) => placeOf(labels.host || null, null, labels.database || null);

/**
 * pg.Pool's `totalCount`, `idleCount` and `waitingCount`, as programs export them; it has no names of its own
 * (https://node-postgres.com/apis/pool). The names are those of node-postgres-prometheus-exporter, by which `pg_pool_size`
 * is the number of open connections, and those that are common beside it. A connection that is not idle is held.
 */
export const nodePostgres: Convention = {
  name: "node-postgres",
  metrics: {
    ...each("pg_pool_total pg_pool_total_count pg_pool_size", { column: "open", as: "count" }),
    ...each("pg_pool_idle pg_pool_idle_count", { column: "idle", as: "count" }),
    ...each("pg_pool_active pg_pool_active_count pg_pool_used pg_pool_in_use", {
      column: "active",
      as: "count",
    }),
    ...each("pg_pool_waiting pg_pool_waiting_count pg_pool_waiting_clients pg_pool_waiting_queries", {
      column: "waiting",
      as: "count",
    }),
    ...each("pg_pool_max pg_pool_max_size pg_pool_limit pg_pool_connections_max", {
      column: "max",
      as: "limit",
    }),
    pg_pool_connections: { column: stateOf, as: "count" },
    ...each("pg_pool_timeout pg_pool_timeouts pg_pool_acquire_timeouts", {
      column: "timeouts",
      as: "tally",
    }),
    ...each("pg_pool_wait pg_pool_wait_time pg_pool_wait_duration pg_pool_acquire pg_pool_acquire_duration", {
      column: "wait",
      as: "timer",
      unit: "s",
    }),
  },
  beside: /^pg_pool_(connections_(created|removed)|errors|expired)/,
  stem: "pg_pool_",
  figures: {
    max: first("max"),
    used: [{ plus: ["active"] }, { plus: ["open"], minus: ["idle"] }],
    idle: first("idle"),
    waiting: first("waiting"),
    acquireWaitP95Ms: waitOf("wait"),
    timeouts: first("timeouts"),
  },
  pool: (labels) => labelOf(labels, ["pool", "pool_name", "name"]) ?? placeTold(labels) ?? serviceOf(labels),
  nameless: "It names no pool: neither pool nor pool_name is set, nor host, database, service.name or job.",
  claims: ["host"],
};
