import { describe, expect, test } from "vitest";
import { readView } from "@/app/(workspace)/incidents/[ref]/timeline-address";
import { filtersIn, listAddress } from "@/app/(workspace)/incidents/list-address";

describe("the address of the list", () => {
  test("is read without what is empty, unknown or said twice", () => {
    expect(
      filtersIn({ text: "pool", status: "", severity: ["P0", "P1"], before: undefined, color: "red" }),
    ).toEqual({ text: "pool", severity: "P0" });
  });

  test("says only what is asked for, in a form that reads back", () => {
    expect(listAddress({})).toBe("/incidents");
    const filters = { text: "a&b=c %", status: "all", before: "2026-01-01T00:00:00.000Z_x" };
    const address = new URL(listAddress(filters), "http://localhost");
    expect(filtersIn(Object.fromEntries(address.searchParams))).toEqual(filters);
  });
});

describe("the clock of the timeline", () => {
  const incident = { ref: "INC-2025-0001", timeZone: "America/New_York" };
  test.each([
    [undefined, "America/New_York"],
    ["mine", "Europe/Berlin"],
    ["utc", "UTC"],
    ["moon", "America/New_York"],
  ])("with ?zone=%s is %s", (zone, shown) => {
    const view = readView(zone === undefined ? {} : { zone }, incident, "Europe/Berlin");
    expect(view.zone).toBe(shown);
    expect(view.zoneChoices.filter(({ current }) => current)).toHaveLength(1);
  });

  test("offers every zone once", () => {
    const labels = (own: string, zone = incident.timeZone) =>
      readView({}, { ...incident, timeZone: zone }, own).zoneChoices.map(({ label }) => label);
    expect(labels("Europe/Berlin")).toEqual(["Incident: America/New York", "Mine: Europe/Berlin", "UTC"]);
    expect(labels("America/New_York")).toEqual(["Incident: America/New York", "UTC"]);
    expect(labels("UTC", "UTC")).toEqual(["UTC"]);
  });
});
