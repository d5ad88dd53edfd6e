import { describe, expect, it, test } from "vitest";
import { factsNeeded, mapMetrics } from "@/lib/pools/metrics/rules";
import type { HistogramPoint, Mapping, MetricPoint, NumberPoint } from "@/lib/pools/metrics/schema";
import { hours, later, minutes, seconds } from "../../../support/clock";
import { scraped, taken } from "./exposition";
import { requests } from "./requests";

const job = { job: "shop", instance: "10.0.3.7:8080" };
const past = (ms: number) => later(taken, ms);

const samplesIn = (mapping: Mapping | undefined) => mapping?.samples.map(({ sample }) => sample);

describe("columns that arrive in separate requests", () => {
  it("make one sample, which is given anew with all that is known of it", () => {
    const [first, second] = requests(
      scraped(`hikaricp_connections_active{pool="orders"} 8`, job),
      scraped(
        `hikaricp_connections_max{pool="orders"} 10
         hikaricp_connections_pending{pool="orders"} 3`,
        job,
      ),
    );
    expect(samplesIn(first)).toEqual([{ at: taken, used: 8 }]);
    expect(samplesIn(second)).toEqual([{ at: taken, max: 10, used: 8, waiting: 3 }]);
  });

  it("make a difference only when both are there", () => {
    const [first, second] = requests(scraped("pg_pool_total 50", job), scraped("pg_pool_idle 3", job));
    expect(samplesIn(first)).toEqual([]);
    expect(samplesIn(second)).toEqual([{ at: taken, used: 47, idle: 3 }]);
  });

  it("are added up across a request's end, and not again when the request is repeated", () => {
    const one = scraped(`pg_stat_activity_count{datname="shop",state="active",usename="app"} 31`, job);
    const other = scraped(
      `pg_stat_activity_count{datname="shop",state="active",usename="reports"} 9
       pg_stat_activity_count{datname="shop",state="idle in transaction",usename="reports"} 2`,
      job,
    );
    const [, second, again, once] = requests(one, other, other, one);
    expect(samplesIn(second)).toEqual([{ at: taken, used: 42, idleInTransaction: 2 }]);
    expect(samplesIn(again)).toEqual(samplesIn(second));
    expect(samplesIn(once)).toEqual(samplesIn(second));
  });

  it("of another instant are another sample", () => {
    const [, second] = requests(
      scraped(`hikaricp_connections_active{pool="orders"} 8`, job),
      scraped(`hikaricp_connections_max{pool="orders"} 10`, job, past(seconds(15))),
    );
    expect(samplesIn(second)).toEqual([{ at: past(seconds(15)), max: 10 }]);
  });

  it("change nothing that was known before", () => {
    const { learned } = mapMetrics(scraped("pg_pool_idle 3", job));
    const before = structuredClone(learned);
    mapMetrics(scraped("pg_pool_total 50", job), learned);
    expect(learned).toEqual(before);
  });

  it("may bring PgBouncer's limit: it holds for the hour that follows, and for no instant before", () => {
    const bouncer = { job: "pgbouncer", instance: "bouncer-1:9127" };
    const pools = (when: Date) =>
      scraped(`pgbouncer_pools_sv_active{database="shop",user="app"} 5`, bouncer, when);
    const limit = scraped(`pgbouncer_databases_pool_size{name="shop"} 20`, bouncer);
    const [, soon, late, early] = requests(
      limit,
      pools(past(seconds(15))),
      pools(past(minutes(61))),
      pools(past(-seconds(15))),
    );
    expect(samplesIn(soon)).toEqual([{ at: past(seconds(15)), max: 20, used: 5 }]);
    expect(samplesIn(late)).toEqual([{ at: past(minutes(61)), used: 5 }]);
    expect(samplesIn(early)).toEqual([{ at: past(-seconds(15)), used: 5 }]);
  });

  it("of a long history have each the limit of its own instant", () => {
    const bouncer = { job: "pgbouncer", instance: "bouncer-1:9127" };
    const page = (limit: number) =>
      `pgbouncer_databases_pool_size{name="shop"} ${limit}\npgbouncer_pools_sv_active{database="shop",user="app"} 5`;
    const points = [50, 200].flatMap((limit, at) => scraped(page(limit), bouncer, past(at * seconds(15))));
    expect(mapMetrics(points).samples.map(({ sample }) => sample.max)).toEqual([50, 200]);
  });
});

/** The NaN that Prometheus writes where a series ends. */
function endOfSeries(): number {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, 0x7ff0000000000002n);
  return bytes.getFloat64(0);
}

describe("what is left out", () => {
  const point = (value: number, name = "hikaricp_connections_active"): NumberPoint => ({
    kind: "number",
    name,
    labels: { ...job, pool: "orders" },
    value,
    at: taken,
  });

  test.each([
    ["NaN", Number.NaN, "no_value"],
    ["Prometheus' marker of a series that ended", endOfSeries(), "no_value"],
    ["an infinity", Number.POSITIVE_INFINITY, "broken"],
    ["a negative count", -1, "broken"],
    ["a fraction", 2.5, "broken"],
    ["an absurd count", 1e12, "broken"],
  ])("is %s, while the other columns stay", (_, value, code) => {
    const { samples, unread } = mapMetrics([point(value), point(3, "hikaricp_connections_pending")]);
    expect(samples.map(({ sample }) => sample)).toEqual([{ at: taken, waiting: 3 }]);
    expect(unread).toMatchObject([{ code, name: "hikaricp_connections_active", points: 1 }]);
  });

  it("tells names that are unknown from values that are broken, and counts both", () => {
    const { unread } = mapMetrics([
      point(1, "node_cpu_seconds_total"),
      point(2, "node_cpu_seconds_total"),
      point(-1),
      point(-2),
      point(Number.NaN),
    ]);
    expect(unread).toEqual([
      {
        code: "unknown",
        name: "node_cpu_seconds_total",
        reason: "No metric of pools that is known has this name.",
        points: 2,
      },
      {
        code: "broken",
        name: "hikaricp_connections_active",
        reason: "Its value is negative: -1.",
        points: 2,
      },
      {
        code: "no_value",
        name: "hikaricp_connections_active",
        reason: "It has no value (NaN), which is how Prometheus ends a series.",
        points: 1,
      },
    ]);
  });

  test.each([
    ["of another exporter", "node_load1"],
    ["of a kind that it is not", "hikaricp_connections_active_bucket"],
    ["that its convention does not have", "hikaricp_connections_leaked"],
    ["that every object has", "constructor"],
    ["that is a trap", "__proto__"],
    ["that is empty", ""],
    ["of great length", "x".repeat(100_000)],
  ])("is a metric with a name %s", (_, name) => {
    const { samples, unread } = mapMetrics([point(1, name)]);
    expect(samples).toEqual([]);
    expect(unread).toMatchObject([{ code: "unknown", name: name.slice(0, 200) }]);
  });

  it("is a point without a time", () => {
    const { unread } = mapMetrics([{ ...point(1), at: new Date(Number.NaN) }]);
    expect(unread).toMatchObject([{ code: "broken", reason: "Its time is none." }]);
  });

  it("is a second value for the same instant, but not the same one again", () => {
    expect(mapMetrics([point(4), point(4)]).unread).toEqual([]);
    expect(mapMetrics([point(4), point(5)]).unread).toMatchObject([
      { code: "broken", reason: "It is told twice for the same instant, as 4 and as 5." },
    ]);
  });

  it("is a difference that cannot be, of counts that can", () => {
    const { samples, unread } = mapMetrics(scraped("pg_pool_total 3\npg_pool_idle 5", job));
    expect(samples.map(({ sample }) => sample)).toEqual([{ at: taken, idle: 5 }]);
    expect(unread).toMatchObject([
      {
        code: "broken",
        name: "node-postgres",
        reason: "'In use' of the pool shop cannot be told from its metrics. Its value is negative: -2.",
      },
    ]);
  });

  it("is a sum that cannot be, of counts that can", () => {
    const points = ["app", "reports"].flatMap((user) =>
      scraped(`pg_stat_activity_count{datname="shop",state="active",usename="${user}"} 900000`, job),
    );
    expect(mapMetrics(points)).toMatchObject({
      samples: [],
      unread: [{ code: "broken", name: "postgres_exporter" }],
    });
  });

  it("is a single time, of which it is not known whose it is", () => {
    expect(mapMetrics(scraped("pg_pool_wait_ms 12", job))).toMatchObject({
      samples: [],
      unread: [{ code: "unknown", reason: "It is a time, and does not say of which share of the callers." }],
    });
  });

  it("is a distribution where a number is expected", () => {
    const labels = { ...job, pool: "orders" };
    const point: HistogramPoint = {
      kind: "histogram",
      name: "hikaricp.connections.active",
      labels,
      at: taken,
      bounds: [1],
      counts: [1, 1],
    };
    expect(mapMetrics([point]).unread).toMatchObject([{ code: "broken" }]);
  });
});

describe("what is known of before", () => {
  const columns = (ms: number) => mapMetrics(scraped("pg_pool_idle 3", job, past(ms))).learned;
  const limit = (ms: number) =>
    mapMetrics(scraped(`pgbouncer_databases_pool_size{name="shop"} 20`, job, past(ms))).learned;

  test.each([
    ["columns of the last five minutes", columns, -minutes(5), 1],
    ["no columns from before", columns, -minutes(5) - 1, 0],
    ["what else was told in the last hour", limit, -hours(1), 1],
    ["nothing from before", limit, -hours(1) - 1, 0],
    ["what is later", columns, minutes(5), 1],
  ])("keeps %s", (_, learned, ms, kept) => {
    expect(learned(ms).size).toBe(1);
    expect(factsNeeded(learned(ms), taken).size).toBe(kept);
  });
});

describe("10,000 points", () => {
  /** Points that count how often their labels are looked at, however it is done. */
  function counted(points: MetricPoint[]) {
    const looks = { count: 0 };
    const look = <Result>(result: Result) => {
      looks.count += 1;
      return result;
    };
    const watched = points.map((point) => ({
      ...point,
      labels: new Proxy(point.labels, {
        get: (labels, name) => look(Reflect.get(labels, name)),
        ownKeys: (labels) => look(Reflect.ownKeys(labels)),
      }),
    }));
    return { watched, looks };
  }

  const shapes: [string, (at: number) => MetricPoint, number][] = [
    [
      "of 1,250 instances",
      (at) => ({
        kind: "number",
        name: `hikaricp_connections_${["active", "idle", "pending", "max", "min", "usage_seconds_max", "acquire_seconds_max", "timeout_total"][at % 8]}`,
        labels: { job: "shop", instance: `pod-${Math.floor(at / 8)}`, pool: "orders" },
        value: 3,
        at: taken,
      }),
      1_250,
    ],
    [
      "of one server, that are added up",
      (at) => ({
        kind: "number",
        name: "pg_stat_activity_count",
        labels: { ...job, datname: "shop", state: "active", application_name: `report-${at}` },
        value: 1,
        at: taken,
      }),
      1,
    ],
    [
      "of one histogram",
      (at) => ({
        kind: "number",
        name: "hikaricp_connections_acquire_seconds_bucket",
        labels: { ...job, pool: "orders", le: String(at) },
        value: at,
        at: taken,
      }),
      0,
    ],
    [
      "of as many names that nobody knows",
      (at) => ({ kind: "number", name: `node_${at}_total`, labels: { ...job }, value: 1, at: taken }),
      0,
    ],
    [
      "of one instance, at as many instants",
      (at) => ({
        kind: "number",
        name: "pg_pool_idle",
        labels: { ...job },
        value: 3,
        at: past(seconds(at)),
      }),
      10_000,
    ],
  ];

  test.each(shapes)("%s are looked at ten times as often as 1,000", (_, point, expected) => {
    const looksAt = (length: number) => {
      const { watched, looks } = counted(Array.from({ length }, (_, at) => point(at)));
      return { mapping: mapMetrics(watched), looks: looks.count };
    };
    const [few, many] = [looksAt(1_000), looksAt(10_000)];
    expect(many.mapping.samples).toHaveLength(expected);
    expect(many.looks).toBeLessThanOrEqual(10 * few.looks);
    expect(many.looks).toBeLessThanOrEqual(10_000 * 100);
  });

  it("that are added up are told as one sum", () => {
    const [, point] = shapes[1] ?? [];
    const points = Array.from({ length: 10_000 }, (_, at) => point?.(at)).filter(
      (some) => some !== undefined,
    );
    expect(mapMetrics(points).samples[0]?.sample.used).toBe(10_000);
  });
});
