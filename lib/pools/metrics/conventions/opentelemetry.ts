import { labelOf, placeOf, spelled } from "../identity/rules";
import type { Labels } from "../schema";
import { byLabel, type Convention, doneBy, each, first, type Metric, waitOf } from "./convention";

const states = { idle: ["idle"], used: ["used"] };
const stateOf = byLabel("db.client.connection.state", states);
const stateAsOnce = byLabel("state", states);

const POOL = spelled("db.client.connection.pool.name", "db.client.connections.pool.name", "pool.name");
const ADDRESS = spelled("server.address", "net.peer.name");
const PORT = spelled("server.port", "net.peer.port");
const DATABASE = spelled("db.namespace", "db.name");

const placeTold = (labels: Labels) =>
  placeOf(labelOf(labels, ADDRESS), labelOf(labels, PORT), labelOf(labels, DATABASE));

const connections: Metric = { column: (labels) => stateOf(labels) ?? stateAsOnce(labels), as: "count" };

/**
 * OpenTelemetry's semantic conventions for database clients (https://opentelemetry.io/docs/specs/semconv/db/): the
 * current `db.client.connection.*`, and `db.client.connections.*` as it was until 1.26, when times were in milliseconds.
 * Who emits what differs much: node-postgres tells neither waits nor timeouts.
 */
export const opentelemetry: Convention = {
  name: "OpenTelemetry",
  metrics: {
    ...each("db_client_connection_count db_client_connections_usage", connections),
    ...each("db_client_connection_max db_client_connections_max", { column: "max", as: "limit" }),
    ...each("db_client_connection_pending_requests db_client_connections_pending_requests", {
      column: "pending",
      as: "count",
    }),
    ...each("db_client_connection_timeouts db_client_connections_timeouts", {
      column: "timeouts",
      as: "tally",
    }),
    db_client_connection_wait_time: { column: "wait", as: "timer", unit: "s" },
    db_client_connections_wait_time: { column: "wait", as: "timer", unit: "ms" },
    db_client_connection_use_time: { column: "use", as: "holds", unit: "s" },
    db_client_connections_use_time: { column: "use", as: "holds", unit: "ms" },
  },
  beside: /^db_client_(connections?_(idle_(max|min)|create_time|use_time)|operation_duration|response_)/,
  figures: {
    max: first("max"),
    used: first("used"),
    idle: first("idle"),
    waiting: first("pending"),
    acquireWaitP95Ms: waitOf("wait"),
    timeouts: first("timeouts"),
    ...doneBy("use"),
  },
  pool: (labels) => labelOf(labels, POOL) ?? placeTold(labels),
  nameless:
    "It names no pool: neither db.client.connection.pool.name nor pool.name is set, nor server.address or db.namespace.",
};
