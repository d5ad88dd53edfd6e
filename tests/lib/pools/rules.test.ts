import { describe, expect, it } from "vitest";
import { goneAfterMs, isMissed, type Latest, type PoolState, stateOf, worstOf } from "@/lib/pools/rules";
import { at, later } from "../../support/clock";

const now = at("2026-03-10 12:00 UTC");
const latest = (figures: Partial<Latest>, secondsAgo = 5): Latest => ({
  ...{ at: later(now, -secondsAgo * 1_000), max: 50, used: 10, waiting: null },
  ...figures,
});

describe("how an instance is", () => {
  it.each<[string, Latest | null, PoolState]>([
    ["nothing was ever told", null, "no_data"],
    ["it has been silent for longer than three intervals", latest({}, 46), "no_data"],
    ["it has room", latest({}), "fine"],
    ["four of five connections are in use", latest({ used: 40 }), "warning"],
    ["nearly all are in use", latest({ used: 48 }), "critical"],
    ["more are in use than there may be", latest({ used: 60 }), "critical"],
    ["somebody waits though there is room", latest({ waiting: 1 }), "critical"],
    ["nobody waits", latest({ waiting: 0 }), "fine"],
    ["nobody knows how many there may be", latest({ max: null }), "unknown"],
    ["there may be none", latest({ max: 0 }), "unknown"],
    ["it was full, and is silent now", latest({ used: 50 }, 600), "no_data"],
  ])("when %s", (_, told, state) => {
    expect(stateOf(told, 15, now)).toBe(state);
  });

  it("is judged by the worst of a pool's instances, and without one there is no data", () => {
    expect(worstOf(["fine", "critical", "warning"])).toBe("critical");
    expect(worstOf(["fine", "no_data"])).toBe("no_data");
    expect(worstOf([])).toBe("no_data");
  });
});

describe("an instance that is silent", () => {
  it.each<[string, Latest | null, boolean]>([
    ["never told anything", null, false],
    ["is heard of still", latest({ used: 50 }, 45), false],
    ["was full", latest({ used: 50 }, 46), true],
    ["was filling up", latest({ used: 40 }, 46), true],
    ["had callers waiting", latest({ waiting: 1 }, 46), true],
    ["had room", latest({}, 46), false],
    ["was full ten minutes ago", latest({ used: 50 }, 600), true],
    ["was full longer ago, and counts as gone", latest({ used: 50 }, 601), false],
  ])("is missed or not where it %s", (_, told, missed) => {
    expect(isMissed(told, 15, now)).toBe(missed);
  });

  it("counts as gone after ten minutes, or twice as long as it takes to be silent", () => {
    expect([goneAfterMs(30_000), goneAfterMs(300_000), goneAfterMs(900_000)]).toEqual([
      600_000, 600_000, 1_800_000,
    ]);
  });
});
