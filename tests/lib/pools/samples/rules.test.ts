import { describe, expect, it } from "vitest";
import { judgeTime, mergeSamples, readingOf } from "@/lib/pools/samples/rules";
import { at, later, minutes } from "../../../support/clock";
import { sample } from "../support";

const now = at("2026-03-10 12:00 UTC");
const days = (count: number) => minutes(count * 24 * 60);

describe("the time of a sample", () => {
  it.each<[string, Date, string]>([
    ["now", now, "good"],
    ["half a minute ago", later(now, -30_000), "good"],
    ["a little ahead", later(now, 59_000), "good"],
    ["two minutes ago", later(now, -minutes(2)), "late"],
    ["thirteen days ago", later(now, -days(13)), "late"],
    ["two minutes ahead", later(now, minutes(2)), "ahead"],
    ["three weeks ago", later(now, -days(21)), "too old"],
    ["in 1970", new Date(0), "too old"],
    ["no time at all", new Date(Number.NaN), "too old"],
  ])("%s is %s", (_, time, worth) => {
    expect(judgeTime(time, now)).toBe(worth);
  });
});

describe("samples of one instant", () => {
  it("become one, and what a later one knows wins", () => {
    const samples = [
      sample(1, now, { used: 3, max: 50 }),
      sample(2, now, { used: 9 }),
      sample(1, now, { used: 4, waiting: 0 }),
    ];
    expect(mergeSamples(samples)).toEqual([
      sample(1, now, { used: 4, max: 50, waiting: 0 }),
      sample(2, now, { used: 9 }),
    ]);
  });
});

describe("how a range is read", () => {
  it.each<[string, number, number, string, number]>([
    ["a quarter of an hour", 0.25, 0, "sample", 5],
    ["six hours", 6, 0, "minute", 60],
    ["a day", 24, 0, "minute", 300],
    ["a month", 24 * 30, 0, "hour", 7_200],
    ["a year", 24 * 365, 0, "hour", 86_400],
    ["a quarter of an hour a month ago", 0.25, 30, "minute", 60],
    ["an hour a year ago", 1, 365, "hour", 3_600],
  ])("%s", (_, hours, daysAgo, level, bucketSeconds) => {
    const to = later(now, -days(daysAgo));
    expect(readingOf({ from: later(to, -minutes(hours * 60)), to, now }, 500)).toEqual({
      level,
      bucketSeconds,
    });
  });

  it("has no buckets shorter than two samples are apart", () => {
    const from = later(now, -minutes(15));
    expect(readingOf({ from, to: now, now }, 500, 15)).toEqual({ level: "sample", bucketSeconds: 30 });
    expect(readingOf({ from, to: now, now }, 500, 300)).toEqual({ level: "minute", bucketSeconds: 600 });
  });

  it("never makes more buckets than asked for, but where nothing finer is kept", () => {
    for (let hours = 1; hours < 30_000; hours = Math.ceil(hours * 1.3)) {
      const { bucketSeconds } = readingOf({ from: later(now, -minutes(hours * 60)), to: now, now }, 500);
      expect((hours * 3_600) / bucketSeconds).toBeLessThanOrEqual(500);
    }
  });
});
