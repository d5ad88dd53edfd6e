import { expect, it } from "vitest";
import {
  formatBetween,
  formatBucket,
  formatCount,
  formatShort,
  formatSpan,
  unbroken,
} from "@/components/charts/format-figures";
import { levelOf } from "@/components/charts/level-words";
import { readOut, spoken } from "@/components/charts/read-out";
import { at, hour, minute, point } from "./story";

it.each([
  [
    "a bucket of one sample",
    point(0, 46, { waiting: 12, idle: 4 }),
    "In use 46 of 50, 92 %; Idle 4; Waiting 12",
  ],
  [
    "a bucket of many",
    point(0, 40.25, { usedMin: 38, usedMax: 47, idleInTransaction: 3 }),
    "In use 38 to 47 of 50, 94 %, on average 40.3; Idle in transaction 3",
  ],
  ["no limit", point(0, 4, { max: null }), "In use 4"],
  ["one that is all but full is not called full", point(0, 199.9, { max: 200 }), "In use 199.9 of 200, 99 %"],
  ["a limit alone", point(0, null), "No data"],
  ["no bucket", undefined, "No data"],
])("at the cursor: %s", (_, bucket, expected) => {
  expect(spoken(readOut(bucket))).toBe(expected);
});

it("says what it was at another time, also where nothing is known of this one", () => {
  expect(spoken(readOut(undefined, { label: "Last week", used: 9 }))).toBe("Last week 9");
  expect(spoken(readOut(point(0, 4), { label: "Last week", used: null }))).toBe("In use 4 of 50, 8 %");
});

const newYork = "America/New_York";
const berlin = "Europe/Berlin";

it.each([
  ["on one day", "2025-10-08T17:30:00Z", "2025-10-08T21:00:00Z", newYork, "8 Oct 2025 13:30 to 17:00 EDT"],
  [
    "over midnight",
    "2025-10-08T17:30:00Z",
    "2025-10-09T05:00:00Z",
    newYork,
    "8 Oct 2025 13:30 to 9 Oct 2025 01:00 EDT",
  ],
  [
    "over the change of clocks",
    "2026-10-25T00:30:00Z",
    "2026-10-25T01:30:00Z",
    berlin,
    "25 Oct 2026 02:30 CEST to 25 Oct 2026 02:30 CET",
  ],
])("a stretch of time %s", (_, from, to, zone, expected) => {
  expect(formatSpan({ from: at(from), to: at(to) }, zone)).toBe(expected);
});

it.each([
  ["a minute", "2025-10-08T18:21:00Z", minute, newYork, "8 Oct 2025 14:21 EDT"],
  ["ten seconds", "2025-10-08T18:21:10Z", 10_000, newYork, "8 Oct 2025 14:21:10 EDT"],
  ["five minutes", "2025-10-08T18:20:00Z", 5 * minute, newYork, "8 Oct 2025 14:20 to 14:25 EDT"],
  ["a day", "2025-10-08T04:00:00Z", 24 * hour, newYork, "8 Oct 2025 EDT"],
  [
    "24 hours that are no day",
    "2025-10-08T05:00:00Z",
    24 * hour,
    newYork,
    "8 Oct 2025 01:00 to 9 Oct 2025 01:00 EDT",
  ],
])("a bucket of %s", (_, from, length, zone, expected) => {
  expect(formatBucket({ from: at(from), to: at(from) + length }, zone)).toBe(expected);
});

it.each([
  ["within a day", "2025-10-08T18:20:00Z", 5 * minute, "8 Oct 14:20 to 14:25"],
  ["over midnight", "2025-10-09T03:00:00Z", 2 * hour, "8 Oct 23:00 to 9 Oct 01:00"],
  ["a day", "2025-10-08T04:00:00Z", 24 * hour, "8 Oct"],
  ["a week", "2025-10-08T04:00:00Z", 7 * 24 * hour, "8 Oct to 15 Oct"],
])("a row %s", (_, from, length, expected) => {
  expect(formatShort({ from: at(from), to: at(from) + length }, newYork)).toBe(expected);
});

it("rows that are no whole minutes tell their seconds", () => {
  const from = at("2025-10-08T18:25:30Z");
  expect(formatShort({ from, to: from + 30_000 }, "America/New_York")).toBe("8 Oct 14:25:30 to 14:26:00");
});

it("a figure and its unit stay together", () => {
  expect(unbroken("over 80 % for 1 h 9 min; 3 days")).toBe("over 80\u00a0% for 1\u00a0h 9\u00a0min; 3 days");
});

it("counts read alike everywhere", () => {
  expect([formatCount(1204), formatCount(46.52), formatBetween(38, 47), formatBetween(5, 5)]).toEqual([
    "1,204",
    "46.5",
    "38 to 47",
    "5",
  ]);
});

it.each([
  [39, 50, null, "11 left"],
  [40, 50, "Tight", "10 left"],
  [50, 50, "Full", null],
  [57, 50, "Full", "7 over"],
  [null, 50, null, null],
  [4, null, null, null],
  [4, 0, null, null],
])("%j in use of %j is %j, %j", (used, max, state, left) => {
  expect(levelOf(used, max, 0.8)).toMatchObject({ state, left });
});
