import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  bucketsOf,
  haveSameBounds,
  quantileOf,
  since,
  whyNoBuckets,
} from "@/lib/pools/metrics/quantiles/rules";

const bounds = [10, 50, 100, 500];

describe("the 95th percentile of buckets", () => {
  test.each([
    ["lies within its bucket by its share of the callers", [50, 30, 10, 10, 0], 300],
    ["is the bound that exactly so many stayed under", [50, 30, 15, 5, 0], 100],
    ["begins at 0 in the first bucket", [100, 0, 0, 0, 0], 9.5],
    ["passes over empty buckets", [0, 0, 0, 20, 0], 480],
    ["is the highest bound when it lies above all", [0, 0, 0, 10, 90], 500],
    ["of a single caller lies in the caller's bucket", [0, 1, 0, 0, 0], 48],
  ])("%s", (_, counts, expected) => {
    expect(quantileOf(0.95, bucketsOf(bounds, counts))).toBeCloseTo(expected, 9);
  });

  test.each([
    ["nobody came", bounds, [0, 0, 0, 0, 0]],
    ["there are no buckets", [], []],
    ["the only bucket has no bound", [], [1027]],
  ])("is not told when %s", (_, ends, counts) => {
    expect(quantileOf(0.95, bucketsOf(ends, counts))).toBeNull();
  });

  it("of buckets below 0 is their bound, for nothing tells where they begin", () => {
    expect(quantileOf(0.95, bucketsOf([-5, 10], [100, 0, 0]))).toBe(-5);
  });

  it("is within the bounds, and no less than that of a smaller share", () => {
    const counts = fc.array(fc.nat(1_000), { minLength: 5, maxLength: 5 });
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(counts, share, share, (some, one, other) => {
        fc.pre(some.some((count) => count > 0));
        const of = (q: number) => quantileOf(q, bucketsOf(bounds, some)) ?? Number.NaN;
        expect(of(one)).toBeGreaterThanOrEqual(0);
        expect(of(one)).toBeLessThanOrEqual(500);
        expect(of(Math.min(one, other))).toBeLessThanOrEqual(of(Math.max(one, other)));
      }),
    );
  });
});

describe("what came between two counts", () => {
  it("is the difference, bucket by bucket", () => {
    const [before, now] = [bucketsOf(bounds, [900, 0, 0, 0, 0]), bucketsOf(bounds, [950, 30, 10, 10, 0])];
    expect(since(before, now)).toEqual(bucketsOf(bounds, [50, 30, 10, 10, 0]));
  });

  it("is all that is counted now when the sender began anew", () => {
    const [before, now] = [bucketsOf(bounds, [900, 0, 0, 0, 0]), bucketsOf(bounds, [5, 3, 1, 1, 0])];
    expect(since(before, now)).toEqual(now);
  });

  it("is all that is counted now when only a part of the counts has fallen", () => {
    const [before, now] = [bucketsOf(bounds, [0, 90, 0, 0, 0]), bucketsOf(bounds, [80, 0, 0, 0, 20])];
    expect(since(before, now)).toEqual(now);
  });

  it("gives the same percentile whether the sender counts from its start or anew each time", () => {
    const counts = fc.array(fc.nat(1_000), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(counts, counts, (earlier, came) => {
        const now = earlier.map((count, at) => count + (came[at] ?? 0));
        const interval = since(bucketsOf(bounds, earlier), bucketsOf(bounds, now));
        expect(quantileOf(0.95, interval)).toEqual(quantileOf(0.95, bucketsOf(bounds, came)));
      }),
    );
  });
});

describe("buckets", () => {
  test.each([
    ["ascend", [1, 2], [1, 1, 1], null],
    ["go up and down", [2, 1], [1, 1, 1], "The bounds of its buckets do not ascend."],
    ["have the same bound twice", [1, 1], [1, 1, 1], "The bounds of its buckets do not ascend."],
    [
      "have a bound that is no number",
      [1, Number.NaN],
      [1, 1, 1],
      "The bounds of its buckets do not ascend.",
    ],
    ["have a negative count", [1, 2], [5, -1, 1], "The counts of its buckets cannot be."],
    ["have a count that is no number", [1, 2], [5, Number.NaN, 1], "The counts of its buckets cannot be."],
    ["end with a bound", [1, 2], [1, 1], "Its last bucket has a bound."],
    ["are none", [], [], "Its last bucket has a bound."],
  ])("that %s are told apart", (_, ends, counts, why) => {
    expect(whyNoBuckets(bucketsOf(ends, counts))).toBe(why);
  });

  it("of two series are comparable when the bounds are the same", () => {
    expect(haveSameBounds(bucketsOf([1, 2], [1, 1, 1]), bucketsOf([1, 2], [9, 9, 9]))).toBe(true);
    expect(haveSameBounds(bucketsOf([1, 2], [1, 1, 1]), bucketsOf([1, 3], [1, 1, 1]))).toBe(false);
    expect(haveSameBounds(bucketsOf([1, 2], [1, 1, 1]), bucketsOf([1], [1, 1]))).toBe(false);
  });
});
