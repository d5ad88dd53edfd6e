import { describe, expect, it, test } from "vitest";
import { metricNamed } from "@/lib/pools/metrics/conventions/registry";
import { mapMetrics } from "@/lib/pools/metrics/rules";
import type { HistogramPoint, Mapping, MetricPoint } from "@/lib/pools/metrics/schema";
import { later, seconds } from "../../../support/clock";
import { scraped, taken } from "./exposition";
import { requests } from "./requests";

const job = { job: "shop", instance: "10.0.3.7:8080" };
const past = (ms: number) => later(taken, ms);
const labels = { "service.name": "shop", "db.client.connection.pool.name": "orders" };

const done = (mapping: Mapping | undefined) => {
  const { transactions, heldSeconds } = mapping?.samples[0]?.sample ?? {};
  return [transactions, heldSeconds];
};

describe("how long connections were held", () => {
  const uses = (from: number, to: number, more: Partial<HistogramPoint>): HistogramPoint => ({
    ...{
      kind: "histogram",
      name: "db.client.connection.use_time",
      labels,
      unit: "s",
      bounds: [],
      counts: [],
    },
    ...{ at: past(seconds(to)), startAt: past(seconds(from)) },
    ...more,
  });

  it("told as changes is added up, once each, number and seconds apart", () => {
    const change = (from: number, to: number, count: number, sum: number) =>
      uses(from, to, { temporality: "delta", count, sum });
    const mappings = requests(
      [change(0, 15, 40, 2)],
      [change(15, 30, 10, 5.5)],
      [change(15, 30, 10, 5.5)],
      [change(30, 45, 1, 0.25)],
      [change(60, 75, 3, 0.5)],
    );
    // After a gap the sender has begun anew.
    expect(mappings.map(done)).toEqual([
      [40, 2],
      [50, 7.5],
      [50, 7.5],
      [51, 7.75],
      [3, 0.5],
    ]);
  });

  it("told since a start is as it was told, after a restart as well", () => {
    const mappings = requests(
      [uses(0, 15, { count: 1_000, sum: 20 })],
      [uses(20, 30, { count: 4, sum: 0.1 })],
    );
    expect(mappings.map(done)).toEqual([
      [1_000, 20],
      [4, 0.1],
    ]);
  });

  it("may be told without a sum, or by quantiles", () => {
    expect(done(mapMetrics([uses(0, 15, { count: 7 })]))).toEqual([7, undefined]);
    const summary: MetricPoint = {
      ...{
        kind: "summary",
        name: "hikaricp.connections.usage",
        labels: { ...job, pool: "orders" },
        at: taken,
      },
      ...{ unit: "ms", quantiles: [{ quantile: 0.95, value: 300 }], count: 20, sum: 4_000 },
    };
    expect(done(mapMetrics([summary]))).toEqual([20, 4]);
  });

  it("is more than ten years in all without being a fault, and none where it is no number", () => {
    const decades = 40 * 366 * 86_400;
    expect(done(mapMetrics([uses(0, 15, { count: 9_000_000, sum: decades })]))).toEqual([9_000_000, decades]);
    const broken = mapMetrics([uses(0, 15, { count: 9, sum: -1 })]);
    expect(done(broken)).toEqual([9, undefined]);
    expect(broken.unread).toMatchObject([{ code: "broken", reason: "Its value is negative: -1." }]);
  });

  it("is not a quantile of it, nor a number that does not say what it is", () => {
    const quantile = scraped(`hikaricp_connection_usage_millis{pool="orders",quantile="0.95"} 312`, job);
    expect(mapMetrics(quantile)).toMatchObject({ samples: [], unread: [] });
    expect(mapMetrics(scraped(`hikaricp_connection_usage_millis{pool="orders"} 312`, job))).toMatchObject({
      samples: [],
      unread: [{ code: "unknown", reason: "It is a time, and does not say of how many holds." }],
    });
  });
});

test.each([
  ["hikaricp_connections_usage_seconds_count", "holds"],
  ["hikaricp_connections_usage_seconds_sum", "holds"],
  ["hikaricp_connection_usage_millis_count", "holds"],
  ["db_client_connections_use_time_milliseconds_sum", "holds"],
  ["hikaricp_connections_usage_seconds_max", undefined],
  ["db_client_connection_use_time_seconds_bucket", undefined],
])("%s is read as %s", (name, as) => {
  expect(metricNamed(name)?.metric?.as).toBe(as);
});
