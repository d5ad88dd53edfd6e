import { describe, expect, it, test } from "vitest";
import { mapMetrics } from "@/lib/pools/metrics/rules";
import type { HistogramPoint, Labels, Mapping, MetricPoint } from "@/lib/pools/metrics/schema";
import { later, minutes, seconds } from "../../../support/clock";
import { scraped, taken } from "./exposition";
import { requests } from "./requests";

const job = { job: "shop", instance: "10.0.3.7:8080" };
const past = (ms: number) => later(taken, ms);

describe("units", () => {
  const wait = (name: string, unit: string | undefined): HistogramPoint => ({
    kind: "histogram",
    name,
    labels: { "service.name": "shop", "pool.name": "orders" },
    at: taken,
    unit,
    temporality: "delta",
    bounds: [1, 2],
    counts: [0, 100, 0],
  });

  test.each([
    ["of seconds by the current names", "db.client.connection.wait_time", undefined, 1950],
    ["of milliseconds by the older names", "db.client.connections.wait_time", undefined, 1.95],
    ["that the sender states, whatever the name", "db.client.connections.wait_time", "s", 1950],
    ["in the name, whatever the sender states", "db_client_connections_wait_time_milliseconds", "s", 1.95],
    ["that nobody knows, which is no fault", "db.client.connection.wait_time", "{request}", 1950],
  ])("%s are understood", (_, name, unit, expected) => {
    const { samples, unread } = mapMetrics([wait(name, unit)]);
    expect(samples[0]?.sample.acquireWaitP95Ms).toBeCloseTo(expected, 9);
    expect(unread).toEqual([]);
  });
});

describe("waits in buckets", () => {
  const labels: Labels = { ...job, pool: "orders" };
  const cumulative = (when: Date, counts: number[]): HistogramPoint => ({
    kind: "histogram",
    name: "hikaricp.connections.acquire",
    labels,
    at: when,
    unit: "ms",
    bounds: [10, 50, 100, 500],
    counts,
  });
  const page = (counts: number[]) =>
    ["0.01", "0.05", "0.1", "0.5", "+Inf"]
      .map((le, at) => `hikaricp_connections_acquire_seconds_bucket{pool="orders",le="${le}"} ${counts[at]}`)
      .join("\n");
  const p95 = (mapping: Mapping | undefined) => mapping?.samples[0]?.sample.acquireWaitP95Ms;

  it("that count from a start tell what came since the point before, and the first tells nothing", () => {
    const [first, second, third] = requests(
      [cumulative(taken, [900, 0, 0, 0, 0])],
      [cumulative(past(seconds(15)), [950, 30, 10, 10, 0])],
      [cumulative(past(seconds(30)), [950, 30, 10, 10, 0])],
    );
    expect([p95(first), p95(second), p95(third)]).toEqual([undefined, 300, undefined]);
  });

  it("mean the same as a series each, whose counts go up to the bound", () => {
    const [first, second] = requests(
      scraped(page([900, 900, 900, 900, 900]), job),
      scraped(page([950, 980, 990, 1000, 1000]), job, past(seconds(15))),
    );
    expect(p95(first)).toBeUndefined();
    expect(p95(second)).toBeCloseTo(300, 9);
  });

  it("are read in the order of their times, whatever the order in which they come", () => {
    const both = [
      ...scraped(page([950, 980, 990, 1000, 1000]), job, past(seconds(15))),
      ...scraped(page([900, 900, 900, 900, 900]), job).reverse(),
    ];
    expect(p95(mapMetrics(both))).toBeCloseTo(300, 9);
  });

  it("begin anew with their sender", () => {
    const [, second] = requests(
      [cumulative(taken, [900, 0, 0, 0, 0])],
      [cumulative(past(seconds(15)), [50, 30, 10, 10, 0])],
    );
    expect(p95(second)).toBe(300);
  });

  it("that come again, or late, change nothing", () => {
    const [, second, again, late, third] = requests(
      [cumulative(taken, [900, 0, 0, 0, 0])],
      [cumulative(past(seconds(15)), [950, 30, 10, 10, 0])],
      [cumulative(past(seconds(15)), [950, 30, 10, 10, 0])],
      [cumulative(past(seconds(5)), [910, 0, 0, 0, 0])],
      [cumulative(past(seconds(30)), [1050, 30, 10, 10, 0])],
    );
    expect([p95(second), p95(again), p95(late), p95(third)]).toEqual([300, 300, undefined, 9.5]);
  });

  it("of which some are still on their way tell nothing, and do not stand in for the whole", () => {
    const whole = (counts: number[], ms: number) => scraped(page(counts), job, past(ms));
    const [, cut, next] = requests(
      whole([900, 900, 900, 900, 900], 0),
      whole([950, 980, 990, 1000, 1000], seconds(15)).slice(2),
      whole([1000, 1060, 1080, 1100, 1100], seconds(30)),
    );
    expect(p95(cut)).toBeUndefined();
    expect(p95(next)).toBeCloseTo(300, 9);
  });

  it("with other bounds than before begin anew", () => {
    const [, second, third] = requests(
      [cumulative(taken, [900, 0, 0, 0, 0])],
      [{ ...cumulative(past(minutes(11)), [50, 50, 0]), bounds: [10, 50] }],
      [{ ...cumulative(past(minutes(12)), [150, 50, 0]), bounds: [10, 50] }],
    );
    expect([p95(second), p95(third)]).toEqual([undefined, 9.5]);
  });

  it("that tell changes tell them at once", () => {
    const point: MetricPoint = { ...cumulative(taken, [50, 30, 10, 10, 0]), temporality: "delta" };
    expect(p95(mapMetrics([point]))).toBe(300);
  });

  test.each([
    ["bounds that do not ascend", { bounds: [50, 10, 100, 500] }],
    ["too few counts", { counts: [1, 2, 3] }],
    ["a negative count", { counts: [1, -2, 3, 4, 5] }],
    ["a count that is no number", { counts: [1, Number.NaN, 3, 4, 5] }],
    ["a bound that is no number", { bounds: [10, Number.NaN, 100, 500] }],
  ])("are broken by %s", (_, fault) => {
    const { samples, unread } = mapMetrics([{ ...cumulative(taken, [1, 2, 3, 4, 5]), ...fault }]);
    expect(samples).toEqual([]);
    expect(unread).toMatchObject([{ code: "broken", name: "hikaricp.connections.acquire" }]);
  });

  test.each([
    ["a bound that is none", `hikaricp_connections_acquire_seconds_bucket{pool="orders",le="soon"} 1`],
    ["no bound", `hikaricp_connections_acquire_seconds_bucket{pool="orders"} 1`],
    ["a negative count", `hikaricp_connections_acquire_seconds_bucket{pool="orders",le="1"} -1`],
    [
      "counts that fall",
      `hikaricp_connections_acquire_seconds_bucket{pool="orders",le="1"} 5
       hikaricp_connections_acquire_seconds_bucket{pool="orders",le="+Inf"} 4`,
    ],
  ])("as a series each are broken by %s", (_, lines) => {
    expect(mapMetrics(scraped(lines, job)).unread).toMatchObject([{ code: "broken" }]);
  });

  it("go before the maximum, which is told when nobody came", () => {
    const max = (when: Date) =>
      scraped(`hikaricp_connections_acquire_seconds_max{pool="orders"} 0.75`, job, when);
    const [first, second] = requests(
      [...scraped(page([900, 900, 900, 900, 900]), job), ...max(taken)],
      [...scraped(page([950, 980, 990, 1000, 1000]), job, past(seconds(15))), ...max(past(seconds(15)))],
    );
    expect(p95(first)).toBe(750);
    expect(p95(second)).toBeCloseTo(300, 9);
  });

  it("may come as quantiles that the sender took", () => {
    const point: MetricPoint = {
      kind: "summary",
      name: "hikaricp.connections.acquire",
      labels,
      at: taken,
      unit: "ms",
      quantiles: [
        { quantile: 0.5, value: 1 },
        { quantile: 0.95, value: 300 },
        { quantile: 1, value: 750 },
      ],
    };
    expect(p95(mapMetrics([point]))).toBe(300);
  });
});
