import { describe, expect, it } from "vitest";
import {
  conditionAt,
  gapAt,
  grainOf,
  lookBackIn,
  observationsOfAnswers,
  observationsOfSilences,
  observationsOfTrend,
  type Silence,
  sayGrain,
} from "@/lib/alerts/preview/rules";
import { instanceValue } from "@/lib/alerts/watch/figures";
import { type Condition, episodesOf } from "@/lib/alerts/watch/rules";
import type { PoolSample } from "@/lib/pools/schema";

const begin = new Date("2026-03-02T08:00:00Z");
const at = (seconds: number) => new Date(begin.getTime() + seconds * 1_000);
const seconds = (time: Date | null) => (time === null ? null : (time.getTime() - begin.getTime()) / 1_000);
const condition = (more: Partial<Condition> = {}): Condition => ({
  ...{ comparison: "above", threshold: 80, clearThreshold: null, forSeconds: 60, keepFiringSeconds: 0 },
  ...more,
});

describe("the grain of a preview", () => {
  it.each([
    ["utilisation", 1, "sample", 1],
    ["utilisation", 7, "sample", 7],
    ["utilisation", 30, "minute", 30],
    ["waiting", 90, "minute", 90],
    ["no_data", 365, "hour", 365],
    ["exhaustion", 1, "minute", 1],
    ["rising_floor", 365, "minute", 95],
    ["health_check", 365, "sample", 30],
  ] as const)("of %s over %i days is the %s, over %i days", (figure, days, level, read) => {
    expect(grainOf(figure, days)).toMatchObject({ level, days: read });
  });

  it("is a month's where the address asks for something else", () => {
    expect(["7", "365", "8", "", undefined].map(lookBackIn)).toEqual([7, 365, 30, 30, 30]);
  });

  it("cannot tell what is shorter than itself, and lets a silence of two buckets pass", () => {
    const minute = grainOf("utilisation", 30);
    expect(conditionAt(condition({ forSeconds: 59 }), minute).forSeconds).toBe(0);
    expect(conditionAt(condition({ forSeconds: 60 }), minute).forSeconds).toBe(60);
    expect(gapAt(minute, 5)).toBe(180_000);
    expect(gapAt(minute, 120)).toBe(360_000);
    expect(gapAt(grainOf("utilisation", 1), 5)).toBe(30_000);
  });

  it("is said with what it cannot see", () => {
    const said = (days: number, forSeconds: number) =>
      sayGrain("utilisation", grainOf("utilisation", days), condition({ forSeconds })).join(" ");
    expect(said(7, 30)).toBe("Judged sample by sample.");
    expect(said(30, 30)).toContain("whether it lasted for 30 s cannot be told");
    expect(said(30, 60)).toContain("less than a minute counts as if it had lasted");
    expect(said(365, 60)).toContain("each hour counts in which it was met");
  });
});

describe("silences as a watch would have seen them", () => {
  const silences = (list: readonly Silence[], now: number, more: Partial<Condition> = {}) => {
    const rule = condition({ threshold: 300, forSeconds: 0, ...more });
    return episodesOf(rule, observationsOfSilences(list, rule, at(now)), Number.POSITIVE_INFINITY).map(
      ({ firingAt, endedAt, worst }) => [seconds(firingAt), seconds(endedAt), Math.round(worst)],
    );
  };

  it("fire once they have lasted, and end with the next that is told", () => {
    expect(silences([{ from: at(0), to: at(900) }], 2_000)).toEqual([[300, 900, 900]]);
    expect(
      silences([{ from: at(0), to: at(900) }], 2_000, { forSeconds: 60, keepFiringSeconds: 120 }),
    ).toEqual([[360, 1_020, 900]]);
  });

  it("that are too short, or do not last after that, are none", () => {
    expect(silences([{ from: at(0), to: at(300) }], 2_000)).toEqual([]);
    expect(silences([{ from: at(0), to: at(340) }], 2_000, { forSeconds: 60 })).toEqual([]);
  });

  it("that have no end fire still", () => {
    expect(silences([{ from: at(0), to: null }], 2_000)).toEqual([[300, null, 2_000]]);
    expect(silences([{ from: at(0), to: null }], 200)).toEqual([]);
  });

  it("close upon each other are one where the rule keeps firing, and two where it does not", () => {
    const twice = [
      { from: at(0), to: at(900) },
      { from: at(910), to: at(2_000) },
    ];
    expect(silences(twice, 5_000)).toHaveLength(2);
    expect(silences(twice, 5_000, { keepFiringSeconds: 600 })).toEqual([[300, 2_600, 1_090]]);
  });
});

describe("trends by minutes", () => {
  const nothing = {
    ...{ idle: null, idleInTransaction: null, waiting: null, oldestHoldSeconds: null },
    ...{ acquireWaitP95Ms: null, timeouts: null, transactions: null, heldSeconds: null },
  };
  /** Two quiet hours, then a leak of a connection every two minutes. */
  const minutes: PoolSample[] = Array.from({ length: 240 }, (_, index) => ({
    ...{ ...nothing, at: at(index * 60), max: 60 },
    used: index < 120 ? 10 + (index % 3) : Math.min(60, 10 + Math.floor((index - 120) / 2)),
  }));

  it.each([
    ["exhaustion", condition({ comparison: "below", threshold: 15, forSeconds: 120 })],
    ["rising_floor", condition({ threshold: 8, forSeconds: 300 })],
  ] as const)("%s fires when a watch of every minute would have", (figure, rule) => {
    const watched = minutes.map((minute, index) => ({
      at: minute.at,
      value: instanceValue(figure, minutes.slice(Math.max(0, index - 45), index + 1), minute.at),
    }));
    const judged = observationsOfTrend(figure, minutes, rule, [0, minutes.length]);
    const fired = episodesOf(rule, judged, 180_000);
    expect(fired).toHaveLength(1);
    expect(fired.map(({ firingAt }) => firingAt)).toEqual(
      episodesOf(rule, watched, 180_000).map(({ firingAt }) => firingAt),
    );
  });

  it("read in pieces tell the same as read at once", () => {
    const rule = condition({ threshold: 8 });
    const pieces = [0, 50, 100, 150, 200].flatMap((from) =>
      observationsOfTrend("rising_floor", minutes, rule, [from, from + 50]),
    );
    expect(pieces).toEqual(observationsOfTrend("rising_floor", minutes, rule, [0, minutes.length]));
  });
});

it("counts failures of a health check in a row", () => {
  const answers = [true, false, false, true, false].map((well, index) => ({ at: at(index * 60), well }));
  expect(observationsOfAnswers(answers).map(({ value }) => value)).toEqual([0, 1, 2, 0, 1]);
});
