import { describe, expect, test } from "vitest";
import { parseTimeAhead } from "@/lib/incidents/times/ahead/rules";
import { minutesToDue } from "@/lib/incidents/updates/rules";
import { at } from "../../../../support/clock";

const zone = "America/New_York";
const now = at("2025-10-08 14:23:30 America/New_York");

describe("a time ahead", () => {
  test.each([
    ["30", "2025-10-08 14:53"],
    ["in 30 min", "2025-10-08 14:53"],
    ["+45m", "2025-10-08 15:08"],
    ["2h", "2025-10-08 16:23"],
    ["1 hour", "2025-10-08 15:23"],
    ["14:40", "2025-10-08 14:40"],
    ["today 18:00", "2025-10-08 18:00"],
    ["3:00 pm", "2025-10-08 15:00"],
    ["01:30", "2025-10-09 01:30"],
    ["tomorrow 09:00", "2025-10-09 09:00"],
    ["Tomorrow 9:00 am", "2025-10-09 09:00"],
    ["2025-10-10 08:15", "2025-10-10 08:15"],
    ["2025-10-08T15:00:00-04:00", "2025-10-08 15:00"],
  ])("%s is %s in the incident's zone", (typed, expected) => {
    expect(parseTimeAhead(typed, zone, now)).toEqual({ at: at(`${expected} ${zone}`) });
  });

  test("an offset behind it counts before the incident's zone", () => {
    expect(parseTimeAhead("2025-10-08 19:00Z", zone, now)).toEqual({ at: at("2025-10-08 19:00 UTC") });
  });

  test.each([
    ["soon", /^Write minutes as 30/],
    ["", /^Write minutes as 30/],
    ["-5m", /^Write minutes as 30/],
    ["yesterday 23:50", /^Write minutes as 30/],
    ["25:00", /^Write minutes as 30/],
    ["14:40 or so", /^Write minutes as 30/],
    ["1430", /^Write minutes as 30/],
    ["2025-02-30 09:00", /^Write minutes as 30/],
    ["today 14:00", /^today 14:00 has passed/],
    ["2025-10-08 14:23", /has passed/],
    ["2020-01-01 09:00", /has passed/],
    ["14:20", /^14:20 has passed today. Write tomorrow 14:20 if that is meant\.$/],
    ["2025-10-16 09:00", "Promise at most a week ahead."],
    ["9999h", "Promise at most a week ahead."],
    ["2045-10-16 09:00", "Promise at most a week ahead."],
  ])("%j is asked back", (typed, problem) => {
    const read = parseTimeAhead(typed, zone, now);
    expect("problem" in read && read.problem).toEqual(
      typeof problem === "string" ? problem : expect.stringMatching(problem),
    );
  });

  test("as many minutes as were typed are left on the clock that counts them, from the first to the last second", () => {
    for (const second of ["00", "01", "30", "59"]) {
      const typed = at(`2025-10-08 14:23:${second} ${zone}`);
      const read = parseTimeAhead("30", zone, typed);
      expect("at" in read && minutesToDue(read, typed)).toEqual({ late: false, minutes: 30 });
    }
  });

  test("0 minutes have passed, and one has not, however late in its minute it is", () => {
    expect(parseTimeAhead("0", zone, now)).toHaveProperty("problem");
    expect(parseTimeAhead("1", zone, at(`2025-10-08 14:23:59 ${zone}`))).toHaveProperty("at");
  });

  test("a week ahead to the minute is the last that can be promised", () => {
    const onTheMinute = at(`2025-10-08 14:23 ${zone}`);
    expect(parseTimeAhead("2025-10-15 14:23", zone, onTheMinute)).toHaveProperty("at");
    expect(parseTimeAhead("2025-10-15 14:24", zone, onTheMinute)).toHaveProperty("problem");
  });
});

describe("in the nights that the clocks change", () => {
  const berlin = "Europe/Berlin";

  test("a time that never comes is asked back", () => {
    const evening = at("2026-03-28 22:00 Europe/Berlin");
    expect(parseTimeAhead("02:30", berlin, evening)).toEqual({
      problem:
        "2026-03-29 02:30 never comes in Europe/Berlin: the clocks are put forward past it. Write another time.",
    });
  });

  test("a time that comes twice is asked back, and either way of writing it is taken", () => {
    const evening = at("2026-10-24 22:00 Europe/Berlin");
    expect(parseTimeAhead("tomorrow 02:30", berlin, evening)).toEqual({
      problem:
        "2026-10-25 02:30 comes twice in Europe/Berlin. Write 2026-10-25 02:30 +02:00 or 2026-10-25 02:30 +01:00.",
    });
    expect(parseTimeAhead("2026-10-25 02:30 +02:00", berlin, evening)).toEqual({
      at: at("2026-10-25 00:30 UTC"),
    });
    expect(parseTimeAhead("2026-10-25 02:30 +01:00", berlin, evening)).toEqual({
      at: at("2026-10-25 01:30 UTC"),
    });
  });

  test.each([
    ["came twice", "2026-10-25 20:00", "02:30", "2026-10-26 02:30"],
    ["never came", "2026-03-29 20:00", "02:30", "2026-03-30 02:30"],
  ])("a time that %s last night is tomorrow's", (_, evening, typed, read) => {
    expect(parseTimeAhead(typed, berlin, at(`${evening} ${berlin}`))).toEqual({
      at: at(`${read} ${berlin}`),
    });
  });

  test.each(["2026-10-25 04:00", "2026-03-29 04:00"])(
    "a time of last night that is far from tomorrow's has passed: %s",
    (morning) =>
      expect(parseTimeAhead("02:30", berlin, at(`${morning} ${berlin}`))).toEqual({
        problem: "02:30 has passed today. Write tomorrow 02:30 if that is meant.",
      }),
  );

  test("a time that came once and comes again is asked back", () => {
    expect(parseTimeAhead("02:30", berlin, at("2026-10-25 00:45 UTC"))).toHaveProperty(
      "problem",
      "2026-10-25 02:30 comes twice in Europe/Berlin. Write 2026-10-25 02:30 +02:00 or 2026-10-25 02:30 +01:00.",
    );
  });

  test("a length is counted in real minutes", () => {
    const before = at("2026-03-29 01:45 Europe/Berlin");
    expect(parseTimeAhead("30", berlin, before)).toEqual({ at: at("2026-03-29 03:15 Europe/Berlin") });
  });
});
