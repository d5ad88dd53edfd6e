import { describe, expect, it } from "vitest";
import { conventions, metricNamed, namesUnderstood } from "@/lib/pools/metrics/conventions/registry";
import { mapMetrics } from "@/lib/pools/metrics/rules";
import {
  type Answered,
  pointsOf,
  pointsOfRanges,
  samplesOfAnswers,
  samplesOfRanges,
  understoodQuery,
} from "@/lib/pools/sources/prometheus/rules";
import { beginning } from "../../../../support/cast";

describe("the question for all that is understood", () => {
  const asked = new RegExp(`^(?:${namesUnderstood})$`);
  it.each([
    ...conventions.flatMap(({ metrics }) =>
      // Of holds their number and sum alone.
      Object.entries(metrics).map(([name, { as }]) => (as === "holds" ? `${name}_count` : name)),
    ),
    "hikaricp_connections_acquire_seconds_bucket",
    "hikaricp_connections_acquire_seconds_max",
    "hikaricp_connections_timeout_total",
    "db_client_connections_wait_time_milliseconds_bucket",
    "db_client_connection_max_connections",
    "hikaricp_connections_usage_seconds_count",
    "hikaricp_connection_usage_millis_sum",
    "db_client_connection_use_time_seconds_sum",
    "shop_sqlalchemy_pool_checkedout",
  ])("asks for %s, which means something", (name) => {
    expect(asked.test(name)).toBe(true);
    expect(metricNamed(name)?.metric).toBeTruthy();
  });

  it.each([
    "up",
    "hikaricp_connections_usage_seconds_max",
    "db_client_connection_use_time_seconds_bucket",
    "hikaricp_connections_acquire_seconds_count",
    "pg_stat_activity_counted",
    "my_hikaricp_connections_active",
  ])("does not ask for %s", (name) => {
    expect(asked.test(name)).toBe(false);
  });

  it("wants values of three intervals, and at least of two minutes", () => {
    expect(understoodQuery(5)).toContain("[120s]");
    expect(understoodQuery(300)).toContain("[900s]");
  });
});

it("series are points of our own time, but for such as no sample can hold", () => {
  const series = [
    {
      metric: { __name__: "hikaricp_connections_active", pool: "main" },
      value: [1, "4"] as [number, string],
    },
    { metric: { __name__: "up" }, value: [1, "1"] as [number, string] },
    { metric: {}, value: [1, "1"] as [number, string] },
    { metric: { __name__: "hikaricp_connections_max", pool: "main" } },
  ];
  expect(pointsOf(series, beginning)).toEqual([
    {
      kind: "number",
      name: "hikaricp_connections_active",
      labels: { pool: "main" },
      value: 4,
      at: beginning,
    },
  ]);
});

describe("answers over a stretch of time", () => {
  const time = 1_772_000_000;
  const values = (...told: string[]) =>
    told.map((value, index): [number, string] => [time + 60 * index, value]);
  const at = (index: number) => new Date((time + 60 * index) * 1_000);

  it("are points at the times that the engine tells, but for such as no sample can hold", () => {
    const points = pointsOfRanges([
      {
        metric: { __name__: "hikaricp_connections_active", pool: "main" },
        values: values("4", "+Inf", "NaN"),
      },
      { metric: { __name__: "up" }, values: values("1") },
      { metric: { __name__: "hikaricp_connections_max", pool: "main" } },
    ]);
    expect(points).toEqual(
      [4, Number.POSITIVE_INFINITY, Number.NaN].map((value, index) => ({
        ...{ kind: "number", name: "hikaricp_connections_active", labels: { pool: "main" } },
        ...{ value, at: at(index) },
      })),
    );
  });

  it("are samples of which a value that is none, or cannot be, is missing, and nothing else", () => {
    const metric = (name: string) => ({ __name__: `hikaricp_connections_${name}`, pool: "main" });
    const { samples, unread } = mapMetrics(
      pointsOfRanges([
        { metric: metric("active"), values: values("4", "NaN", "+Inf", "7") },
        { metric: metric("max"), values: values("50", "50", "50", "50") },
      ]),
    );
    expect(samples.map(({ sample }) => [sample.at, sample.used, sample.max])).toEqual([
      [at(0), 4, 50],
      [at(1), undefined, 50],
      [at(2), undefined, 50],
      [at(3), 7, 50],
    ]);
    expect(unread.map(({ code, points }) => [code, points])).toEqual([
      ["no_value", 1],
      ["broken", 1],
    ]);
  });

  it("to questions of one's own are samples of each instant, and faults are counted together", () => {
    const { told, refused } = samplesOfRanges(
      [
        { figure: "used", series: [{ metric: { pool: "main" }, values: values("1", "-1", "-1") }] },
        { figure: "max", series: [{ metric: { pool: "main" }, values: values("50", "50") }] },
      ],
      "Engine",
    );
    expect(told.map(({ pool, sample }) => [pool, sample])).toEqual([
      ["main", { at: at(0), used: 1, max: 50 }],
      ["main", { at: at(1), max: 50 }],
    ]);
    expect(refused).toEqual([{ name: "used", points: 2, reason: "Its value is negative: -1." }]);
  });
});

describe("the answers to questions of one's own", () => {
  const series = (value: string, metric: Record<string, string> = {}) => ({
    ...{ metric, value: [1, value] as [number, string] },
  });
  const told = (...answers: Answered[]) => samplesOfAnswers(answers, "Engine", beginning);

  it("make one pool of the source's name where no label names one", () => {
    expect(
      told({ figure: "used", series: [series("41")] }, { figure: "max", series: [series("50")] }),
    ).toEqual({
      told: [
        { service: null, pool: "Engine", instance: "Engine", sample: { at: beginning, used: 41, max: 50 } },
      ],
      refused: [],
    });
  });

  it("make a pool and an instance of each that labels name", () => {
    const one = { pool: "main", job: "shop", instance: "pod-1" };
    const other = { ...one, instance: "pod-2" };
    const { told: samples } = told({ figure: "used", series: [series("1", one), series("2", other)] });
    expect(samples).toMatchObject([
      { service: "shop", pool: "main", instance: "pod-1", sample: { used: 1 } },
      { service: "shop", pool: "main", instance: "pod-2", sample: { used: 2 } },
    ]);
  });

  it("that have no value are none, and neither is a limit of nought", () => {
    expect(
      told({ figure: "used", series: [series("NaN")] }, { figure: "max", series: [series("0")] }),
    ).toEqual({ told: [], refused: [] });
  });

  it.each([
    ["-1", "Its value is negative: -1."],
    ["+Inf", "Its value is infinite."],
    ["0.5", "Its value is a fraction, 0.5, where whole things are counted."],
    ["much", "It has no value (NaN), which is how Prometheus ends a series."],
  ])("of %s are left out with a sentence", (value, reason) => {
    const { told: samples, refused } = told({
      figure: "used",
      series: [series(value), series("3", { pool: "b" })],
    });
    expect(samples.map(({ pool }) => pool)).toEqual(["b"]);
    expect(refused).toEqual([{ name: "used", points: 1, reason }]);
  });

  it("that are two for one instance are said to be so", () => {
    const { refused } = told({
      figure: "used",
      series: [series("1", { host_name: "a", zone: "x" }), series("2", { host_name: "a", zone: "y" })],
    });
    expect(refused).toEqual([
      {
        name: "used",
        points: 1,
        reason: expect.stringMatching(/^Two series tell it of one instance, a of Engine/),
      },
    ]);
  });

  it("with names that cannot be kept are left out", () => {
    const { told: samples, refused } = told({
      figure: "used",
      series: [series("1", { pool: "p".repeat(201) })],
    });
    expect([samples, refused.length]).toEqual([[], 1]);
  });
});
