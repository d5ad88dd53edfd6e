import { describe, expect, test } from "vitest";
import {
  columnsOf,
  evidenceRange,
  greatestUse,
  pointsOf,
  supersedes,
} from "../../../../lib/incidents/evidence/rules";
import { frozenPoints, type SeriesPoint } from "../../../../lib/incidents/evidence/schema";
import { at, later, minutes, seconds } from "../../../support/clock";

const noon = at("2026-03-02 12:00 UTC");
const unknown = { utilisation: null, usedMin: null, usedAvg: null, usedMax: null, idle: null };
const point = (when: Date, usedMax: number | null): SeriesPoint => ({
  ...{ at: when, ...unknown, usedMax, idleInTransaction: null, waiting: null, max: 50 },
});

/** A series of `count` buckets from so many minutes after noon. */
const series = (from: number, count: number, bucketSeconds = 60, used = 7) => {
  const points = Array.from({ length: count }, (_, index) =>
    point(later(noon, minutes(from) + seconds(index * bucketSeconds)), used),
  );
  const to = later(noon, minutes(from) + seconds(count * bucketSeconds));
  return { bucketSeconds, to, points: columnsOf(points) };
};

describe("the time that evidence is kept of", () => {
  const milestones = [
    { kind: "declaredAt", at: noon },
    { kind: "impactStartedAt", at: later(noon, -minutes(12)) },
    { kind: "acknowledgedAt", at: later(noon, minutes(5)) },
  ] as const;
  const ended = [
    ...milestones,
    { kind: "resolvedAt" as const, at: later(noon, minutes(60)) },
    { kind: "closedAt" as const, at: later(noon, minutes(600)) },
  ];

  test("begins half an hour before the first of impact, detection and declaration", () => {
    const { from } = evidenceRange({ status: "triage", milestones }, later(noon, minutes(9))) ?? {};
    expect(from).toEqual(later(noon, -minutes(42)));
  });

  test.each([
    ["goes on until now while it is open", "monitoring" as const, milestones, 9, 9, null],
    ["ends a quarter of an hour after it was resolved", "closed" as const, ended, 900, 75, 75],
    ["goes on until now where that is still to come", "resolved" as const, ended, 61, 61, 75],
    ["ends after the latest milestone where no end is told", "cancelled" as const, milestones, 900, 20, 20],
  ])("%s", (_, status, told, now, to, ends) => {
    const range = evidenceRange({ status, milestones: told }, later(noon, minutes(now)));
    expect(range?.to).toEqual(later(noon, minutes(to)));
    expect(range?.ends).toEqual(ends === null ? null : later(noon, minutes(ends)));
  });

  test("is none where nobody said when it began, or where that has not come", () => {
    expect(evidenceRange({ status: "triage", milestones: [] }, noon)).toBeNull();
    const tomorrow = [{ kind: "declaredAt" as const, at: later(noon, minutes(1_440)) }];
    expect(evidenceRange({ status: "triage", milestones: tomorrow }, noon)).toBeNull();
  });
});

describe("a series as it is stored", () => {
  test("reads back as it was, and what is no series is refused", () => {
    const points = [point(noon, 12), point(later(noon, minutes(1)), null)];
    const columns = columnsOf(points);
    expect(pointsOf(frozenPoints.parse(JSON.parse(JSON.stringify(columns))))).toEqual(points);
    expect(frozenPoints.safeParse({ ...columns, max: [50] }).success).toBe(false);
    expect(frozenPoints.safeParse({ ...columns, at: ["yesterday", 1] }).success).toBe(false);
    expect(frozenPoints.safeParse([]).success).toBe(false);
  });

  test("knows its greatest use, the first time where it came twice", () => {
    const points = [point(noon, 12), point(later(noon, minutes(1)), 41), point(later(noon, minutes(2)), 41)];
    const greatest = { used: 41, max: 50, at: later(noon, minutes(1)).getTime() };
    expect(greatestUse(columnsOf(points))).toEqual(greatest);
    expect(greatestUse(columnsOf([point(noon, null)]))).toBeNull();
  });
});

describe("what was kept before", () => {
  const before = series(0, 60);
  test.each([
    ["gives way to what reaches further", series(0, 75), true],
    ["gives way to what is told anew of the same time", series(0, 60, 60, 9), true],
    ["gives way to the same in shorter buckets", series(0, 240, 15), true],
    ["stays where the same is told again", series(0, 60), false],
    ["stays where nothing is known any more", series(0, 0), false],
    ["stays where the beginning is gone", series(20, 55), false],
    ["stays where the end is gone", series(0, 40), false],
    ["stays where only hours are left of the same time", series(0, 1, 3_600), false],
    ["stays where hours reach further but tell of little", series(0, 3, 3_600), false],
    ["gives way to longer buckets that reach much further", series(0, 60, 300), true],
  ])("%s", (_, after, expected) => {
    expect(supersedes(after, before)).toBe(expected);
  });

  test("stays where a hole came into the middle", () => {
    const { at: times, ...figures } = series(0, 60).points;
    const holed = (values: readonly (number | null)[]) => [...values.slice(0, 20), ...values.slice(40)];
    const columns = Object.entries(figures).map(([figure, values]) => [figure, holed(values)]);
    const points = frozenPoints.parse({ at: holed(times), ...Object.fromEntries(columns) });
    expect(supersedes({ ...before, points }, before)).toBe(false);
  });

  test("nothing is replaced by anything, and by nothing never", () => {
    expect(supersedes(series(0, 1), null)).toBe(true);
    expect(supersedes(series(0, 0), null)).toBe(false);
  });
});
