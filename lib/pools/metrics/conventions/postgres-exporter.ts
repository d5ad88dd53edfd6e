import { labelOf, serviceOf } from "../identity/rules";
import { byLabel, type Convention, first } from "./convention";

const stateOf = byLabel("state", {
  active: ["active", "fastpath function call", "disabled", "starting"],
  idle: ["idle"],
  inTransaction: ["idle in transaction", "idle in transaction (aborted)"],
});

/**
 * postgres_exporter (https://github.com/prometheus-community/postgres_exporter), with the labels of old releases
 * (`datname, server, state`) and of later ones (`usename, application_name, backend_type …`). The limit is the server's,
 * so the pool is the server, and what its databases hold is added up. Connections that are idle outside a transaction
 * are not counted as held, for their age is not told. The oldest hold is the oldest transaction.
 */
export const postgresExporter: Convention = {
  name: "postgres_exporter",
  metrics: {
    pg_stat_activity_count: { column: stateOf, as: "count", together: "sum" },
    pg_stat_activity_max_tx_duration: { column: "oldest", as: "seconds", together: "max", unit: "s" },
    pg_settings_max_connections: { column: "max", as: "limit" },
    pg_stat_database_xact_commit: { column: "commits", as: "tally", together: "sum" },
    pg_stat_database_xact_rollback: { column: "rollbacks", as: "tally", together: "sum" },
  },
  beside: /^pg_(up$|exporter_|settings_|stat_|process_idle|long_running_transactions|database_|locks|static)/,
  figures: {
    max: first("max"),
    used: [{ plus: ["active"], also: ["inTransaction"] }],
    idle: first("idle"),
    idleInTransaction: first("inTransaction"),
    oldestHoldSeconds: first("oldest"),
    transactions: [{ plus: ["commits", "rollbacks"] }],
  },
  pool: (labels) => serviceOf(labels) ?? labelOf(labels, ["server"]),
  nameless: "It names no server: neither job nor service.name nor server is set.",
  passesOver: ({ backend_type: type }) => Boolean(type) && type !== "client backend",
};
