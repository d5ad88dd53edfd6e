import { describe, expect, it } from "vitest";
import { beginningOf, deployWindow, isSuspect, isWithin } from "@/lib/incidents/deploys/rules";
import { type IncidentMode, type IncidentStatus, MilestoneKind } from "@/prisma/generated/enums";
import { at, hours, later, minutes } from "../../../support/clock";

const declared = at("2026-03-02 14:23 UTC");
const milestone = (kind: MilestoneKind, ms: number) => ({
  ...{ kind, at: later(declared, ms), precision: "exact" as const },
});
const incident = (
  status: IncidentStatus,
  milestones: ReturnType<typeof milestone>[] = [],
  mode: IncidentMode = "live",
) => ({ status, mode, createdAt: declared, milestones });

const hoursFrom = (from: Date) => (moment: Date | null) =>
  moment && (moment.getTime() - from.getTime()) / hours(1);

describe("the time whose deploys stand on a timeline", () => {
  const detected = milestone("detectedAt", 0);
  const started = milestone("impactStartedAt", -hours(1));
  const resolved = milestone("resolvedAt", hours(1));
  const closed = milestone("closedAt", hours(2));

  it.each<
    [string, Parameters<typeof deployWindow>[0], [from: number, began: number, to: number | null] | null]
  >([
    ["without an end while it is open", incident("investigating", [detected]), [-6, 0, null]],
    [
      "from six hours before the start of impact",
      incident("monitoring", [detected, started]),
      [-7, -1, null],
    ],
    ["until it was resolved", incident("closed", [detected, resolved, closed]), [-6, 0, 1]],
    ["until it was closed, without that", incident("closed", [detected, closed]), [-6, 0, 2]],
    ["until it began, where nobody says more", incident("resolved", [detected]), [-6, 0, 0]],
    [
      "never before it began",
      incident("resolved", [detected, milestone("resolvedAt", -hours(2))]),
      [-6, 0, 0],
    ],
    [
      "without an end where it was opened again",
      incident("investigating", [detected, resolved]),
      [-6, 0, null],
    ],
    ["from its declaration, without milestones", incident("triage"), [-6, 0, null]],
    ["of a drill too", incident("triage", [detected], "drill"), [-6, 0, null]],
    ["not of what was entered afterwards, at first", incident("resolved", [], "retrospective"), null],
    [
      "of what was entered afterwards, once it has a beginning",
      incident("resolved", [started, resolved], "retrospective"),
      [-7, -1, 1],
    ],
    ["not of what was none", incident("cancelled", [detected]), null],
    ["not of what is told elsewhere", incident("merged", [detected]), null],
  ])("is %s", (_, given, expected) => {
    const window = deployWindow(given);
    const told = window && [window.from, window.began, window.to].map(hoursFrom(declared));
    expect(told).toEqual(expected);
  });

  it("has both its ends", () => {
    const window = { from: later(declared, -hours(6)), began: declared, to: later(declared, hours(3)) };
    const inside = (ms: number) => isWithin(later(declared, ms), window);
    expect([-hours(6) - 1, -hours(6), 0, hours(3), hours(3) + 1].map(inside)).toEqual([
      ...[false, true, true, true, false],
    ]);
    expect(isWithin(later(declared, hours(300)), { ...window, to: null })).toBe(true);
  });

  it("ends with no milestone that is none of its ends", () => {
    const others = Object.values(MilestoneKind).filter((kind) => /acknowledged|mitigated/.test(kind));
    for (const kind of others)
      expect(deployWindow(incident("resolved", [detected, milestone(kind, hours(1))]))?.to).toEqual(declared);
  });
});

describe("suspicion", () => {
  const began = declared;
  it.each([
    ["six hours before", "deploy", -hours(6), true],
    ["longer before", "deploy", -hours(6) - 1, false],
    ["a minute before", "deploy", -minutes(1), true],
    ["just as it began", "deploy", 0, true],
    ["while it went on", "deploy", minutes(1), false],
    ["no deploy", "note", -minutes(1), false],
  ] as const)("falls on a deploy or not: %s", (_, kind, ms, suspect) => {
    expect(isSuspect({ kind, at: later(began, ms) }, began)).toBe(suspect);
  });

  it("falls on nothing where nobody has said when it began", () => {
    const entered = incident("resolved", [], "retrospective");
    expect(isSuspect({ kind: "deploy", at: declared }, beginningOf(entered))).toBe(false);
  });
});
