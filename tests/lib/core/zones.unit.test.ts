import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantToZoned, isZone, type LocalTime, zonedToInstant } from "../../../lib/core/zones";

const ZONES = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"];

function local(text: string): LocalTime {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/\D/).map(Number);
  return { year, month, day, hour, minute, second, millisecond: 0 };
}

const readings = (text: string, zone: string) =>
  zonedToInstant(local(text), zone).instants.map((instant) => instant.toISOString().slice(0, 16));

const earliest = (text: string, zone: string) =>
  zonedToInstant(local(text), zone).earliest.toISOString().slice(0, 16);

describe("a local time", () => {
  it.each([
    ["2025-10-08 14:23", "America/New_York", "2025-10-08T18:23"],
    ["2025-12-08 14:23", "America/New_York", "2025-12-08T19:23"],
    ["2026-07-01 12:00", "Europe/Berlin", "2026-07-01T10:00"],
    ["2026-01-01 12:00", "Europe/Berlin", "2026-01-01T11:00"],
    ["2026-01-01 12:00", "Australia/Lord_Howe", "2026-01-01T01:00"],
    ["2026-07-01 12:00", "Australia/Lord_Howe", "2026-07-01T01:30"],
    ["2026-01-01 00:00", "Asia/Kathmandu", "2025-12-31T18:15"],
    ["2024-02-29 23:59", "UTC", "2024-02-29T23:59"],
  ])("%s in %s is one instant", (text, zone, instant) => {
    expect(readings(text, zone)).toEqual([instant]);
  });

  it.each([
    ["2025-11-02 01:30", "America/New_York", ["2025-11-02T05:30", "2025-11-02T06:30"]],
    ["2026-10-25 02:30", "Europe/Berlin", ["2026-10-25T00:30", "2026-10-25T01:30"]],
    ["2026-04-05 01:45", "Australia/Lord_Howe", ["2026-04-04T14:45", "2026-04-04T15:15"]],
  ])("%s in %s happened twice, when the clocks were put back", (text, zone, instants) => {
    expect(readings(text, zone)).toEqual(instants);
    expect(earliest(text, zone)).toBe(instants[0]);
  });

  it.each([
    ["2025-03-09 02:30", "America/New_York", "2025-03-09T06:30"],
    ["2026-03-29 02:30", "Europe/Berlin", "2026-03-29T00:30"],
    ["2026-10-04 02:15", "Australia/Lord_Howe", "2026-10-03T15:15"],
    ["2011-12-30 12:00", "Pacific/Apia", "2011-12-29T22:00"],
  ])("%s in %s never was, when the clocks were put forward", (text, zone, earlier) => {
    expect(readings(text, zone)).toEqual([]);
    expect(earliest(text, zone)).toBe(earlier);
  });

  it("just before and just after a change is unambiguous", () => {
    expect(readings("2025-11-02 00:59", "America/New_York")).toEqual(["2025-11-02T04:59"]);
    expect(readings("2025-11-02 02:00", "America/New_York")).toEqual(["2025-11-02T07:00"]);
    expect(readings("2025-03-09 01:59", "America/New_York")).toEqual(["2025-03-09T06:59"]);
    expect(readings("2025-03-09 03:00", "America/New_York")).toEqual(["2025-03-09T07:00"]);
  });
});

describe("an instant", () => {
  it("reads as the wall clock of the zone, with its offset", () => {
    expect(instantToZoned(new Date("2025-10-08T18:23:04.005Z"), "America/New_York")).toEqual({
      year: 2025,
      month: 10,
      day: 8,
      hour: 14,
      minute: 23,
      second: 4,
      millisecond: 5,
      offsetMinutes: -240,
    });
    expect(instantToZoned(new Date("2025-10-08T18:23:00Z"), "Asia/Kathmandu")).toMatchObject({
      day: 9,
      hour: 0,
      minute: 8,
      offsetMinutes: 345,
    });
  });

  it("at midnight reads as hour 0 of the new day", () => {
    expect(instantToZoned(new Date("2026-01-01T00:00:00Z"), "UTC")).toMatchObject({ day: 1, hour: 0 });
  });

  it("comes back from its wall clock, in every zone and across every change", () => {
    const instants = fc.date({
      min: new Date("1970-01-02T00:00:00Z"),
      max: new Date("2199-12-30T00:00:00Z"),
      noInvalidDate: true,
    });
    const nearChange = fc
      .tuple(
        fc.constantFrom("2025-11-02T06:00Z", "2026-03-29T01:00Z", "2026-04-04T15:00Z", "2026-10-03T15:30Z"),
        fc.integer({ min: -7_200_000, max: 7_200_000 }),
      )
      .map(([change, apart]) => new Date(Date.parse(change) + apart));
    fc.assert(
      fc.property(fc.oneof(instants, nearChange), fc.constantFrom(...ZONES), (instant, zone) => {
        const found = zonedToInstant(instantToZoned(instant, zone), zone).instants.map(Number);
        expect(found).toContain(instant.getTime());
        expect(found.length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe("a zone", () => {
  it("is known by its IANA name", () => {
    expect([...ZONES, "Etc/GMT+5", "America/Argentina/Buenos_Aires"].every(isZone)).toBe(true);
  });

  it("is not an offset, a nickname or nothing", () => {
    expect(["+05:30", "-04:00", "ET", "", " ", "Mars/Olympus", "<b>"].filter(isZone)).toEqual([]);
  });

  it("that is unknown is an error where a time is read in it", () => {
    expect(() => instantToZoned(new Date(0), "Mars/Olympus")).toThrow(RangeError);
  });
});
