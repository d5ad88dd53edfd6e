import { describe, expect, test } from "vitest";
import { lastWeek, week } from "@/app/(workspace)/pools/[slug]/last-week";
import { addressOf, isComparable, linksOf, rangeIn } from "@/app/(workspace)/pools/[slug]/range";

const now = new Date("2026-03-02T12:00:00Z");
const query = (address: string) => Object.fromEntries(new URL(address, "http://localhost").searchParams);

describe("the address of a range", () => {
  test("reads back, by name and by ends, with and without last week", () => {
    for (const asked of [{ range: "24h" }, { from: "2026-03-01T10:00Z", to: "2026-03-01T11:00Z" }]) {
      const range = rangeIn(asked, now);
      const address = query(addressOf("/pools/a", range, true));
      expect(rangeIn(address, now)).toEqual(range);
      expect(address.compare).toBe("week");
      expect(addressOf("/pools/a", range, false)).not.toContain("compare");
    }
  });

  test("takes the comparison along wherever one goes", () => {
    const links = Object.values(linksOf("/pools/a", rangeIn({ range: "1h" }, now), now, true));
    expect(links.filter((link) => link !== undefined && !link.includes("compare=week"))).toEqual([]);
    expect(Object.values(linksOf("/pools/a", rangeIn({}, now), now)).join(" ")).not.toContain("compare");
  });

  test("is comparable up to a week", () => {
    expect(["1h", "7d", "30d"].map((range) => isComparable(rangeIn({ range }, now)))).toEqual([
      ...[true, true, false],
    ]);
  });
});

test("last week is moved onto this one, a longer bucket standing for each of ours in it", () => {
  const at = new Date(now.getTime() - week);
  const points = [{ at, usedAvg: 7 }];
  expect(lastWeek({ points, bucketSeconds: 120 }, 60_000)).toEqual({
    label: "Last week",
    points: [
      { at: now.getTime(), used: 7 },
      { at: now.getTime() + 60_000, used: 7 },
    ],
  });
  expect(lastWeek({ points, bucketSeconds: 30 }, 60_000).points).toHaveLength(1);
});
