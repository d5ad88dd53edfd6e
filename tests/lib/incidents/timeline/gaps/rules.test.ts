import { describe, expect, test } from "vitest";
import { gapsIn, lastingOf, longestPause } from "@/lib/incidents/timeline/gaps/rules";
import { at, days, hours, later, minutes } from "../../../../support/clock";

const from = at("2025-10-08 14:23 America/New_York");
const lasting = (ms: number) => ({ from, to: later(from, ms) });

describe("how long nothing may be recorded before that is said", () => {
  test.each([
    ["a quarter of an hour in a short one", minutes(20), minutes(15)],
    ["a quarter of an hour in three hours", hours(3), minutes(15)],
    ["half an hour in six", hours(6), minutes(30)],
    ["two hours in a day", days(1), hours(2)],
    ["fourteen hours in a week", days(7), hours(14)],
  ])("%s", (_, length, pause) => {
    expect(longestPause(lasting(length))).toBe(pause);
  });

  test("there are never more than a dozen gaps, however regular the silence", () => {
    for (const count of [1, 5, 11, 12, 13, 40]) {
      const step = hours(24) / count;
      const entries = Array.from({ length: count + 1 }, (_, n) => entry(`${n}`, later(from, n * step)));
      expect(gapsIn(entries.toReversed(), null, lasting(hours(24))).size).toBeLessThanOrEqual(12);
    }
  });
});

const entry = (id: string, when: Date, withdrawnAt: Date | null = null) => ({ id, at: when, withdrawnAt });
const clock = (time: string) => at(`2025-10-08 ${time} America/New_York`);

describe("gaps", () => {
  const founding = [
    "14:23",
    "14:25",
    "14:28",
    "14:32",
    "14:35",
    "14:40",
    "14:45",
    "15:15",
    "15:30",
    "15:45",
    "16:38",
  ];
  const told = founding.map((time) => entry(time, clock(time))).toReversed();
  const whole = { from: clock("14:23"), to: clock("16:38") };

  test("of the founding incident are its two silences, of 30 and of 53 minutes", () => {
    expect([...gapsIn(told, null, whole)]).toEqual([
      ["16:38", { from: clock("15:45"), to: clock("16:38") }],
      ["15:15", { from: clock("14:45"), to: clock("15:15") }],
    ]);
  });

  test("at the end of a page reach to the first entry of the next one", () => {
    const [newest] = told;
    const page = newest ? [newest] : [];
    expect([...gapsIn(page, clock("15:45"), whole).keys()]).toEqual(["16:38"]);
    expect(gapsIn(page, clock("16:30"), whole).size).toBe(0);
    expect(gapsIn(page, null, whole).size).toBe(0);
  });

  test("are not filled by what was withdrawn", () => {
    const struck = told.map((one) => (one.id === "15:15" ? { ...one, withdrawnAt: clock("17:00") } : one));
    expect(gapsIn(struck, null, whole).get("15:30")).toEqual({ from: clock("14:45"), to: clock("15:30") });
  });

  test("are none before an incident began, nor after it ended", () => {
    const before = entry("deploy", clock("09:00"));
    const after = entry("closed", later(clock("16:38"), days(7)));
    expect([...gapsIn([after, ...told, before], null, whole).keys()]).toEqual(["16:38", "15:15"]);
  });

  test("are counted in time that passed, where clocks are put back", () => {
    const [early, late] = [at("2025-11-02 00:50 America/New_York"), at("2025-11-02 02:00 America/New_York")];
    const gaps = gapsIn([entry("late", late), entry("early", early)], null, { from: early, to: late });
    const { from, to } = gaps.get("late") ?? { from: late, to: late };
    expect(to.getTime() - from.getTime()).toBe(hours(2) + minutes(10));
  });

  test("are none of nothing", () => {
    expect(gapsIn([], null, null).size).toBe(0);
    expect(gapsIn(told, null, null).size).toBe(0);
  });
});

describe("how long an incident lasts", () => {
  const ends = { first: from, last: later(from, hours(1)) };
  test.each([
    ["until its last entry when it is over", ends, null, hours(1)],
    ["until now while it is open", ends, later(from, hours(5)), hours(5)],
    [
      "until its last entry, which a clock that is ahead may have given",
      ends,
      later(from, minutes(59)),
      hours(1),
    ],
  ])("%s", (_, span, openAt, length) => {
    const { from: begins, to } = lastingOf(span, openAt) ?? { from, to: from };
    expect(to.getTime() - begins.getTime()).toBe(length);
  });

  test("is unknown where nothing was told", () => {
    expect(lastingOf({ first: null, last: null }, from)).toBeNull();
  });
});
