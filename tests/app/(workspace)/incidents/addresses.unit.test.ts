import { describe, expect, test } from "vitest";
import { entryIn, narrowedTo, placeIn, readView } from "@/app/(workspace)/incidents/[ref]/timeline-address";
import { hitAddress } from "@/app/(workspace)/incidents/hit-address";
import { listAddress } from "@/app/(workspace)/incidents/list-address";
import { listQueryIn } from "@/lib/incidents/lists/query";

describe("the address of the list", () => {
  test("is read without what is empty, unknown or said twice, and by the older name of what is searched for", () => {
    expect(
      listQueryIn({ text: "pool", status: " ", severity: ["P0", "P1"], before: undefined, color: "red" }),
    ).toEqual({ search: "pool", severity: "P0" });
  });

  test("says only what is asked for, in a form that reads back, with a place in the list", () => {
    expect(listAddress({})).toBe("/incidents");
    expect(listAddress({ status: "all", view: undefined }, { before: "x" }, "/incidents/export")).toBe(
      "/incidents/export?status=all&before=x",
    );
    const query = { search: "a&b=c %", status: "all" };
    const address = new URL(listAddress(query, { before: "2026-01-01T00:00:00.000Z_x" }), "http://localhost");
    expect(listQueryIn(Object.fromEntries(address.searchParams))).toEqual(query);
  });
});

describe("the address of a hit", () => {
  test.each([
    [{ place: "entry", key: "e1" }, "/incidents/INC-2025-0001?entry=e1#entry-e1"],
    [{ place: "action-item", key: "AI-0007" }, "/action-items/AI-0007"],
    [{ place: "summary", key: "x" }, "/incidents/INC-2025-0001/post-mortem#summary"],
    [{ place: "root-cause", key: "x" }, "/incidents/INC-2025-0001/post-mortem#root-cause-analysis"],
    [{ place: "control", key: "x" }, "/incidents/INC-2025-0001/post-mortem#prevention"],
  ] as const)("%j is %s", (hit, address) => expect(hitAddress("INC-2025-0001", hit)).toBe(address));
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

describe("the places of a timeline", () => {
  const query = { zone: "utc", all: "1", kind: ["decision", "note", "nonsense"], by: "people", before: "x" };
  const view = readView(query, { ref: "INC-2025-0001", timeZone: "America/New_York" }, "Europe/Berlin");
  const kept = "zone=utc&all=1&kind=decision&kind=note&by=people";

  test("keep the clock and the filter, and nothing else", () => {
    expect(placeIn(view)).toBe(`/incidents/INC-2025-0001?${kept}#timeline`);
    expect(placeIn(view, { before: "y" })).toBe(`/incidents/INC-2025-0001?${kept}&before=y#timeline`);
    expect(entryIn(view, "z")).toBe(`/incidents/INC-2025-0001?${kept}&entry=z#entry-z`);
  });

  test("are narrowed to something else on the same clock", () => {
    expect(narrowedTo(view, { kinds: ["page"], by: null })).toBe(
      "/incidents/INC-2025-0001?zone=utc&all=1&kind=page#timeline",
    );
    expect(narrowedTo(view, { kinds: [], by: "name:Park & Co" })).toContain("&by=name%3APark+%26+Co#");
  });

  test("say the zone of each clock with the same filter, the incident's own without one", () => {
    expect(view.zoneChoices.map(({ href }) => href)).toEqual([
      "/incidents/INC-2025-0001?all=1&kind=decision&kind=note&by=people#timeline",
      "/incidents/INC-2025-0001?zone=mine&all=1&kind=decision&kind=note&by=people#timeline",
      `/incidents/INC-2025-0001?${kept}#timeline`,
    ]);
  });
});
