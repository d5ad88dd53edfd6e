import { describe, expect, it } from "vitest";
import {
  fewerSteps,
  firstSteps,
  isAskedFor,
  levelBefore,
  moreSteps,
  mostAttempts,
  mostPointsOfSeries,
  nextWindow,
  progressOf,
  sayProgress,
  spanOf,
  stateOfHistory,
  stepOf,
  stepsIn,
  waitAfter,
} from "@/lib/pools/histories/rules";
import type { HistoryWindow } from "@/lib/pools/histories/schema";
import { keptDays } from "@/lib/pools/samples/rules";
import { days, hours, later, minutes } from "../../../support/clock";

const now = new Date("2026-03-10T10:17:42.500Z");
const ago = (ms: number) => later(now, -ms);

/** Every window of a reading, as long as each answer is as many steps as were asked for. */
function windowsOf(span: number, intervalSeconds: number, steps: number): HistoryWindow[] {
  const { since, until } = spanOf(span, now);
  const windows: HistoryWindow[] = [];
  let readTo = until;
  for (;;) {
    const window = nextWindow({ since, until, readTo, steps, intervalSeconds }, now);
    if (!window) return windows;
    windows.push(window);
    readTo = window.from;
  }
}

describe("the span of a reading", () => {
  it("ends an hour ago, where nothing is judged or forecast any more, and begins with an hour", () => {
    expect(spanOf(30, now)).toEqual({
      since: new Date("2026-02-08T09:00:00Z"),
      until: new Date("2026-03-10T09:15:00Z"),
    });
  });

  it.each([7, 30, 90, 365])("of %i days is within what is kept", (span) => {
    expect(spanOf(span, now).since.getTime()).toBeGreaterThan(ago(days(keptDays.hour)).getTime());
  });
});

describe("the level that the past goes in as", () => {
  it.each([
    [hours(2), "sample"],
    [days(13), "sample"],
    [days(14), "minute"],
    [days(94), "minute"],
    [days(95), "hour"],
    [days(365), "hour"],
  ])("%i ms ago is the finest that is still kept: %s", (ms, level) => {
    expect(levelBefore(ago(ms), now)).toBe(level);
  });

  it.each([
    ["sample", 5, 5],
    ["sample", 15, 15],
    ["sample", 37, 60],
    ["sample", 300, 300],
    ["minute", 15, 60],
    ["minute", 90, 300],
    ["hour", 15, 300],
  ] as const)("%s of a source that is collected every %i s is told every %i s", (level, interval, step) => {
    expect(stepOf(level, interval)).toBe(step);
    expect(3_600 % step).toBe(0);
  });
});

describe("the windows of a reading", () => {
  it.each([
    [7, 15, firstSteps],
    [30, 5, 10_999],
    [90, 60, 500],
    [365, 15, 10_999],
    [365, 300, 17],
  ])(
    "of %i days, at %i s and %i steps, join without a gap, the newest first, each of one level",
    (span, interval, steps) => {
      const windows = windowsOf(span, interval, steps);
      const { since, until } = spanOf(span, now);
      expect(windows[0]?.to).toEqual(until);
      expect(windows.at(-1)?.from).toEqual(since);
      for (const [index, { from, to, level, stepSeconds }] of windows.entries()) {
        expect(from.getTime()).toBeLessThan(to.getTime());
        if (index > 0) expect(to).toEqual(windows[index - 1]?.from);
        expect([levelBefore(to, now), levelBefore(later(from, 1), now)]).toEqual([level, level]);
        // Engines may move a question onto multiples of its step.
        expect(from.getTime() % (stepSeconds * 1_000)).toBe(0);
        expect(from.getTime() % (level === "hour" ? hours(1) : minutes(1))).toBe(0);
      }
    },
  );

  it("never ask for more points of a series than engines answer, with the one before", () => {
    for (const interval of [5, 15, 300])
      for (const window of windowsOf(365, interval, 1_000_000))
        expect(stepsIn(window) + 1).toBeLessThanOrEqual(mostPointsOfSeries);
  });

  it("are none where all is read", () => {
    const { since, until } = spanOf(7, now);
    expect(nextWindow({ since, until, readTo: since, steps: 60, intervalSeconds: 15 }, now)).toBeNull();
  });

  it("go on days later, when what was left has become another level", () => {
    const { since, until } = spanOf(30, now);
    const readTo = ago(days(13));
    const history = { since, until, readTo, steps: 60, intervalSeconds: 15 };
    expect(nextWindow(history, now)?.level).toBe("sample");
    expect(nextWindow(history, later(now, days(3)))).toMatchObject({ level: "minute", stepSeconds: 60 });
  });
});

it("only the times that were asked for are answers: of the window, one step before it, and each on a step", () => {
  const from = new Date("2026-03-10T08:00:00Z");
  const window = { from, to: later(from, minutes(10)), level: "sample", stepSeconds: 15 } as const;
  const asked = (ms: number) => isAskedFor(from.getTime() + ms, window);
  expect([-15_000, 0, 15_000, minutes(10) - 15_000].map(asked)).toEqual([true, true, true, true]);
  expect([-30_000, 1, 14_000, minutes(10), Number.NaN].map(asked)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

describe("how much is asked for", () => {
  const answer = { steps: 60, points: 6_000, tookMs: 100, failures: 0 };

  it("grows to the points that are wanted, and stays there", () => {
    expect(moreSteps(60, { ...answer, points: 600 })).toBe(480);
    expect(moreSteps(480, { ...answer, steps: 480, points: 48_000 })).toBe(200);
    expect(moreSteps(200, { ...answer, steps: 200, points: 40_000 })).toBe(100);
  });

  it("is as much as there can be where nothing is told, and little where very much is", () => {
    expect(moreSteps(9_000, { ...answer, steps: 9_000, points: 0 })).toBe(mostPointsOfSeries - 1);
    expect(moreSteps(12, { ...answer, steps: 12, points: 400_000 })).toBe(12);
  });

  it("grows slowly after something has failed, and not while the engine takes long", () => {
    expect(moreSteps(60, { ...answer, failures: 1 })).toBe(66);
    expect(moreSteps(60, { ...answer, tookMs: 4_000 })).toBe(60);
  });

  it("is half after a failure, and never nothing", () => {
    expect(fewerSteps(480)).toBe(240);
    expect(fewerSteps(12)).toBe(12);
  });
});

it("a reading that fails waits longer each time, and is given up within the hour", () => {
  const waits = Array.from({ length: mostAttempts - 1 }, (_, index) => waitAfter(index + 1));
  expect(waits.slice(0, 3)).toEqual([2, 4, 8]);
  expect(Math.max(...waits)).toBe(600);
  expect(waits.reduce((sum, wait) => sum + wait)).toBeLessThan(3_600);
});

it("how a reading stands is told by when and how it ended", () => {
  const open = { finishedAt: null, stoppedAt: null, failedAt: null, failure: null };
  expect(
    [
      open,
      { ...open, failure: "Nothing listens at this address." },
      { ...open, failure: "Nothing listens at this address.", failedAt: now },
      { ...open, failure: "Nothing listens at this address.", stoppedAt: now },
      { ...open, finishedAt: now },
    ].map(stateOfHistory),
  ).toEqual(["reading", "waiting", "failed", "stopped", "finished"]);
});

describe("progress", () => {
  const { since, until } = spanOf(30, now);
  const reading = { since, until, intervalSeconds: 15 };

  it("counts days, and the steps of the levels that are read", () => {
    const readTo = later(until, -days(12));
    const progress = progressOf({ ...reading, readTo, workedMs: 60_000 }, now);
    expect(progress.days).toBe(12);
    // Two weeks of them are told four times a minute, the rest once.
    expect(progress.share).toBeCloseTo((12 * 4) / (13.9 * 4 + 16.1), 1);
    expect(progress.secondsLeft).toBeCloseTo(29, -1);
  });

  it("says nothing about how long while too little is known", () => {
    expect(progressOf({ ...reading, readTo: until, workedMs: 0 }, now)).toEqual({
      days: 0,
      share: 0,
      secondsLeft: null,
    });
  });

  it("is whole at the end", () => {
    const { share, secondsLeft } = progressOf({ ...reading, readTo: since, workedMs: 60_000 }, now);
    expect([share, secondsLeft]).toEqual([1, 0]);
  });

  it.each([
    [120, "12 of 30 days, 3 pools, 41,200 readings, reads about 2 minutes more"],
    [70, "12 of 30 days, 3 pools, 41,200 readings, reads about 1 minute more"],
    [20, "12 of 30 days, 3 pools, 41,200 readings, reads less than a minute more"],
    [10_800, "12 of 30 days, 3 pools, 41,200 readings, reads about 3 hours more"],
    [null, "12 of 30 days, 3 pools, 41,200 readings"],
  ])("is told in words, with %s s left", (secondsLeft, says) => {
    const counts = { days: 30, pools: 3, readings: 41_200 };
    expect(sayProgress({ days: 12, share: 0.5, secondsLeft }, counts)).toBe(says);
  });

  it("counts one as one", () => {
    expect(sayProgress({ days: 0, share: 0, secondsLeft: null }, { days: 7, pools: 1, readings: 1 })).toBe(
      "0 of 7 days, 1 pool, 1 reading",
    );
  });
});
