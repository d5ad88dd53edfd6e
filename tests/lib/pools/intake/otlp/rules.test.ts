import { describe, expect, it } from "vitest";
import { answerOf, statusOf } from "@/lib/pools/intake/otlp/answers";
import { decodeOtlp } from "@/lib/pools/intake/otlp/decode";
import { TooMuch, Undecodable } from "@/lib/pools/intake/wire/schema";
import { mapMetrics } from "@/lib/pools/metrics/rules";
import { beginning } from "../../../../support/cast";
import { chanceOf } from "../../../../support/chance";
import { later, seconds } from "../../../../support/clock";
import { attributes, decoded, gauges, hikari, nanos, otlpBytes } from "../peers";

const formats = ["protobuf", "json"] as const;
const pool = { "db.client.connection.pool.name": "orders" };
const began = later(beginning, -seconds(60));
const at = { timeUnixNano: nanos(beginning), startTimeUnixNano: nanos(began) };

/** A request of a service with these metrics. */
const request = (...metrics: object[]) => ({
  resourceMetrics: [
    {
      resource: {
        attributes: [
          ...attributes({ "service.name": "checkout" }),
          { key: "process.pid", value: { intValue: "4711" } },
          { key: "sampled", value: { boolValue: true } },
          { key: "share", value: { doubleValue: 0.5 } },
          { key: "list", value: { arrayValue: { values: [{ stringValue: "a" }] } } },
          { key: "nothing", value: {} },
        ],
        droppedAttributesCount: 3,
      },
      scopeMetrics: [{ scope: { name: "pool", version: "1" }, metrics, schemaUrl: "https://example.org" }],
      schemaUrl: "https://example.org",
    },
  ],
});

const told = {
  labels: { "service.name": "checkout", "process.pid": "4711", sampled: "true", share: "0.5", ...pool },
  at: beginning,
  startAt: began,
};

describe.each(formats)("a request in %s", (format) => {
  const points = (...metrics: object[]) => decodeOtlp(otlpBytes(request(...metrics), format), format).points;

  it.each<[string, object, object]>([
    [
      "a gauge",
      {
        name: "db.client.connection.max",
        unit: "{connection}",
        gauge: { dataPoints: [{ ...at, attributes: attributes(pool), asInt: "50" }] },
      },
      {
        kind: "number",
        name: "db.client.connection.max",
        unit: "{connection}",
        value: 50,
        temporality: undefined,
      },
    ],
    [
      "a sum that goes up and down",
      {
        name: "db.client.connection.count",
        description: "d",
        sum: {
          aggregationTemporality: 2,
          isMonotonic: false,
          dataPoints: [{ ...at, attributes: attributes(pool), asDouble: 41.5 }],
        },
      },
      { kind: "number", value: 41.5, temporality: "cumulative" },
    ],
    [
      "a sum of changes, negative ones too",
      {
        name: "db.client.connection.count",
        sum: {
          aggregationTemporality: 1,
          dataPoints: [{ ...at, attributes: attributes(pool), asInt: "-3" }],
        },
      },
      { kind: "number", value: -3, temporality: "delta" },
    ],
    [
      "a histogram",
      {
        name: "db.client.connection.wait_time",
        unit: "s",
        histogram: {
          aggregationTemporality: 2,
          dataPoints: [
            {
              ...at,
              attributes: attributes(pool),
              count: "4",
              sum: 1.2,
              bucketCounts: ["1", "2", "1"],
              explicitBounds: [0.1, 1],
              min: 0.01,
              max: 2.5,
            },
          ],
        },
      },
      {
        ...{ kind: "histogram", bounds: [0.1, 1], counts: [1, 2, 1], max: 2.5, temporality: "cumulative" },
        ...{ count: 4, sum: 1.2 },
      },
    ],
    [
      "a summary",
      {
        name: "db.client.connection.wait_time",
        summary: {
          dataPoints: [
            {
              ...at,
              attributes: attributes(pool),
              count: "4",
              sum: 1.2,
              quantileValues: [
                { quantile: 0, value: 0 },
                { quantile: 0.95, value: 1.5 },
              ],
            },
          ],
        },
      },
      {
        ...{ kind: "summary", count: 4, sum: 1.2 },
        quantiles: [
          { quantile: 0, value: 0 },
          { quantile: 0.95, value: 1.5 },
        ],
      },
    ],
  ])("holds %s", (_, metric, wanted) => {
    expect(points(metric)).toEqual([expect.objectContaining({ ...told, ...wanted })]);
  });

  it("gives a point its own attributes before those of its resource", () => {
    const own = attributes({ "service.name": "billing", ...pool });
    const [point] = points({
      name: "db.client.connection.max",
      gauge: { dataPoints: [{ ...at, attributes: own, asInt: "1" }] },
    });
    expect(point?.labels).toMatchObject({ "service.name": "billing", "process.pid": "4711" });
  });

  it("counts exponential histograms of what is known, with a reason, and is quiet of others", () => {
    const exponential = (name: string) => ({
      ...{
        name,
        exponentialHistogram: {
          aggregationTemporality: 2,
          dataPoints: [
            { ...at, count: "1" },
            { ...at, count: "2" },
          ],
        },
      },
    });
    const metrics = [
      exponential("db.client.connection.wait_time"),
      exponential("http.server.request.duration"),
    ];
    const { points: read, unreadable } = decodeOtlp(otlpBytes(request(...metrics), format), format);
    expect(read).toEqual([]);
    expect(unreadable).toEqual([
      { name: "db.client.connection.wait_time", points: 2, reason: expect.stringMatching(/exponential/) },
    ]);
  });

  it("leaves out what ended, and what no sample holds", () => {
    const ended = { ...at, attributes: attributes(pool), flags: 1 };
    expect(
      points(
        { name: "db.client.connection.max", gauge: { dataPoints: [ended] } },
        { name: "db.client.connection.wait_time", histogram: { dataPoints: [ended] } },
        { name: "http.server.active_requests", gauge: { dataPoints: [{ ...at, asInt: "7" }] } },
        { name: "db.client.connection.max" },
        {},
      ),
    ).toEqual([]);
  });

  it.each([
    [{}],
    [{ resourceMetrics: [] }],
    [{ resourceMetrics: [{}] }],
    [{ resourceMetrics: [{ scopeMetrics: [{}] }] }],
  ])("may hold nothing: %j", (nothing) => {
    expect(decodeOtlp(otlpBytes(nothing, format), format)).toEqual({ points: [], unreadable: [] });
  });

  it("makes the samples that were meant", () => {
    const body = gauges(
      { "service.name": "checkout", "host.name": "a" },
      hikari("main", beginning, { active: 41, idle: 9 }),
    );
    expect(mapMetrics(decodeOtlp(otlpBytes(body, format), format).points).samples).toEqual([
      {
        service: "checkout",
        pool: "main",
        instance: "a",
        sample: { at: beginning, used: 41, idle: 9, waiting: 0, max: 50 },
      },
    ]);
  });

  it("that was cut or changed on its way is read or refused, and in no time", () => {
    const { below } = chanceOf(3);
    const metrics = ["db.client.connection.max", "db.client.connection.count"].map((name) => ({
      name,
      sum: { aggregationTemporality: 2, dataPoints: [{ ...at, attributes: attributes(pool), asInt: "50" }] },
    }));
    const good = otlpBytes(request(...metrics), format);
    const outcomes = { read: 0, refused: 0 };
    for (let turn = 0; turn < 5_000; turn += 1) {
      const body = Buffer.from(turn < good.length ? good.subarray(0, turn) : good);
      for (let change = 0; turn >= good.length && change <= turn % 4; change += 1)
        body[below(body.length)] = below(256);
      try {
        mapMetrics(decodeOtlp(body, format).points);
        outcomes.read += 1;
      } catch (error) {
        if (!(error instanceof Undecodable)) throw error;
        outcomes.refused += 1;
      }
    }
    expect(outcomes.read).toBeGreaterThan(10);
    expect(outcomes.refused).toBeGreaterThan(500);
  });

  it("with more attributes than points can bear is too much", () => {
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`k${index}`, "v"]));
    const { resourceMetrics } = gauges(
      many,
      Array.from({ length: 2_500 }, () => ({ name: "hikaricp_connections_max", value: 1, at: beginning })),
    );
    expect(() => decodeOtlp(otlpBytes({ resourceMetrics }, format), format)).toThrow(TooMuch);
  });
});

describe("an answer", () => {
  it("to what was all taken is empty", () => {
    expect(answerOf("json", 0, "").toString()).toBe("{}");
    expect(answerOf("protobuf", 0, "")).toHaveLength(0);
  });

  it("says how many points were not taken, and why", () => {
    expect(JSON.parse(answerOf("json", 3, "No.").toString())).toEqual({
      partialSuccess: { rejectedDataPoints: "3", errorMessage: "No." },
    });
    expect(decoded("ExportMetricsServiceResponse", answerOf("protobuf", 70_000, "é".repeat(200)))).toEqual({
      partialSuccess: { rejectedDataPoints: 70_000, errorMessage: "é".repeat(200) },
    });
  });

  it("in place of one is a status", () => {
    expect(JSON.parse(statusOf("json", 3, "Not JSON.").toString())).toEqual({
      code: 3,
      message: "Not JSON.",
    });
    expect(decoded("Status", statusOf("protobuf", 3, "Not it."))).toEqual({ code: 3, message: "Not it." });
  });
});
