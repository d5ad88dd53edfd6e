import { describe, expect, it } from "vitest";
import { actionsByNoun, daysAsInstants } from "@/lib/audit/rules";
import { trailFilters } from "@/lib/audit/schema";

describe("days as instants", () => {
  it.each([
    ["UTC", "2026-03-01", "2026-03-01", "2026-03-01T00:00Z", "2026-03-02T00:00Z"],
    ["Asia/Kathmandu", "2026-03-01", "2026-03-01", "2026-02-28T18:15Z", "2026-03-01T18:15Z"],
    ["Europe/Berlin", "2026-03-29", "2026-03-29", "2026-03-28T23:00Z", "2026-03-29T22:00Z"],
    ["UTC", "2026-02-28", "2026-12-31", "2026-02-28T00:00Z", "2027-01-01T00:00Z"],
    // Midnight itself is skipped there on that day.
    ["America/Havana", "2026-03-08", "2026-03-08", "2026-03-08T04:00Z", "2026-03-09T04:00Z"],
  ])("begin and end as the clocks of %s say: %s to %s", (zone, from, to, gte, lt) => {
    expect(daysAsInstants({ from, to }, zone)).toEqual({ gte: new Date(gte), lt: new Date(lt) });
  });

  it("leave open what is not given", () => {
    expect(daysAsInstants({}, "UTC")).toEqual({});
    expect(daysAsInstants({ to: "2026-03-01" }, "UTC")).toEqual({ lt: new Date("2026-03-02T00:00Z") });
  });
});

describe("the filters in an address", () => {
  it("are ignored where they mean nothing, one by one", () => {
    const given = {
      actor: "Ben",
      action: "a b",
      object: " INC-2026-0001 ",
      from: "0000-01-01",
      to: "2026-03-01",
    };
    expect(trailFilters.parse({ ...given, before: "5" })).toEqual({
      object: "INC-2026-0001",
      to: "2026-03-01",
    });
  });

  it("hold nothing that the database could not take", () => {
    const days = { from: "9999-12-31", to: "9998-12-31" };
    expect(trailFilters.parse({ object: "INC\0-1", ...days })).toEqual({
      object: "INC\uFFFD-1",
      to: "9998-12-31",
    });
  });

  it("name every action by its noun", () => {
    expect(actionsByNoun.get("sign-off")).toEqual(["sign-off.give", "sign-off.return"]);
  });
});
