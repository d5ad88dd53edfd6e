import { describe, expect, test } from "vitest";
import { figures } from "@/lib/pools/labels";
import { measures, whyRefused } from "@/lib/pools/metrics/values/rules";

describe("a value", () => {
  test.each([
    ["of no connections", 0, "count"],
    ["of a million connections", 1_000_000, "count"],
    ["of many timeouts", 123_456_789_012, "tally"],
    ["of a fraction of a second", 0.25, "seconds"],
    ["of a wait of a day", 86_400_000, "ms"],
  ] as const)("%s can be", (_, value, measure) => {
    expect(whyRefused(value, measure)).toBeNull();
  });

  test.each([
    ["NaN", Number.NaN, "no_value", "It has no value (NaN), which is how Prometheus ends a series."],
    ["infinite", Number.POSITIVE_INFINITY, "broken", "Its value is infinite."],
    ["infinite below", Number.NEGATIVE_INFINITY, "broken", "Its value is infinite."],
    ["negative", -3, "broken", "Its value is negative: -3."],
    ["a fraction", 2.5, "broken", "Its value is a fraction, 2.5, where whole things are counted."],
    ["one more than a million", 1_000_001, "broken", "Its value is larger than can be: 1000001."],
    ["absurd", 1e300, "broken", "Its value is larger than can be: 1e+300."],
  ] as const)("that is %s cannot be a count", (_, value, code, reason) => {
    expect(whyRefused(value, "count")).toEqual({ code, reason });
  });

  test.each([
    ["timeouts beyond what a number counts exactly", 2 ** 53, "tally"],
    ["half a timeout", 0.5, "tally"],
    ["a hold of twenty years", 20 * 366 * 86_400, "seconds"],
    ["a hold that has not begun", -0.5, "seconds"],
    ["a wait of two days", 172_800_000, "ms"],
  ] as const)("of %s cannot be", (_, value, measure) => {
    expect(whyRefused(value, measure)?.code).toBe("broken");
  });

  test("of every figure has a measure", () => {
    expect(Object.keys(measures).sort()).toEqual([...figures].sort());
  });
});
