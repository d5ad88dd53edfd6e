import { describe, expect, it } from "vitest";
import type { Context } from "../../../../lib/core/context";
import { actsOf } from "../../../../lib/start/demo/incident";
import { beginningOf, dayOf, momentOf } from "../../../../lib/start/demo/times";
import { imports, incidents } from "../../../../prisma/sample/story";

const begins = new Date("2026-03-27T13:20:00Z");
const zone = "Europe/Berlin";

describe("a moment of the story", () => {
  it.each([
    ["14:28", "2026-03-27T13:28:00.000Z", false],
    ["14:28:30", "2026-03-27T13:28:30.000Z", false],
    ["~14:28", "2026-03-27T13:28:00.000Z", true],
    // The clocks are put forward in between.
    ["+2 09:30", "2026-03-29T07:30:00.000Z", false],
    ["12m", "2026-03-27T13:32:00.000Z", false],
    ["~-4m", "2026-03-27T13:16:00.000Z", true],
  ])("%s is %s", (moment, at, about) => {
    expect(momentOf(moment, begins, zone)).toEqual({ at: new Date(at), about });
  });

  it("that nobody can read stops the telling", () => {
    expect(() => momentOf("half past two", begins, zone)).toThrow("half past two");
    expect(() => dayOf("soon", begins, zone, begins)).toThrow("soon");
  });
});

describe("a day of the story", () => {
  it.each([
    ["2025-10-15", "2025-10-15"],
    ["+14", "2026-04-10"],
    ["today", "2026-11-25"],
    ["today-6", "2026-11-19"],
    ["today+8", "2026-12-03"],
  ])("%s is %s", (day, date) => {
    expect(dayOf(day, begins, zone, new Date("2026-11-25T15:00:00Z"))).toBe(date);
  });
});

describe("an incident", () => {
  it("of some weeks ago falls on its weekday", () => {
    const tuesday = { weeksAgo: 2, weekday: "Tue", at: "09:04" } as const;
    for (const today of ["2026-11-23", "2026-11-25", "2026-11-29"])
      expect(beginningOf(tuesday, zone, new Date(`${today}T12:00:00Z`))).toEqual(
        new Date("2026-11-10T08:04:00Z"),
      );
  });
});

describe("the story", () => {
  const nobody = { idOf: () => "", as: () => ({}) as Context, teamIds: new Map() };
  const someDays = Array.from({ length: 14 }, (_, day) => new Date(Date.UTC(2026, 2, 20 + day, 0, 5)));

  it.each([new Date("2025-11-01T20:00:00Z"), ...someDays])(
    "has happened by %s, each act after its declaration",
    (now) => {
      const telling = { colleagues: nobody, now, password: "" };
      for (const story of incidents) {
        const [declared, ...acts] = actsOf(story, telling).map(({ at }) => at);
        expect({ title: story.title, last: Math.max(...acts.map(Number)) <= now.getTime() }).toEqual({
          title: story.title,
          last: true,
        });
        expect(Math.min(...acts.map(Number))).toBeGreaterThanOrEqual(Number(declared));
      }
      for (const { begins: when } of imports) expect(beginningOf(when, zone, now) < now).toBe(true);
    },
  );
});
