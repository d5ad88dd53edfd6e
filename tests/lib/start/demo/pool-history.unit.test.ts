import { describe, expect, it } from "vitest";
import { minutesToTell } from "../../../../lib/start/demo/pool-history";
import { beginningOf } from "../../../../lib/start/demo/times";
import { pools, poolZone } from "../../../../prisma/sample/pools";

const HOUR = 3_600_000;
const WEEKS = 3;

describe("the minutes that are told of a pool", () => {
  it.each(pools)("$name: each once, whenever the story is told", ({ episodes }) => {
    const first = Date.parse("2026-11-20T00:00:00Z");
    for (let hour = 0; hour < WEEKS * 7 * 24; hour += 1) {
      const now = new Date(first + hour * HOUR);
      const told = episodes.map(({ begins, ...episode }) => ({
        ...episode,
        from: beginningOf(begins, poolZone, now).getTime(),
      }));
      const minutes = minutesToTell({ episodes: told }, now);
      expect(new Set(minutes).size, now.toISOString()).toBe(minutes.length);
      expect(minutes.at(-1), now.toISOString()).toBe(now.getTime() - 60_000);
    }
  });

  it("are those around what happened, and the last eight days", () => {
    const now = new Date("2026-11-27T17:30:00Z");
    const day = 24 * HOUR;
    const episode = { minutes: [1, 1, 1], by: 1 } as const;
    const at = (daysAgo: number) => ({ ...episode, from: now.getTime() - daysAgo * day });
    const count = (...daysAgo: number[]) => minutesToTell({ episodes: daysAgo.map(at) }, now).length / 60;
    expect(count()).toBe(8 * 24);
    expect(count(7)).toBe(8 * 24);
    // Half of the day around it lies within the eight.
    expect(count(8.25)).toBe(8 * 24 + 18);
    expect(count(30)).toBe(9 * 24);
    expect(count(30, 30.5)).toBe(9.5 * 24);
    expect(count(91)).toBe(8 * 24);
  });
});
