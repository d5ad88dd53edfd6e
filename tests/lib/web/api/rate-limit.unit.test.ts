import { describe, expect, it } from "vitest";
import { TokenBuckets } from "@/lib/web/api/rate-limit";

const second = 1_000;

describe("a token bucket", () => {
  it("holds what a minute allows, and fills up evenly", () => {
    const buckets = new TokenBuckets(60);
    for (let left = 59; left >= 0; left -= 1) expect(buckets.take("a", 0)).toBe(left);
    expect(buckets.take("a", 0)).toBeNull();
    expect(buckets.waitSeconds("a", 0)).toBe(1);
    expect(buckets.take("a", second)).toBe(0);
    expect(buckets.left("a", 31 * second)).toBe(30);
    expect(buckets.left("a", 600 * second)).toBe(60);
  });

  it("takes nothing where there is none, so that asking does not put the next one off", () => {
    const buckets = new TokenBuckets(2);
    for (const left of [1, 0]) expect(buckets.take("a", 0)).toBe(left);
    for (const at of [1, 10, 20, 29]) expect(buckets.take("a", at * second)).toBeNull();
    expect(buckets.waitSeconds("a", 10 * second)).toBe(20);
    expect(buckets.take("a", 30 * second)).toBe(0);
  });

  it("is one for each name, and the one used least lately is given up for a new one", () => {
    const buckets = new TokenBuckets(10, 2);
    for (const name of ["a", "b", "a", "c"]) buckets.take(name, 0);
    expect(["a", "b", "c"].map((name) => buckets.knows(name))).toEqual([true, false, true]);
    expect(buckets.left("a", 0)).toBe(8);
  });
});
