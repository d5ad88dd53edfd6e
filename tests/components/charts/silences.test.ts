import { describe, expect, it } from "vitest";
import { silences } from "@/components/charts/silences";
import { minute, point } from "./story";

/** Buckets of a minute, by how many instances told in each. */
const told = (...counts: (number | null)[]) =>
  counts.map((instances, index) => point(index * minute, 10, { instances }));
const found = (points: ReturnType<typeof told>, now?: number) =>
  silences(points, minute, now).map(({ from, to, silent, of }) => [from / minute, to / minute, silent, of]);

describe("instances that fall silent", () => {
  it.each([
    ["nobody does", told(2, 2, 2), []],
    ["one does and comes back", told(2, 1, 1, 2, 2), [[1, 3, 1, 2]]],
    ["one does and stays away", told(2, 1, 1), [[1, 3, 1, 2]]],
    ["another follows", told(3, 2, 1, 3), [[1, 3, 2, 3]]],
    ["one is late for a bucket", told(2, 1, 2, 2), []],
    ["more come", told(1, 2, 4), []],
    ["how many there are is not known", told(null, null), []],
    [
      "nobody waits any longer for one that was scaled away",
      told(2, ...Array.from({ length: 20 }, () => 1)),
      [[1, 11, 1, 2]],
    ],
  ])("%s", (_, points, expected) => {
    expect(found(points)).toEqual(expected);
  });

  it("is not told by the bucket that still lasts", () => {
    expect(found(told(2, 1, 1), 2.5 * minute)).toEqual([]);
    expect(found(told(2, 1, 1), 3 * minute)).toEqual([[1, 3, 1, 2]]);
  });

  it("is told by one bucket that is long, and not of a chart of days", () => {
    const buckets = (length: number) =>
      silences(
        [2, 1, 2].map((instances, index) => point(index * length, 10, { instances })),
        length,
      );
    expect(buckets(5 * minute)).toMatchObject([{ from: 5 * minute, to: 10 * minute }]);
    expect(buckets(60 * minute)).toEqual([]);
  });
});
