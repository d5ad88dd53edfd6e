import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatEntryTime, parseEntryTime, splitEntry } from "@/lib/incidents/times/rules";
import { at, minutes } from "../../../support/clock";

const newYork = "America/New_York";
const berlin = "Europe/Berlin";
const lordHowe = "Australia/Lord_Howe";

describe("a time typed into the timeline", () => {
  const now = at("2025-10-08 14:45:30 America/New_York");
  const cases: [typed: string, read: string, about?: "about"][] = [
    ["14:40", "2025-10-08 14:40 America/New_York"],
    [" 14:40 ", "2025-10-08 14:40 America/New_York"],
    ["9:05", "2025-10-08 09:05 America/New_York"],
    ["14:40:05", "2025-10-08 14:40:05 America/New_York"],
    ["14:40:05.250", "2025-10-08 14:40:05.250 America/New_York"],
    ["2:40 pm", "2025-10-08 14:40 America/New_York"],
    ["12:10 am", "2025-10-08 00:10 America/New_York"],
    ["12:10PM", "2025-10-08 12:10 America/New_York"],
    ["~14:40", "2025-10-08 14:40 America/New_York", "about"],
    ["~ 14:40", "2025-10-08 14:40 America/New_York", "about"],
    ["14:47", "2025-10-08 14:47 America/New_York"],
    ["2025-10-08 14:23", "2025-10-08 14:23 America/New_York"],
    ["2025-10-08T14:23", "2025-10-08 14:23 America/New_York"],
    ["~2025-01-31 23:59", "2025-01-31 23:59 America/New_York", "about"],
    ["2024-02-29 12:00", "2024-02-29 12:00 America/New_York"],
    ["2025-10-08T18:23:00Z", "2025-10-08 14:23 America/New_York"],
    ["2025-10-08T18:23:00.125Z", "2025-10-08 14:23:00.125 America/New_York"],
    ["2025-10-08T20:23:00+02:00", "2025-10-08 14:23 America/New_York"],
    ["2025-10-08 23:53 +05:30", "2025-10-08 14:23 America/New_York"],
    ["18:23 UTC", "2025-10-08 14:23 America/New_York"],
    ["18:23 GMT", "2025-10-08 14:23 America/New_York"],
    ["18:23Z", "2025-10-08 14:23 America/New_York"],
    ["20:23 +02:00", "2025-10-08 14:23 America/New_York"],
    ["10-08 14:23", "2025-10-08 14:23 America/New_York"],
    ["~10-07 14:23:10", "2025-10-07 14:23:10 America/New_York", "about"],
    ["10-08 14:47", "2025-10-08 14:47 America/New_York"],
    ["10-08 18:23Z", "2025-10-08 14:23 America/New_York"],
    ["yesterday 23:50", "2025-10-07 23:50 America/New_York"],
    ["~Yesterday 9:05 am", "2025-10-07 09:05 America/New_York", "about"],
    ["yesterday 20:00Z", "2025-10-07 16:00 America/New_York"],
    ["-5m", "2025-10-08 14:40:30 America/New_York"],
    ["- 5 min", "2025-10-08 14:40:30 America/New_York"],
    ["~-2h", "2025-10-08 12:45:30 America/New_York", "about"],
    ["-0m", "2025-10-08 14:45:30 America/New_York"],
  ];
  test.each(cases)("%j is read as %s", (typed, read, about) => {
    expect(parseEntryTime(typed, newYork, now)).toEqual({ at: at(read), precision: about ?? "exact" });
  });

  test.each([
    ["", /Write the time as/],
    ["now", /Write the time as/],
    ["25:00", /no such time/],
    ["14:60", /no such time/],
    ["14:40:61", /no such time/],
    ["13:10 pm", /no such time/],
    ["0:10 am", /no such time/],
    ["2025-02-30 10:00", /no such time/],
    ["2025-13-01 10:00", /no such time/],
    ["13-01 10:00", /no such time/],
    ["02-30 10:00", /no such time/],
    ["10-08 24:00", /no such time/],
    ["yesterday 25:00", /no such time/],
    ["yesterday", /Write the time as/],
    ["tomorrow 10:00", /Write the time as/],
    ["1969-12-31 10:00", /no such time/],
    ["2025-10-08 14:48", /2025-10-08 14:48 has not come yet in America\/New_York, where it is 14:45/],
    ["2026-01-01 00:00", /has not come yet/],
    ["2025-10-08", /Write the time as/],
    ["14.40", /Write the time as/],
    ["+5m", /Write the time as/],
  ])("%j is asked back", (typed, question) => {
    expect(parseEntryTime(typed, newYork, now)).toMatchObject({ problem: expect.stringMatching(question) });
  });

  test.each([
    ["14:40 CET", "CET"],
    ["~2:40 pm (ET)", "ET"],
    ["yesterday 23:50 UTC+2", "UTC+2"],
  ])("with a zone's name is asked back with the ways to write it: %j", (typed, name) => {
    expect(parseEntryTime(typed, newYork, now)).toEqual({
      problem: `${name} is not read as a time zone. Write an offset behind the time (14:40 +02:00) or UTC (14:40 UTC), or nothing for America/New_York; a comma behind the time makes ${name} part of the text.`,
      why: "unreadable",
    });
  });

  test("a bare clock time falls on the day that is given, not on today", () => {
    const january = at("2026-01-05 09:00 Europe/Berlin");
    expect(parseEntryTime("14:40", newYork, january, { day: "2025-10-08" })).toEqual({
      at: at("2025-10-08 14:40 America/New_York"),
      precision: "exact",
    });
    expect(parseEntryTime("2025-10-07 14:40", newYork, now, { day: "2025-10-08" })).toMatchObject({
      at: at("2025-10-07 14:40 America/New_York"),
    });
  });

  test("a day that is written counts more than the day that is given", () => {
    const read = (text: string) => parseEntryTime(text, newYork, now, { day: "2025-09-01" });
    expect(read("yesterday 23:50")).toMatchObject({ at: at("2025-10-07 23:50 America/New_York") });
    expect(read("10-06 23:50")).toMatchObject({ at: at("2025-10-06 23:50 America/New_York") });
  });

  test("a clock time later than now on a day that is given is in the future, not the day before", () => {
    expect(parseEntryTime("23:00", newYork, now, { day: "2025-10-08" })).toMatchObject({
      problem: expect.stringMatching(/has not come yet/),
    });
  });
});

describe("a time without a date that has not come today", () => {
  const read = (now: string, typed: string, since?: string) =>
    parseEntryTime(
      typed,
      newYork,
      at(`${now} ${newYork}`),
      since ? { since: at(`${since} ${newYork}`) } : {},
    );

  test.each([
    ["2025-10-08 00:05", "23:50", "2025-10-07 23:50"],
    ["2025-10-08 00:05", "~11:50 pm", "2025-10-07 23:50"],
    ["2025-10-08 09:00", "22:00", "2025-10-07 22:00"],
    ["2025-10-08 09:00", "21:00", "2025-10-07 21:00"],
    ["2025-10-08 09:00", "01:30Z", "2025-10-07 21:30"],
  ])("is yesterday's where that is at most twelve hours back: at %s, %s", (now, typed, expected) => {
    expect(read(now, typed)).toMatchObject({ at: at(`${expected} ${newYork}`) });
  });

  test.each([
    ["2025-10-08 09:00", "20:59", "Write yesterday 20:59"],
    ["2025-10-08 09:00", "20:00", "Write yesterday 20:00"],
    ["2025-10-08 09:00", "~8:00 pm", "Write yesterday 8:00 pm"],
    ["2025-10-08 14:45", "15:01", "Write yesterday 15:01"],
    ["2025-10-08 14:45", "15:00", "Wait until then, or write yesterday 15:00"],
    ["2025-10-08 14:45", "14:48", "Wait until then, or write yesterday 14:48"],
  ])("is asked about where yesterday's is further back: at %s, %s", (now, typed, ways) => {
    const bare = typed.replace("~", "");
    const problem = `${bare} has not come yet today in ${newYork}, where it is ${now.slice(11)}. ${ways} if that is meant.`;
    expect(read(now, typed)).toEqual({ problem, why: "ahead" });
  });

  test("is asked about where yesterday's is from before the story", () => {
    expect(read("2025-10-08 09:00", "22:00", "2025-10-07 22:01")).toMatchObject({
      problem: expect.stringMatching(/Write yesterday 22:00 if that is meant\.$/),
    });
    expect(read("2025-10-08 09:00", "22:00", "2025-10-07 22:00")).toMatchObject({
      at: at("2025-10-07 22:00 America/New_York"),
    });
  });

  test("what the question offers is read as it says", () => {
    expect(read("2025-10-08 14:45", "yesterday 14:48", "2025-10-08 08:00")).toMatchObject({
      at: at("2025-10-07 14:48 America/New_York"),
    });
    expect(read("2025-10-08 14:48", "14:48")).toMatchObject({ at: at("2025-10-08 14:48 America/New_York") });
  });

  test("with an offset is asked about by the clocks of the offset, and keeps it", () => {
    expect(read("2025-10-08 09:00", "20:00 +02:00")).toMatchObject({
      problem:
        "20:00 +02:00 has not come yet today in +02:00, where it is 15:00. Write yesterday 20:00 +02:00 if that is meant.",
    });
  });
});

describe("a month and day that have not come this year", () => {
  test.each([
    ["10-08 14:50", "Wait until then, or write 2024-10-08 14:50"],
    ["10-08T14:50:10", "Wait until then, or write 2024-10-08 14:50:10"],
    ["10-08 6:50 pm", "Write 2024-10-08 6:50 pm"],
    ["10-09 14:50", "Write 2024-10-09 14:50"],
    ["12-31 23:59", "Write 2024-12-31 23:59"],
    ["02-29 12:00", "Write 2024-02-29 12:00"],
  ])("%s is asked about, with the year", (typed, ways) => {
    const now = at("2025-10-08 14:45 America/New_York");
    expect(parseEntryTime(typed, newYork, now)).toEqual({
      problem: `${typed} has not come this year in America/New_York, where it is 2025-10-08 14:45. ${ways} if that is meant.`,
      why: "ahead",
    });
  });

  test("last year's is asked about in the first minutes of a year as well", () => {
    expect(parseEntryTime("12-31 23:50", newYork, at("2026-01-01 00:10 America/New_York"))).toMatchObject({
      problem: expect.stringMatching(/Write 2025-12-31 23:50 if that is meant\.$/),
    });
  });
});

describe("when the clocks change", () => {
  test.each([
    [berlin, "2026-03-29 12:00 Europe/Berlin", "02:30", /2026-03-29 02:30 never came in Europe\/Berlin/],
    [berlin, "2026-03-30 12:00 Europe/Berlin", "2026-03-29 02:00", /never came/],
    [newYork, "2026-03-08 12:00 America/New_York", "2:59", /never came in America\/New_York/],
    [berlin, "2026-03-30 12:00 Europe/Berlin", "yesterday 02:30", /2026-03-29 02:30 never came/],
    [berlin, "2026-03-30 12:00 Europe/Berlin", "03-29 02:30", /2026-03-29 02:30 never came/],
    [berlin, "2026-10-26 12:00 Europe/Berlin", "10-25 02:30", /2026-10-25 02:30 came twice/],
    [berlin, "2026-10-26 12:00 Europe/Berlin", "yesterday 02:30", /2026-10-25 02:30 came twice/],
    [lordHowe, "2026-10-04 12:00 Australia/Lord_Howe", "02:15", /never came/],
    [
      berlin,
      "2026-10-25 12:00 Europe/Berlin",
      "02:30",
      /came twice in Europe\/Berlin. Write 2026-10-25 02:30 \+02:00 or 2026-10-25 02:30 \+01:00/,
    ],
    [
      newYork,
      "2026-11-01 12:00 America/New_York",
      "01:30",
      /Write 2026-11-01 01:30 -04:00 or 2026-11-01 01:30 -05:00/,
    ],
    [lordHowe, "2026-04-05 12:00 Australia/Lord_Howe", "01:45", /\+11:00 or 2026-04-05 01:45 \+10:30/],
  ])("in %s at %s, %s is asked back", (zone, now, typed, question) => {
    expect(parseEntryTime(typed, zone, at(now))).toMatchObject({ problem: expect.stringMatching(question) });
  });

  test("an offset says which of the two is meant", () => {
    const now = at("2026-10-25 12:00 Europe/Berlin");
    const first = parseEntryTime("02:30 +02:00", berlin, now);
    const second = parseEntryTime("2026-10-25 02:30 +01:00", berlin, now);
    expect(first).toEqual({ at: new Date("2026-10-25T00:30:00Z"), precision: "exact" });
    expect(second).toEqual({ at: new Date("2026-10-25T01:30:00Z"), precision: "exact" });
  });

  test("while the hour comes for the first time, the second cannot be meant", () => {
    expect(parseEntryTime("02:10", berlin, new Date("2026-10-25T00:15:00Z"))).toMatchObject({
      at: new Date("2026-10-25T00:10:00Z"),
    });
  });

  test("a day whose hour will be skipped is not the one that is meant before it comes", () => {
    expect(parseEntryTime("03-29 02:30", berlin, at("2026-03-28 12:00 Europe/Berlin"))).toMatchObject({
      problem: expect.stringMatching(/has not come this year .* Write 2025-03-29 02:30 if that is meant\.$/),
    });
  });

  test("before the gap comes, a clock time in it can only be yesterday's", () => {
    expect(parseEntryTime("02:30", berlin, at("2026-03-29 01:50 Europe/Berlin"))).toMatchObject({
      problem:
        "02:30 has not come yet today in Europe/Berlin, where it is 01:50. Write yesterday 02:30 if that is meant.",
    });
  });

  test("yesterday's is not offered where the clocks skipped it", () => {
    expect(parseEntryTime("02:30", berlin, at("2026-03-30 01:15 Europe/Berlin"))).toMatchObject({
      problem: "2026-03-30 02:30 has not come yet in Europe/Berlin, where it is 01:15.",
    });
  });

  test("twelve hours are counted as they passed, not as the clocks show them", () => {
    expect(parseEntryTime("21:00", berlin, at("2026-10-25 08:00 Europe/Berlin"))).toMatchObject({
      at: at("2026-10-24 21:00 Europe/Berlin"),
    });
    expect(parseEntryTime("20:30", berlin, at("2026-10-25 08:00 Europe/Berlin"))).toMatchObject({
      problem: expect.stringMatching(/Write yesterday 20:30/),
    });
    expect(parseEntryTime("20:30", berlin, at("2026-03-29 09:00 Europe/Berlin"))).toMatchObject({
      at: at("2026-03-28 20:30 Europe/Berlin"),
    });
  });

  test("hours around the change are read with the offset of their own side", () => {
    const now = at("2026-03-29 12:00 Europe/Berlin");
    expect(parseEntryTime("01:59", berlin, now)).toMatchObject({ at: new Date("2026-03-29T00:59:00Z") });
    expect(parseEntryTime("03:00", berlin, now)).toMatchObject({ at: new Date("2026-03-29T01:00:00Z") });
  });
});

describe("a time at the front of an entry", () => {
  test.each([
    ["14:40 restart initiated", "14:40", "restart initiated"],
    ["14:40: restart initiated", "14:40", "restart initiated"],
    ["14:40 - restart initiated", "14:40", "restart initiated"],
    ["14:40 — restart initiated", "14:40", "restart initiated"],
    ["~14:40 restart", "~14:40", "restart"],
    ["2:40pm restart", "2:40pm", "restart"],
    ["14:40:05 restart", "14:40:05", "restart"],
    ["14:40Z restart", "14:40Z", "restart"],
    ["14:40 UTC restart", "14:40 UTC", "restart"],
    ["01:30 -04:00 restart", "01:30 -04:00", "restart"],
    ["2025-10-08 14:40 restart", "2025-10-08 14:40", "restart"],
    ["-5m restart", "-5m", "restart"],
    ["~-2h: restart", "~-2h", "restart"],
    ["10-08 14:23 restart", "10-08 14:23", "restart"],
    ["~yesterday 23:50: restart", "~yesterday 23:50", "restart"],
    ["yesterday was a bad day", undefined, "yesterday was a bad day"],
    ["10-08 was a bad day", undefined, "10-08 was a bad day"],
    ["14:40\n- one\n- two", "14:40", "- one\n- two"],
    ["14:40", "14:40", ""],
    ["14:40 GMT restart", "14:40 GMT", "restart"],
    ["14:40 CET restart", "14:40 CET", "restart"],
    ["~14:40 CEST: restart", "~14:40 CEST", "restart"],
    ["2:40 pm ET, restart", "2:40 pm ET", "restart"],
    ["14:40 (PST) restart", "14:40 (PST)", "restart"],
    ["yesterday 23:50 EDT", "yesterday 23:50 EDT", ""],
    ["2025-10-08 14:40 IST\nrestart", "2025-10-08 14:40 IST", "restart"],
    ["14:40 UTC+2 restart", "14:40 UTC+2", "restart"],
    ["14:40 UTC-05:00 restart", "14:40 UTC-05:00", "restart"],
    ["14:40, CET link restarted", "14:40", "CET link restarted"],
    ["14:40\nCET link restarted", "14:40", "CET link restarted"],
    ["14:40\nUTC is wrong by a second", "14:40", "UTC is wrong by a second"],
    ["14:40 IT restarted", "14:40", "IT restarted"],
    ["14:40 PT heights", "14:40", "PT heights"],
    ["14:40 ET-1 is dark", "14:40", "ET-1 is dark"],
    ["14:40 ETL failed", "14:40", "ETL failed"],
    ["14:40 das ist aus", "14:40", "das ist aus"],
    ["14:40 ist aus", "14:40", "ist aus"],
    ["14:40 UTC CET link restarted", "14:40 UTC", "CET link restarted"],
    ["14:40 UTC - 2 pods left", "14:40 UTC", "2 pods left"],
    ["-5m CET link restarted", "-5m", "CET link restarted"],
    ["restart at 14:40", undefined, "restart at 14:40"],
    ["14:405 pods restarted", undefined, "14:405 pods restarted"],
    ["16:9 screens are dark", undefined, "16:9 screens are dark"],
    ["-5 pods left", undefined, "-5 pods left"],
    ["- 5 pods left", undefined, "- 5 pods left"],
    ["14:40 -1200 users", "14:40", "-1200 users"],
    ["2025-10-08 was a bad day", undefined, "2025-10-08 was a bad day"],
    ["  plain text  ", undefined, "plain text"],
  ])("of %j is %j, and the rest %j", (text, time, rest) => {
    expect(splitEntry(text)).toEqual({ time, text: rest });
  });
});

test("what a form shows for a time reads back as the same time, in every zone", () => {
  const zones = ["UTC", newYork, berlin, lordHowe, "Asia/Kathmandu", "Africa/Monrovia"];
  const now = at("2040-01-01 00:00 UTC");
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({
        min: new Date("1972-01-02"),
        max: new Date(now.getTime() - minutes(5)),
        noInvalidDate: true,
      }),
      fc.constantFrom("exact" as const, "about" as const),
      (zone, instant, precision) => {
        const text = formatEntryTime({ at: instant, precision }, zone);
        expect(parseEntryTime(text, zone, now)).toEqual({ at: instant, precision });
      },
    ),
    { numRuns: 500 },
  );
});

test("a form shows no more than there is", () => {
  const shown = (text: string) => formatEntryTime({ at: at(text), precision: "exact" }, newYork);
  expect(shown("2025-10-08 14:23 America/New_York")).toBe("2025-10-08 14:23");
  expect(shown("2025-10-08 14:23:05 America/New_York")).toBe("2025-10-08 14:23:05");
  expect(shown("2025-10-08 14:23:00.007 America/New_York")).toBe("2025-10-08 14:23:00.007");
  expect(shown("2026-11-01 01:30 America/New_York")).toBe("2026-11-01 01:30 -04:00");
});
