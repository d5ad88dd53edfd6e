import { type Convention, doneBy, each, first, waitOf } from "./convention";

/**
 * HikariCP through Micrometer (`hikaricp.connections.active`, in Prometheus `hikaricp_connections_active`), and by its
 * own tracker for Prometheus, which has other names, and its times in nanoseconds and milliseconds
 * (https://github.com/brettwooldridge/HikariCP, package com.zaxxer.hikari.metrics).
 */
export const hikari: Convention = {
  name: "HikariCP",
  metrics: {
    ...each("hikaricp_connections_active hikaricp_active_connections", { column: "active", as: "count" }),
    ...each("hikaricp_connections_idle hikaricp_idle_connections", { column: "idle", as: "count" }),
    ...each("hikaricp_connections_pending hikaricp_pending_threads", { column: "pending", as: "count" }),
    ...each("hikaricp_connections_max hikaricp_max_connections", { column: "max", as: "limit" }),
    ...each("hikaricp_connections_timeout hikaricp_connection_timeout hikaricp_connection_timeout_count", {
      column: "timeouts",
      as: "tally",
    }),
    hikaricp_connections_acquire: { column: "wait", as: "timer", unit: "s" },
    hikaricp_connection_acquired: { column: "wait", as: "timer", unit: "ns" },
    hikaricp_connections_usage: { column: "usage", as: "holds", unit: "s" },
    hikaricp_connection_usage: { column: "usage", as: "holds", unit: "ms" },
  },
  beside: /^hikaricp_(connections$|(connections_)?min(_|$)|connections?_(usage|creation))/,
  figures: {
    max: first("max"),
    used: first("active"),
    idle: first("idle"),
    waiting: first("pending"),
    acquireWaitP95Ms: waitOf("wait"),
    timeouts: first("timeouts"),
    ...doneBy("usage"),
  },
  pool: (labels) => labels.pool || null,
  nameless: "It names no pool: the label pool is not set.",
};
