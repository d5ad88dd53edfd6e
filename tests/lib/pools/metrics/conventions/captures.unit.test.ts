import { describe, expect, it, test } from "vitest";
import { mapMetrics } from "@/lib/pools/metrics/rules";
import type { Labels, MappedSample, MetricPoint } from "@/lib/pools/metrics/schema";
import { scraped, taken } from "../exposition";

const otlp = (resource: Labels, points: readonly [string, number, Labels?, string?][]): MetricPoint[] =>
  points.map(([name, value, labels = {}, unit]) => ({
    kind: "number",
    name,
    labels: { ...resource, ...labels },
    value,
    at: taken,
    unit,
  }));

const job = { job: "shop", instance: "10.0.3.7:8080" };
const hikariPool = { service: "shop", pool: "HikariPool-1", instance: "10.0.3.7:8080" };

type Capture = [string, MetricPoint[], Omit<MappedSample, "sample"> & { figures: object }];

const captures: Capture[] = [
  [
    "HikariCP through Micrometer",
    scraped(
      `# HELP hikaricp_connections_active Active connections
       # TYPE hikaricp_connections_active gauge
       hikaricp_connections{application="shop",pool="HikariPool-1",} 10.0
       hikaricp_connections_active{application="shop",pool="HikariPool-1",} 8.0
       hikaricp_connections_idle{application="shop",pool="HikariPool-1",} 2.0
       hikaricp_connections_pending{application="shop",pool="HikariPool-1",} 3.0
       hikaricp_connections_max{application="shop",pool="HikariPool-1",} 10.0
       hikaricp_connections_min{application="shop",pool="HikariPool-1",} 10.0
       hikaricp_connections_timeout_total{application="shop",pool="HikariPool-1",} 4.0
       hikaricp_connections_acquire_seconds_count{application="shop",pool="HikariPool-1",} 1027.0
       hikaricp_connections_acquire_seconds_sum{application="shop",pool="HikariPool-1",} 12.9453
       hikaricp_connections_acquire_seconds_max{application="shop",pool="HikariPool-1",} 0.75
       hikaricp_connections_usage_seconds_count{application="shop",pool="HikariPool-1",} 1019.0
       hikaricp_connections_usage_seconds_sum{application="shop",pool="HikariPool-1",} 402.117
       hikaricp_connections_usage_seconds_max{application="shop",pool="HikariPool-1",} 31.25
       hikaricp_connections_creation_seconds_max{application="shop",pool="HikariPool-1",} 0.0`,
      { job: "kubernetes-pods", instance: "10.0.3.7:8080", pod: "shop-7c9f-x2" },
    ),
    {
      ...hikariPool,
      figures: {
        ...{ max: 10, used: 8, idle: 2, waiting: 3, acquireWaitP95Ms: 750, timeouts: 4 },
        ...{ transactions: 1_019, heldSeconds: 402.117 },
      },
    },
  ],
  [
    "HikariCP through Micrometer with percentiles that the program takes",
    scraped(
      `hikaricp_connections_acquire_seconds{pool="HikariPool-1",quantile="0.5"} 0.001
       hikaricp_connections_acquire_seconds{pool="HikariPool-1",quantile="0.95"} 0.25
       hikaricp_connections_acquire_seconds{pool="HikariPool-1",quantile="0.99"} 0.5
       hikaricp_connections_acquire_seconds_max{pool="HikariPool-1"} 0.75`,
      job,
    ),
    { ...hikariPool, figures: { acquireWaitP95Ms: 250 } },
  ],
  [
    "HikariCP through Micrometer with another percentile",
    scraped(
      `hikaricp_connections_acquire_seconds{pool="HikariPool-1",quantile="0.999"} 0.625
       hikaricp_connections_acquire_seconds{pool="HikariPool-1",quantile="0.99"} 0.5
       hikaricp_connections_acquire_seconds_max{pool="HikariPool-1"} 0.75`,
      job,
    ),
    { ...hikariPool, figures: { acquireWaitP95Ms: 500 } },
  ],
  [
    "HikariCP's own tracker for Prometheus",
    scraped(
      `hikaricp_active_connections{pool="HikariPool-1",} 5.0
       hikaricp_idle_connections{pool="HikariPool-1",} 5.0
       hikaricp_pending_threads{pool="HikariPool-1",} 0.0
       hikaricp_connections{pool="HikariPool-1",} 10.0
       hikaricp_max_connections{pool="HikariPool-1",} 10.0
       hikaricp_min_connections{pool="HikariPool-1",} 10.0
       hikaricp_connection_timeout_total{pool="HikariPool-1",} 1.0
       hikaricp_connection_acquired_nanos{pool="HikariPool-1",quantile="0.5",} 26541.0
       hikaricp_connection_acquired_nanos{pool="HikariPool-1",quantile="0.95",} 2.5E8
       hikaricp_connection_acquired_nanos{pool="HikariPool-1",quantile="0.99",} 5.0E8
       hikaricp_connection_acquired_nanos_count{pool="HikariPool-1",} 1027.0
       hikaricp_connection_acquired_nanos_sum{pool="HikariPool-1",} 1.29453E10
       hikaricp_connection_usage_millis{pool="HikariPool-1",quantile="0.95",} 312.0
       hikaricp_connection_usage_millis_count{pool="HikariPool-1",} 1019.0
       hikaricp_connection_usage_millis_sum{pool="HikariPool-1",} 402117.0
       hikaricp_connection_creation_millis_count{pool="HikariPool-1",} 10.0`,
      job,
    ),
    {
      ...hikariPool,
      figures: {
        ...{ max: 10, used: 5, idle: 5, waiting: 0, acquireWaitP95Ms: 250, timeouts: 1 },
        ...{ transactions: 1_019, heldSeconds: 402.117 },
      },
    },
  ],
  [
    "HikariCP through Micrometer over OTLP, times in milliseconds",
    [
      ...otlp({ "service.name": "shop", "service.instance.id": "627cc493" }, [
        ["hikaricp.connections.active", 8, { pool: "HikariPool-1" }],
        ["hikaricp.connections.max", 10, { pool: "HikariPool-1" }],
        ["hikaricp.connections.timeout", 4, { pool: "HikariPool-1" }],
      ]),
      {
        kind: "histogram",
        name: "hikaricp.connections.acquire",
        labels: { "service.name": "shop", "service.instance.id": "627cc493", pool: "HikariPool-1" },
        at: taken,
        unit: "milliseconds",
        temporality: "delta",
        bounds: [],
        counts: [1027],
        max: 750,
      },
      {
        kind: "histogram",
        name: "hikaricp.connections.usage",
        labels: { "service.name": "shop", "service.instance.id": "627cc493", pool: "HikariPool-1" },
        at: taken,
        unit: "milliseconds",
        temporality: "delta",
        bounds: [],
        counts: [1019],
        max: 31_250,
        count: 1_019,
        sum: 402_117,
      },
    ],
    {
      service: "shop",
      pool: "HikariPool-1",
      instance: "627cc493",
      figures: {
        ...{ max: 10, used: 8, timeouts: 4, acquireWaitP95Ms: 750 },
        ...{ transactions: 1_019, heldSeconds: 402.117 },
      },
    },
  ],
  [
    "OpenTelemetry's instrumentation of pg, which tells three things, and pending requests as connections",
    otlp({ "service.name": "shop", "host.name": "shop-1", "process.pid": "4711" }, [
      [
        "db.client.connection.count",
        12,
        { "db.client.connection.pool.name": "db-1:5432/shop", "db.client.connection.state": "used" },
        "{connection}",
      ],
      [
        "db.client.connection.count",
        38,
        { "db.client.connection.pool.name": "db-1:5432/shop", "db.client.connection.state": "idle" },
        "{connection}",
      ],
      ["db.client.connection.max", 50, { "db.client.connection.pool.name": "db-1:5432/shop" }],
      [
        "db.client.connection.pending_requests",
        0,
        { "db.client.connection.pool.name": "db-1:5432/shop" },
        "{connection}",
      ],
    ]),
    {
      service: "shop",
      pool: "db-1:5432/shop",
      instance: "shop-1:4711",
      figures: { max: 50, used: 12, idle: 38, waiting: 0 },
    },
  ],
  [
    "OpenTelemetry's current names without a pool's name",
    otlp({ "service.name": "shop", "service.instance.id": "627cc493" }, [
      [
        "db.client.connection.count",
        3,
        {
          "server.address": "db-1",
          "server.port": "5432",
          "db.namespace": "shop",
          "db.client.connection.state": "used",
        },
      ],
    ]),
    { service: "shop", pool: "db-1:5432/shop", instance: "627cc493", figures: { used: 3 } },
  ],
  [
    "OpenTelemetry's current names in Prometheus",
    scraped(
      `db_client_connection_count{db_client_connection_pool_name="orders",db_client_connection_state="used"} 12
       db_client_connection_count{db_client_connection_pool_name="orders",db_client_connection_state="idle"} 38
       db_client_connection_max{db_client_connection_pool_name="orders"} 50
       db_client_connection_idle_max{db_client_connection_pool_name="orders"} 50
       db_client_connection_idle_min{db_client_connection_pool_name="orders"} 0
       db_client_connection_pending_requests{db_client_connection_pool_name="orders"} 2
       db_client_connection_timeouts_total{db_client_connection_pool_name="orders"} 7
       db_client_connection_use_time_seconds_count{db_client_connection_pool_name="orders"} 1019
       db_client_connection_use_time_seconds_sum{db_client_connection_pool_name="orders"} 402.117
       db_client_connection_use_time_seconds_bucket{db_client_connection_pool_name="orders",le="0.1"} 17
       db_client_operation_duration_seconds_bucket{db_client_connection_pool_name="orders",le="0.1"} 1019`,
      { exported_job: "shop", exported_instance: "627cc493", job: "otel", instance: "otel:8889" },
    ),
    {
      service: "shop",
      pool: "orders",
      instance: "627cc493",
      figures: {
        ...{ max: 50, used: 12, idle: 38, waiting: 2, timeouts: 7 },
        ...{ transactions: 1_019, heldSeconds: 402.117 },
      },
    },
  ],
  [
    "OpenTelemetry's older names, as the Java agent sends them",
    otlp({ "service.name": "shop", "service.instance.id": "627cc493" }, [
      ["db.client.connections.usage", 8, { "pool.name": "HikariPool-1", state: "used" }, "{connections}"],
      ["db.client.connections.usage", 2, { "pool.name": "HikariPool-1", state: "idle" }, "{connections}"],
      ["db.client.connections.idle.min", 10, { "pool.name": "HikariPool-1" }],
      ["db.client.connections.max", 10, { "pool.name": "HikariPool-1" }],
      ["db.client.connections.pending_requests", 3, { "pool.name": "HikariPool-1" }, "{requests}"],
      ["db.client.connections.timeouts", 4, { "pool.name": "HikariPool-1" }],
    ]).concat({
      kind: "histogram",
      name: "db.client.connections.use_time",
      labels: { "service.name": "shop", "service.instance.id": "627cc493", "pool.name": "HikariPool-1" },
      at: taken,
      unit: "ms",
      temporality: "cumulative",
      bounds: [10, 1_000],
      counts: [17, 1_000, 2],
      count: 1_019,
      sum: 402_117,
    }),
    {
      service: "shop",
      pool: "HikariPool-1",
      instance: "627cc493",
      figures: {
        ...{ max: 10, used: 8, idle: 2, waiting: 3, timeouts: 4 },
        ...{ transactions: 1_019, heldSeconds: 402.117 },
      },
    },
  ],
  [
    "OpenTelemetry's older names in Prometheus, with the units that Python's instrumentation names",
    scraped(
      `db_client_connections_usage_connections{pool_name="postgresql",state="used"} 4
       db_client_connections_usage_connections{pool_name="postgresql",state="idle"} 1
       db_client_connections_max{pool_name="postgresql"} 15
       db_client_connections_pending_requests{pool_name="postgresql"} 0
       db_client_connections_timeouts_total{pool_name="postgresql"} 0`,
      job,
    ),
    {
      service: "shop",
      pool: "postgresql",
      instance: "10.0.3.7:8080",
      figures: { max: 15, used: 4, idle: 1, waiting: 0, timeouts: 0 },
    },
  ],
  [
    "postgres_exporter 0.11 of Debian 12",
    scraped(
      `pg_stat_activity_count{datname="postgres",server="localhost:5432",state="active"} 1
       pg_stat_activity_count{datname="postgres",server="localhost:5432",state="idle"} 0
       pg_stat_activity_count{datname="postgres",server="localhost:5432",state="idle in transaction"} 0
       pg_stat_activity_count{datname="shop",server="localhost:5432",state="active"} 31
       pg_stat_activity_count{datname="shop",server="localhost:5432",state="disabled"} 0
       pg_stat_activity_count{datname="shop",server="localhost:5432",state="fastpath function call"} 0
       pg_stat_activity_count{datname="shop",server="localhost:5432",state="idle"} 12
       pg_stat_activity_count{datname="shop",server="localhost:5432",state="idle in transaction"} 17
       pg_stat_activity_count{datname="shop",server="localhost:5432",state="idle in transaction (aborted)"} 2
       pg_stat_activity_max_tx_duration{datname="shop",server="localhost:5432",state="active"} 4.5
       pg_stat_activity_max_tx_duration{datname="shop",server="localhost:5432",state="idle"} 0
       pg_stat_activity_max_tx_duration{datname="shop",server="localhost:5432",state="idle in transaction"} 912.25
       pg_settings_max_connections{server="localhost:5432"} 100
       pg_settings_superuser_reserved_connections{server="localhost:5432"} 3
       pg_stat_database_xact_commit{datid="5",datname="postgres",server="localhost:5432"} 240
       pg_stat_database_xact_rollback{datid="5",datname="postgres",server="localhost:5432"} 0
       pg_stat_database_xact_commit{datid="16384",datname="shop",server="localhost:5432"} 8.1204e+06
       pg_stat_database_xact_rollback{datid="16384",datname="shop",server="localhost:5432"} 97
       pg_up 1`,
      { job: "postgres", instance: "db-1:9187" },
    ),
    {
      service: "postgres",
      pool: "postgres",
      instance: "db-1:9187",
      figures: {
        ...{ max: 100, used: 51, idle: 12, idleInTransaction: 19, oldestHoldSeconds: 912.25 },
        transactions: 8_120_737,
      },
    },
  ],
  [
    "postgres_exporter 0.20, by user, application and what it waits for",
    scraped(
      `pg_stat_activity_count{application_name="shop",backend_type="client backend",datname="shop",state="active",usename="app",wait_event="",wait_event_type=""} 20
       pg_stat_activity_count{application_name="shop",backend_type="client backend",datname="shop",state="active",usename="app",wait_event="DataFileRead",wait_event_type="IO"} 11
       pg_stat_activity_count{application_name="reports",backend_type="client backend",datname="shop",state="idle in transaction",usename="reports",wait_event="ClientRead",wait_event_type="Client"} 17
       pg_stat_activity_count{application_name="shop",backend_type="client backend",datname="shop",state="idle",usename="app",wait_event="ClientRead",wait_event_type="Client"} 12
       pg_stat_activity_count{application_name="",backend_type="checkpointer",datname="",state="",usename="",wait_event="CheckpointerMain",wait_event_type="Activity"} 1
       pg_stat_activity_count{application_name="",backend_type="autovacuum worker",datname="shop",state="active",usename="",wait_event="VacuumDelay",wait_event_type="Timeout"} 3
       pg_settings_max_connections 200`,
      { job: "postgres", instance: "db-1:9187" },
    ),
    {
      service: "postgres",
      pool: "postgres",
      instance: "db-1:9187",
      figures: { max: 200, used: 48, idle: 12, idleInTransaction: 17 },
    },
  ],
  [
    "pgbouncer_exporter",
    scraped(
      `pgbouncer_up 1
       pgbouncer_databases_pool_size{database="shop_production",force_user="",host="db-1",name="shop",pool_mode="transaction",port="5432"} 20
       pgbouncer_databases_reserve_pool{database="shop_production",force_user="",host="db-1",name="shop",pool_mode="transaction",port="5432"} 5
       pgbouncer_databases_pool_size{database="pgbouncer",force_user="pgbouncer",host="",name="pgbouncer",pool_mode="statement",port="6543"} 2
       pgbouncer_pools_client_active_connections{database="shop",user="app"} 16
       pgbouncer_pools_client_waiting_connections{database="shop",user="app"} 4
       pgbouncer_pools_server_active_connections{database="shop",user="app"} 16
       pgbouncer_pools_server_active_cancel_connections{database="shop",user="app"} 1
       pgbouncer_pools_server_being_canceled_connections{database="shop",user="app"} 0
       pgbouncer_pools_server_idle_connections{database="shop",user="app"} 0
       pgbouncer_pools_server_used_connections{database="shop",user="app"} 1
       pgbouncer_pools_server_testing_connections{database="shop",user="app"} 1
       pgbouncer_pools_server_login_connections{database="shop",user="app"} 1
       pgbouncer_pools_client_maxwait_seconds{database="shop",user="app"} 2
       pgbouncer_stats_totals_sql_transactions_pooled_total{database="shop"} 51204
       pgbouncer_pools_client_active_connections{database="pgbouncer",user="pgbouncer"} 1
       pgbouncer_pools_server_active_connections{database="pgbouncer",user="pgbouncer"} 0
       pgbouncer_stats_totals_client_wait_seconds_total{database="shop"} 12.5
       pgbouncer_config_max_client_connections 100`,
      { job: "pgbouncer", instance: "bouncer-1:9127" },
    ),
    {
      service: "pgbouncer",
      pool: "shop/app",
      instance: "bouncer-1:9127",
      figures: { max: 20, used: 19, idle: 1, waiting: 4, acquireWaitP95Ms: 2000, transactions: 51_204 },
    },
  ],
  [
    "PgBouncer's columns by their own names, the wait in two parts",
    scraped(
      `pgbouncer_databases_pool_size{database="shop"} 5
       pgbouncer_pools_cl_active{database="shop",user="app"} 5
       pgbouncer_pools_cl_waiting{database="shop",user="app"} 4
       pgbouncer_pools_sv_active{database="shop",user="app"} 5
       pgbouncer_pools_sv_idle{database="shop",user="app"} 0
       pgbouncer_pools_maxwait{database="shop",user="app"} 1
       pgbouncer_pools_maxwait_us{database="shop",user="app"} 895644`,
      { job: "pgbouncer", instance: "bouncer-1:9127" },
    ),
    {
      service: "pgbouncer",
      pool: "shop/app",
      instance: "bouncer-1:9127",
      figures: { max: 5, used: 5, idle: 0, waiting: 4, acquireWaitP95Ms: 1895.644 },
    },
  ],
  [
    "SQLAlchemy's QueuePool with its size and overflow",
    scraped(
      `sqlalchemy_pool_size{pool_name="default"} 5
       sqlalchemy_pool_max_overflow{pool_name="default"} 10
       sqlalchemy_pool_checked_in{pool_name="default"} 0
       sqlalchemy_pool_checked_out{pool_name="default"} 12
       sqlalchemy_pool_overflow{pool_name="default"} -3
       sqlalchemy_pool_waiters{pool_name="default"} 2
       sqlalchemy_pool_connects_total{pool_name="default"} 31
       sqlalchemy_pool_timeouts_total{pool_name="default"} 6
       sqlalchemy_pool_checkout_duration_seconds_count{pool_name="default"} 31`,
      job,
    ),
    {
      service: "shop",
      pool: "default",
      instance: "10.0.3.7:8080",
      figures: { max: 15, used: 12, idle: 0, waiting: 2, timeouts: 6 },
    },
  ],
  [
    "SQLAlchemy's QueuePool by state, with a program's prefix, and no limit that is one",
    scraped(
      `fba_sqlalchemy_pool_connections{app_name="fba",source="primary",state="checkedout"} 4
       fba_sqlalchemy_pool_connections{app_name="fba",source="primary",state="checkedin"} 1
       fba_sqlalchemy_pool_connections{app_name="fba",source="primary",state="overflow"} 0
       sqlalchemy_pool_size 5`,
      job,
    ),
    { service: "shop", pool: "shop", instance: "10.0.3.7:8080", figures: { used: 4, idle: 1 } },
  ],
  [
    "node-postgres-prometheus-exporter",
    scraped(
      `pg_pool_connections_created_total{host="db-1:5432",database="shop"} 58
       pg_pool_size{host="db-1:5432",database="shop"} 50
       pg_pool_max{host="db-1:5432",database="shop"} 50
       pg_pool_active_connections{host="db-1:5432",database="shop"} 47
       pg_pool_waiting_connections{host="db-1:5432",database="shop"} 9
       pg_pool_idle_connections{host="db-1:5432",database="shop"} 3
       pg_pool_errors_total{host="db-1:5432",database="shop",error="timeout"} 2
       pg_pool_connections_removed_total{host="db-1:5432",database="shop"} 8`,
      job,
    ),
    {
      service: "shop",
      pool: "db-1:5432/shop",
      instance: "10.0.3.7:8080",
      figures: { max: 50, used: 47, idle: 3, waiting: 9 },
    },
  ],
  [
    "node-postgres by its three counts, unlabelled",
    scraped(
      `pg_pool_total_connections 50
       pg_pool_idle_connections 3
       pg_pool_waiting_requests 9`,
      job,
    ),
    { service: "shop", pool: "shop", instance: "10.0.3.7:8080", figures: { used: 47, idle: 3, waiting: 9 } },
  ],
  [
    "node-postgres by its three counts as they are called in the program",
    scraped(
      `pg_pool_total_count{pool="api"} 15
       pg_pool_idle_count{pool="api"} 5
       pg_pool_waiting_count{pool="api"} 2`,
      job,
    ),
    { service: "shop", pool: "api", instance: "10.0.3.7:8080", figures: { used: 10, idle: 5, waiting: 2 } },
  ],
  [
    "node-postgres by state, with a program's prefix",
    scraped(
      `bb_pg_pool_connections{state="total"} 10
       bb_pg_pool_connections{state="idle"} 4
       bb_pg_pool_connections{state="waiting"} 0
       bb_pg_pool_connections{state="max"} 10`,
      job,
    ),
    {
      service: "shop",
      pool: "shop",
      instance: "10.0.3.7:8080",
      figures: { max: 10, used: 6, idle: 4, waiting: 0 },
    },
  ],
];

describe("what is captured of", () => {
  test.each(captures)("%s becomes one sample, with nothing left out", (_, points, { figures, ...whose }) => {
    const { samples, unread } = mapMetrics(points);
    expect(unread).toEqual([]);
    expect(samples).toEqual([{ ...whose, sample: { at: taken, ...figures } }]);
  });
});

describe("labels that name no pool", () => {
  test.each([
    ["hikaricp_connections_active", "It names no pool: the label pool is not set."],
    [
      "db_client_connection_max",
      "It names no pool: neither db.client.connection.pool.name nor pool.name is set, nor server.address or db.namespace.",
    ],
    ["pgbouncer_pools_sv_active", "It names no pool: the label database is not set."],
    ["pgbouncer_databases_pool_size", "It names no pool: the label database is not set."],
    ["pg_settings_max_connections", "It names no server: neither job nor service.name nor server is set."],
    [
      "sqlalchemy_pool_checkedout",
      "It names no pool: neither pool nor pool_name is set, nor engine, database, service.name or job.",
    ],
    [
      "pg_pool_waiting",
      "It names no pool: neither pool nor pool_name is set, nor host, database, service.name or job.",
    ],
  ])("are told of %s, and what is missing", (name, reason) => {
    const points = scraped(`${name} 3`, { instance: "10.0.3.7:8080" });
    expect(mapMetrics(points)).toMatchObject({
      samples: [],
      unread: [{ code: "nameless", name, reason, points: 1 }],
    });
  });
});

describe("states", () => {
  it("that a convention does not have are told", () => {
    const points = scraped(
      `db_client_connections_usage{pool_name="orders",state="borrowed"} 3
       db_client_connections_usage{pool_name="orders"} 3`,
      job,
    );
    expect(mapMetrics(points).unread).toEqual([
      {
        code: "unknown",
        name: "db_client_connections_usage",
        reason: "Its labels name no state that is known.",
        points: 2,
      },
    ]);
  });

  it("are read in the spelling of other collectors", () => {
    const points = scraped(`pg_stat_activity_count{datname="shop",state="idle_in_transaction"} 3`, job);
    expect(mapMetrics(points).samples[0]?.sample).toEqual({ at: taken, idleInTransaction: 3 });
  });
});

describe("a pool without a limit", () => {
  test.each(["0", "-1"])("that is told as %s has none", (limit) => {
    const points = scraped(
      `db_client_connections_usage{pool_name="orders",state="used"} 3
       db_client_connections_max{pool_name="orders"} ${limit}`,
      job,
    );
    const { samples, unread } = mapMetrics(points);
    expect(samples.map(({ sample }) => sample)).toEqual([{ at: taken, used: 3 }]);
    expect(unread).toEqual([]);
  });
});

describe("pools and instances", () => {
  it("of two services are kept apart, though the library gives both pools one name", () => {
    const points = ["shop", "billing"].flatMap((service, at) =>
      scraped(`hikaricp_connections_active{pool="HikariPool-1"} ${at + 1}`, {
        job: service,
        instance: "a:1",
      }),
    );
    expect(mapMetrics(points).samples.map(({ service, sample }) => [service, sample.used])).toEqual([
      ["shop", 1],
      ["billing", 2],
    ]);
  });

  it("of eight pods share the pool, and have a sample each", () => {
    const points = Array.from({ length: 8 }, (_, at) =>
      scraped(`hikaricp_connections_active{pool="orders"} ${at}`, {
        job: "shop",
        instance: `10.0.3.${at}:8080`,
      }),
    ).flat();
    const { samples } = mapMetrics(points);
    expect(new Set(samples.map(({ pool }) => pool))).toEqual(new Set(["orders"]));
    expect(samples.map(({ sample }) => sample.used)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("of two conventions that tell the same pool make one sample, and the earlier one is believed", () => {
    const points = scraped(
      `hikaricp_connections_active{pool="orders"} 7
       hikaricp_connections_pending{pool="orders"} 1
       db_client_connections_usage{pool_name="orders",state="used"} 8`,
      job,
    );
    expect(mapMetrics(points).samples.map(({ sample }) => sample)).toEqual([
      { at: taken, used: 8, waiting: 1 },
    ]);
  });

  it("of PgBouncer are as many as its users, with the limit of their database each", () => {
    const points = scraped(
      `pgbouncer_pools_server_active_connections{database="shop",user="app"} 16
       pgbouncer_pools_server_active_connections{database="shop",user="reports"} 3
       pgbouncer_pools_server_active_connections{database="billing",user="app"} 1
       pgbouncer_databases_pool_size{name="shop",database="shop",host="db-1"} 20`,
      { job: "pgbouncer", instance: "bouncer-1:9127" },
    );
    expect(mapMetrics(points).samples.map(({ pool, sample }) => [pool, sample.used, sample.max])).toEqual([
      ["shop/app", 16, 20],
      ["shop/reports", 3, 20],
      ["billing/app", 1, undefined],
    ]);
  });

  it("without a name of their own have that of their service, else of their pool", () => {
    const named = (labels: Labels) =>
      mapMetrics(scraped(`hikaricp_connections_active{pool="orders"} 3`, labels)).samples[0]?.instance;
    expect(named({ "service.name": "shop" })).toBe("shop");
    expect(named({})).toBe("orders");
  });

  test.each([
    ["long", "x".repeat(201)],
    ["no text", "a\0b"],
  ])("with a name that is %s are left out", (_, pool) => {
    const points = otlp({ "service.name": "shop" }, [["hikaricp.connections.active", 3, { pool }]]);
    expect(mapMetrics(points)).toMatchObject({ samples: [], unread: [{ code: "nameless" }] });
  });
});
