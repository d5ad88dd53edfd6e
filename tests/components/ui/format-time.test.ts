import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clockAt,
  formatClock,
  formatInstant,
  formatNear,
  formatRelative,
  formatUtc,
  zoneName,
} from "@/components/ui/format-time";

const instant = (text: string) => new Date(text);

describe("an instant in full", () => {
  it.each([
    ["2025-10-08T18:23:00Z", "America/New_York", "8 Oct 2025 14:23 EDT"],
    ["2025-12-08T18:23:00Z", "America/New_York", "8 Dec 2025 13:23 EST"],
    ["2025-10-08T18:23:00Z", "Europe/Berlin", "8 Oct 2025 20:23 CEST"],
    ["2025-10-08T18:23:00Z", "Asia/Kathmandu", "9 Oct 2025 00:08 GMT+5:45"],
    ["2025-10-08T18:23:00Z", "UTC", "8 Oct 2025 18:23 UTC"],
    ["2025-01-15T12:00:00Z", "Europe/London", "15 Jan 2025 12:00 GMT"],
    ["2025-07-15T12:00:00Z", "Europe/London", "15 Jul 2025 13:00 BST"],
  ])("%s in %s is %s", (at, zone, expected) => {
    expect(formatInstant(instant(at), zone)).toBe(expected);
  });

  it("tells the hour that is lived twice apart by the zone's name", () => {
    const first = formatInstant(instant("2026-10-25T00:30:00Z"), "Europe/Berlin");
    const second = formatInstant(instant("2026-10-25T01:30:00Z"), "Europe/Berlin");
    expect([first, second]).toEqual(["25 Oct 2026 02:30 CEST", "25 Oct 2026 02:30 CET"]);
  });

  it("leaps over the hour that spring leaves out", () => {
    expect(formatClock(instant("2026-03-29T00:59:00Z"), "Europe/Berlin")).toBe("01:59");
    expect(formatClock(instant("2026-03-29T01:00:00Z"), "Europe/Berlin")).toBe("03:00");
  });

  it("writes midnight as 00, and seconds when asked", () => {
    expect(formatInstant(instant("2025-10-08T00:00:07Z"), "UTC", true)).toBe("8 Oct 2025 00:00:07 UTC");
  });

  it("agrees with the calendar of UTC for any instant", () => {
    fc.assert(
      fc.property(
        fc.date({ min: instant("1970-01-01"), max: instant("2100-01-01"), noInvalidDate: true }),
        (at) => {
          const clock = clockAt(at, "UTC");
          expect(
            Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second),
          ).toBe(Math.floor(at.getTime() / 1000) * 1000);
        },
      ),
    );
  });
});

describe("an instant beside now", () => {
  const now = instant("2025-10-08T20:00:00Z");
  it.each([
    ["the same day is left out", "2025-10-08T18:23:00Z", "14:23 EDT"],
    ["the same year is left out", "2025-08-12T02:10:00Z", "11 Aug 22:10 EDT"],
    ["another year is named", "2024-10-08T18:23:00Z", "8 Oct 2024 14:23 EDT"],
    ["the day is the zone's, not the server's", "2025-10-08T03:00:00Z", "7 Oct 23:00 EDT"],
  ])("%s", (_, at, expected) => {
    expect(formatNear(instant(at), "America/New_York", now)).toBe(expected);
  });
});

describe("the distance from now", () => {
  const now = instant("2025-10-08T12:00:00Z");
  const before = (seconds: number) => formatRelative(new Date(now.getTime() - seconds * 1000), now);
  it.each([
    [0, "just now"],
    [59, "just now"],
    [-59, "just now"],
    [60, "1 min ago"],
    [3599, "59 min ago"],
    [3600, "1 h ago"],
    [86_399, "23 h ago"],
    [86_400, "1 day ago"],
    [13 * 86_400, "13 days ago"],
    [14 * 86_400, "2 weeks ago"],
    [70 * 86_400, "2 months ago"],
    [365 * 86_400, "11 months ago"],
    [800 * 86_400, "2 years ago"],
    [-180, "in 3 min"],
    [-2 * 86_400, "in 2 days"],
  ])("%i seconds earlier is %s", (seconds, expected) => {
    expect(before(seconds)).toBe(expected);
  });
});

describe("names and dates", () => {
  it("names a zone as people there do, by the season", () => {
    expect(zoneName(instant("2025-10-08T12:00:00Z"), "America/Los_Angeles")).toBe("PDT");
    expect(zoneName(instant("2025-10-08T12:00:00Z"), "Asia/Kolkata")).toBe("IST");
    expect(zoneName(instant("2025-10-08T12:00:00Z"), "Australia/Sydney")).toBe("AEDT");
  });

  it("writes UTC for the hover", () => {
    expect(formatUtc(instant("2025-10-08T14:23:00-04:00"))).toBe("2025-10-08 18:23:00 UTC");
  });
});
