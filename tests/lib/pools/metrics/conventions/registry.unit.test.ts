import { describe, expect, it, test } from "vitest";
import { figures } from "@/lib/pools/labels";
import { conventions, metricNamed } from "@/lib/pools/metrics/conventions/registry";

const names = conventions.flatMap((convention) =>
  Object.keys(convention.metrics).map((name) => ({ convention, name })),
);

describe("the conventions", () => {
  it("have each name once", () => {
    expect(names).toHaveLength(new Set(names.map(({ name }) => name)).size);
  });

  test.each(names)("give $name what its table says, in every spelling", ({ convention, name }) => {
    const metric = convention.metrics[name];
    for (const spelling of [
      name,
      name.replaceAll("_", "."),
      `${name}${metric?.as === "timer" ? "_seconds" : ""}`,
    ])
      expect(metricNamed(spelling)).toMatchObject({ convention: { name: convention.name }, metric });
  });

  it("tell between them every figure that a sample has", () => {
    const told = new Set(conventions.flatMap((convention) => Object.keys(convention.figures)));
    expect([...told].sort()).toEqual([...figures].sort());
  });
});

describe("a name", () => {
  test.each([
    ["hikaricp_connections_usage_seconds_max", "HikariCP"],
    ["hikaricp_connection_creation_millis_count", "HikariCP"],
    ["db.client.connections.create_time", "OpenTelemetry"],
    ["db_client_connection_use_time_seconds_bucket", "OpenTelemetry"],
    ["pg_settings_superuser_reserved_connections", "postgres_exporter"],
    ["pg_stat_database_numbackends", "postgres_exporter"],
    ["pgbouncer_stats_totals_client_wait_seconds_total", "pgbouncer_exporter"],
    ["sqlalchemy_pool_overflow", "SQLAlchemy"],
    ["app_pg_pool_errors_total", "node-postgres"],
  ])("%s is known to %s, and fills no column", (name, convention) => {
    expect(metricNamed(name)).toMatchObject({ convention: { name: convention }, metric: null });
  });

  test.each([
    ["node_cpu_seconds_total"],
    ["http_server_requests_seconds_count"],
    ["db_pool_waiting"],
    ["mypg_pool_waiting"],
    ["hikaricp"],
  ])("%s is known to none", (name) => {
    expect(metricNamed(name)).toBeNull();
  });
});
