import { describe, expect, test } from "vitest";
import { type LaneIncident, lanesOf, lifeOf, stretchOf, ticksOf } from "@/lib/incidents/lists/lanes/rules";
import { laneFilters } from "@/lib/incidents/lists/lanes/schema";
import { at } from "../../../../support/clock";

const day = (text: string) => at(`2026-03-${text} UTC`);
const now = day("31 00:00");

const incident = (ref: string, rest: Partial<LaneIncident> = {}): LaneIncident => ({
  ...{
    ref,
    title: ref,
    severity: "P1",
    status: "resolved",
    createdAt: day("10 00:00"),
    service: null,
    milestones: [],
  },
  ...rest,
});
const milestones = (times: Record<string, string>) =>
  Object.entries(times).map(([kind, text]) => ({
    kind,
    at: day(text),
    precision: "exact",
  })) as LaneIncident["milestones"];

describe("the stretch of time", () => {
  test.each([
    [{}, "2026-03-01T00:00:00.000Z", "2026-03-31T00:00:00.000Z"],
    [{ range: "7d" }, "2026-03-24T00:00:00.000Z", "2026-03-31T00:00:00.000Z"],
    [{ range: "1d", until: "2026-03-10" }, "2026-03-10T00:00:00.000Z", "2026-03-11T00:00:00.000Z"],
    [{ range: "7d", until: "2027-01-01" }, "2026-03-24T00:00:00.000Z", "2026-03-31T00:00:00.000Z"],
    [
      { range: "9d", until: "yesterday", lane: "colour" },
      "2026-03-01T00:00:00.000Z",
      "2026-03-31T00:00:00.000Z",
    ],
    [{ until: "2026-02-30" }, "2026-03-01T00:00:00.000Z", "2026-03-31T00:00:00.000Z"],
  ])("of %j is from %s to %s", (query, from, to) => {
    const stretch = stretchOf(laneFilters.parse(query), now);
    expect([stretch.from.toISOString(), stretch.to.toISOString()]).toEqual([from, to]);
  });

  test("is marked at even steps from its beginning", () => {
    expect(
      ticksOf({ from: day("01 00:00"), to: day("11 00:00") }, 5).map(({ at: time, left }) => [time, left]),
    ).toEqual([
      [day("01 00:00"), 0],
      [day("03 00:00"), 0.2],
      [day("05 00:00"), 0.4],
      [day("07 00:00"), 0.6],
      [day("09 00:00"), 0.8],
    ]);
  });
});

describe("the life of an incident", () => {
  test.each<[string, Partial<LaneIncident>, Date, Date | null]>([
    [
      "begins with its impact and ends when it was resolved",
      {
        milestones: milestones({
          impactStartedAt: "09 12:00",
          declaredAt: "09 13:00",
          resolvedAt: "09 15:00",
          closedAt: "12 00:00",
        }),
      },
      day("09 12:00"),
      day("09 15:00"),
    ],
    [
      "begins when it was declared where no impact is known",
      { milestones: milestones({ declaredAt: "09 13:00", closedAt: "12 00:00" }) },
      day("09 13:00"),
      day("12 00:00"),
    ],
    [
      "reaches now while it is open, whatever its milestones say",
      { status: "monitoring", milestones: milestones({ declaredAt: "09 13:00", resolvedAt: "09 14:00" }) },
      day("09 13:00"),
      null,
    ],
    [
      "ends with the last that is known where nobody said when",
      { status: "cancelled", milestones: milestones({ declaredAt: "09 13:00", mitigatedAt: "09 16:00" }) },
      day("09 13:00"),
      day("09 16:00"),
    ],
    ["is a moment where nothing is known", {}, day("10 00:00"), day("10 00:00")],
    [
      "never ends before it begins",
      { milestones: milestones({ impactStartedAt: "09 12:00", resolvedAt: "08 12:00" }) },
      day("09 12:00"),
      day("09 12:00"),
    ],
  ])("%s", (_, rest, from, to) => expect(lifeOf(incident("a", rest))).toEqual({ from, to }));
});

describe("lanes", () => {
  const stretch = { from: day("01 00:00"), to: now };
  const during = (from: string, to: string) => milestones({ impactStartedAt: from, resolvedAt: to });

  test("are one a service by name, what has none last; or one a severity, the gravest first", () => {
    const incidents = [
      incident("none"),
      incident("b", { service: { name: "Search" }, severity: "P3" }),
      incident("c", { service: { name: "Bookings" }, severity: "P0" }),
    ];
    expect(lanesOf(incidents, "service", stretch).map(({ name }) => name)).toEqual([
      "Bookings",
      "Search",
      "",
    ]);
    expect(lanesOf(incidents, "severity", stretch).map(({ name }) => name)).toEqual([
      "P0 Critical",
      "P1 High",
      "P3 Low",
    ]);
  });

  test("cut their bars at the edges, and leave out what lies outside", () => {
    const [lane] = lanesOf(
      [
        incident("whole", {
          milestones: milestones({ impactStartedAt: "01 00:00", resolvedAt: "31 00:00" }),
        }),
        incident("half", { milestones: during("16 00:00", "31 00:00") }),
        incident("open", { status: "triage", milestones: milestones({ declaredAt: "30 00:00" }) }),
        incident("before", {
          milestones: [{ kind: "declaredAt", at: at("2026-02-01 00:00 UTC"), precision: "exact" }],
        }),
        incident("after", {
          milestones: [{ kind: "declaredAt", at: at("2026-04-01 00:00 UTC"), precision: "exact" }],
        }),
      ],
      "service",
      stretch,
    );
    expect(
      lane?.bars.map(({ incident: { ref }, left, left: from, width }) => [ref, left, from + width]),
    ).toEqual([
      ["whole", 0, 1],
      ["half", 0.5, 1],
      ["open", 29 / 30, 1],
    ]);
  });

  test("put what overlaps on lines of its own, and use a line again once it is free", () => {
    const [lane] = lanesOf(
      [
        incident("long", { milestones: during("01 00:00", "20 00:00") }),
        incident("short", { milestones: during("02 00:00", "02 01:00") }),
        incident("close", { milestones: during("02 02:00", "02 03:00") }),
        incident("later", { milestones: during("10 00:00", "12 00:00") }),
      ],
      "service",
      stretch,
    );
    expect(lane?.bars.map(({ incident: { ref }, line }) => [ref, line])).toEqual([
      ["long", 0],
      ["short", 1],
      ["close", 2],
      ["later", 1],
    ]);
    expect(lane?.lines).toBe(3);
  });

  test("are none without incidents", () => expect(lanesOf([], "service", stretch)).toEqual([]));
});
