import { labelOf, serviceOf } from "../identity/rules";
import { byLabel, type Convention, each, first, waitOf } from "./convention";

const stateOf = byLabel("state", {
  out: ["checked out", "checkedout", "in use", "used", "active", "busy"],
  in: ["checked in", "checkedin", "idle", "available"],
  open: ["total"],
  overflow: ["overflow"],
});

/**
 * SQLAlchemy's QueuePool, as programs export `size()`, `checkedout()`, `checkedin()` and `overflow()`; it has no names
 * of its own (https://docs.sqlalchemy.org/en/20/core/pooling.html). It hands out `pool_size + max_overflow` connections:
 * the size alone is no limit. `overflow()` begins at minus the size and limits nothing either.
 */
export const sqlalchemy: Convention = {
  name: "SQLAlchemy",
  metrics: {
    ...each(
      "sqlalchemy_pool_checked_out sqlalchemy_pool_checkedout sqlalchemy_pool_in_use sqlalchemy_pool_used sqlalchemy_pool_active sqlalchemy_pool_connections_checked_out sqlalchemy_pool_connections_in_use sqlalchemy_pool_connections_active",
      { column: "out", as: "count" },
    ),
    ...each(
      "sqlalchemy_pool_checked_in sqlalchemy_pool_checkedin sqlalchemy_pool_idle sqlalchemy_pool_connections_checked_in sqlalchemy_pool_connections_idle",
      { column: "in", as: "count" },
    ),
    sqlalchemy_pool_connections: { column: stateOf, as: "count" },
    sqlalchemy_pool_size: { column: "size", as: "count" },
    sqlalchemy_pool_max_overflow: { column: "maxOverflow", as: "count" },
    ...each("sqlalchemy_pool_capacity sqlalchemy_pool_limit sqlalchemy_pool_max sqlalchemy_pool_max_size", {
      column: "max",
      as: "limit",
    }),
    ...each("sqlalchemy_pool_waiting sqlalchemy_pool_waiters", { column: "waiting", as: "count" }),
    ...each("sqlalchemy_pool_timeout sqlalchemy_pool_timeouts", { column: "timeouts", as: "tally" }),
    ...each("sqlalchemy_pool_wait sqlalchemy_pool_wait_time sqlalchemy_pool_wait_duration", {
      column: "wait",
      as: "timer",
      unit: "s",
    }),
  },
  // A checkout's duration is the wait to some and the hold to others.
  beside:
    /^sqlalchemy_(pool_(overflow|connects|disconnects|checkouts?|checkins?|invalidations|connections_open)|quer)/,
  stem: "sqlalchemy_pool_",
  figures: {
    max: [{ plus: ["max"] }, { plus: ["size", "maxOverflow"] }],
    used: first("out"),
    idle: first("in"),
    waiting: first("waiting"),
    acquireWaitP95Ms: waitOf("wait"),
    timeouts: first("timeouts"),
  },
  pool: (labels) => labelOf(labels, ["pool", "pool_name", "engine", "name", "database"]) ?? serviceOf(labels),
  nameless: "It names no pool: neither pool nor pool_name is set, nor engine, database, service.name or job.",
};
