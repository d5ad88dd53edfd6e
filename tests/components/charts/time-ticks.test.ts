import { describe, expect, it } from "vitest";
import { timeTicks } from "@/components/charts/time-ticks";
import { at } from "./story";

const labels = (from: string, to: string, zone: string, most?: number) =>
  timeTicks({ from: at(from), to: at(to) }, zone, most).map(({ label }) => label);

describe("marks of time", () => {
  it.each([
    [
      "an incident",
      "2025-10-08T17:30:00Z",
      "2025-10-08T21:00:00Z",
      "America/New_York",
      ["13:30", "14:00", "14:30", "15:00", "15:30", "16:00", "16:30", "17:00"],
    ],
    [
      "ten minutes",
      "2025-10-08T17:33:00Z",
      "2025-10-08T17:43:00Z",
      "UTC",
      ["17:34", "17:36", "17:38", "17:40", "17:42"],
    ],
    [
      "a day in a zone 5:45 off",
      "2025-10-07T18:15:00Z",
      "2025-10-08T18:15:00Z",
      "Asia/Kathmandu",
      ["8 Oct", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "9 Oct"],
    ],
    [
      "a week",
      "2025-10-05T22:00:00Z",
      "2025-10-12T22:00:00Z",
      "Europe/Berlin",
      ["6 Oct", "7 Oct", "8 Oct", "9 Oct", "10 Oct", "11 Oct", "12 Oct", "13 Oct"],
    ],
    [
      "a month: Mondays",
      "2025-10-01T00:00:00Z",
      "2025-11-01T00:00:00Z",
      "UTC",
      ["6 Oct", "13 Oct", "20 Oct", "27 Oct"],
    ],
    [
      "a year",
      "2025-01-01T05:00:00Z",
      "2026-01-01T05:00:00Z",
      "America/New_York",
      ["2025", "Mar", "May", "Jul", "Sep", "Nov", "2026"],
    ],
  ])("%s", (_, from, to, zone, expected) => {
    expect(labels(from, to, zone)).toEqual(expected);
  });

  it("keep to the clock on the wall on the day that has 25 hours", () => {
    expect(labels("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "Europe/Berlin", 9)).toEqual([
      "25 Oct",
      "03:00",
      "06:00",
      "09:00",
      "12:00",
      "15:00",
      "18:00",
      "21:00",
      "26 Oct",
    ]);
  });

  it("begin a day at one where its midnight is left out", () => {
    const [, second] = timeTicks(
      { from: at("2026-03-27T22:00:00Z"), to: at("2026-04-02T21:00:00Z") },
      "Asia/Beirut",
    );
    expect(second?.label).toBe("29 Mar");
    expect(new Date(second?.at ?? 0).toISOString()).toBe("2026-03-28T22:00:00.000Z");
  });

  it("are none for no time", () => {
    expect(labels("2025-10-08T17:30:00Z", "2025-10-08T17:30:00Z", "UTC")).toEqual([]);
  });

  it("leave out every other where there is little room, and never a day", () => {
    const ticks = timeTicks({ from: at("2025-10-07T21:00:00Z"), to: at("2025-10-08T21:00:00Z") }, "UTC");
    expect(ticks.filter(({ minor }) => !minor).map(({ label }) => label)).toContain("8 Oct");
    expect(ticks.filter(({ minor }) => minor).length).toBeGreaterThanOrEqual(3);
  });
});
