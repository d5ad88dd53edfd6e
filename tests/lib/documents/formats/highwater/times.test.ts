import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDate, readTime, writeTime } from "../../../../../lib/documents/formats/highwater/times";
import { zoneNamed, zoneStatedIn } from "../../../../../lib/documents/formats/highwater/zone-names";
import { anyInstant } from "../../any-document";

const NEW_YORK = "America/New_York";
const day = { year: 2025, month: 10, day: 8 };
const read = (text: string, zone = NEW_YORK) => {
  const time = readTime(text, zone, day);
  return time && `${time.precision === "about" ? "~" : ""}${time.at}`;
};

describe("a time", () => {
  it.each([
    ["2025-10-08T18:23:00.000Z", "exact", NEW_YORK, "2025-10-08 14:23"],
    ["2025-10-08T18:23:00.000Z", "about", NEW_YORK, "2025-10-08 ~14:23"],
    ["2025-10-08T18:23:05.000Z", "exact", NEW_YORK, "2025-10-08 14:23:05"],
    ["2025-10-08T18:23:00.007Z", "exact", NEW_YORK, "2025-10-08 14:23:00.007"],
    ["2025-10-08T18:23:00.000Z", "exact", "Asia/Kathmandu", "2025-10-09 00:08"],
    ["2025-11-02T05:30:00.000Z", "exact", NEW_YORK, "2025-11-02 01:30 -04:00"],
    ["2025-11-02T06:30:00.000Z", "exact", NEW_YORK, "2025-11-02 01:30 -05:00"],
    ["2026-10-25T00:30:00.000Z", "about", "Europe/Berlin", "2026-10-25 ~02:30 +02:00"],
    ["2026-04-04T15:15:00.000Z", "exact", "Australia/Lord_Howe", "2026-04-05 01:45 +10:30"],
  ] as const)("%s, %s, in %s is written %s", (at, precision, zone, text) => {
    expect(writeTime(at, precision, zone)).toBe(text);
  });

  it("reads back as the same instant, in every zone and across every change of clocks", () => {
    const zones = fc.constantFrom(NEW_YORK, "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC");
    fc.assert(
      fc.property(anyInstant, fc.constantFrom("exact", "about"), zones, (at, precision, zone) => {
        expect(readTime(writeTime(at, precision, zone), zone, null)).toMatchObject({
          at,
          precision,
          doubt: null,
        });
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["2025-10-08 14:23", "2025-10-08T18:23:00.000Z"],
    ["**2025-10-08** `14:23`", "2025-10-08T18:23:00.000Z"],
    ["14:23", "2025-10-08T18:23:00.000Z"],
    ["~14:40", "~2025-10-08T18:40:00.000Z"],
    ["~2025-10-08 14:40", "~2025-10-08T18:40:00.000Z"],
    ["about 14:40", "~2025-10-08T18:40:00.000Z"],
    ["14:40 (approx.)", "~2025-10-08T18:40:00.000Z"],
    ["2:23 PM", "2025-10-08T18:23:00.000Z"],
    ["12:05 a.m.", "2025-10-08T04:05:00.000Z"],
    ["14:23:07.5", "2025-10-08T18:23:07.500Z"],
    ["2025-10-08T14:23:00Z", "2025-10-08T14:23:00.000Z"],
    ["2025-10-08T14:23-04:00", "2025-10-08T18:23:00.000Z"],
    ["14:23 UTC", "2025-10-08T14:23:00.000Z"],
    ["14:23 PDT", "2025-10-08T21:23:00.000Z"],
    ["October 9, 2025 09:00", "2025-10-09T13:00:00.000Z"],
    ["Thu 9 Oct 2025, 09:00", "2025-10-09T13:00:00.000Z"],
    ["2025/10/9 9:00", "2025-10-09T13:00:00.000Z"],
  ])("%s is read as %s", (text, instant) => {
    expect(read(text)).toBe(instant);
  });

  it.each([
    "",
    "soon",
    "14",
    "25:00",
    "14:60",
    "13:00 PM",
    "2025-02-30 14:00",
    "2025-13-01 14:00",
    "14:23 – 14:40",
    "14:23 XYZ",
    "1969-12-31 14:00",
    "9999-12-31 14:00",
    `14:23 ${" ".repeat(200)}`,
  ])("%j is not guessed at", (text) => {
    expect(read(text)).toBeNull();
  });

  it("that the clocks skipped or showed twice takes the earlier reading and says so", () => {
    expect(readTime("2025-03-09 02:30", NEW_YORK, null)).toMatchObject({
      at: "2025-03-09T06:30:00.000Z",
      doubt: expect.stringContaining("put forward"),
    });
    expect(readTime("2025-11-02 01:30", NEW_YORK, null)).toMatchObject({
      at: "2025-11-02T05:30:00.000Z",
      doubt: expect.stringContaining("put back"),
    });
    expect(readTime("2025-11-02 01:30 EST", NEW_YORK, null)).toMatchObject({
      at: "2025-11-02T06:30:00.000Z",
      doubt: null,
    });
  });
});

describe("a date", () => {
  it.each([
    ["2025-10-12", "2025-10-12"],
    ["October 12, 2025", "2025-10-12"],
    ["12 Oct 2025", "2025-10-12"],
    ["Sunday, 12th October 2025", "2025-10-12"],
    ["2024-02-29", "2024-02-29"],
    ["2025-02-29", null],
    ["next week", null],
    ["2025-10-12 or later", null],
    ["12/10/2025", null],
  ])("%s is %s", (text, date) => {
    expect(readDate(text)).toBe(date);
  });
});

describe("a zone", () => {
  it.each([
    ["Time (ET)", NEW_YORK],
    ["Time (PT)", "America/Los_Angeles"],
    ["Time [CT]", "America/Chicago"],
    ["Timestamp UTC", "UTC"],
    ["When (MT)", "America/Denver"],
    ["Time, CET", "Europe/Berlin"],
    ["Time (Asia/Kathmandu)", "Asia/Kathmandu"],
    ["Time GMT", "UTC"],
  ])("is stated by a column called %s", (title, zone) => {
    expect(zoneStatedIn(title, false)?.zone).toBe(zone);
  });

  it("is not stated by a column that only says time", () => {
    expect(zoneStatedIn("Time", false)).toBeNull();
  });

  it("called EST means the place in a house's document, and itself in our own export", () => {
    expect([zoneNamed("EST", false), zoneNamed("EST", true)]).toEqual([NEW_YORK, "EST"]);
  });
});
