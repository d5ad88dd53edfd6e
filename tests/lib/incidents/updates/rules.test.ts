import { describe, expect, test } from "vitest";
import {
  isUpdateLate,
  mayTakeUpdates,
  minutesToDue,
  type Taking,
  updateDue,
  whoSpeaks,
} from "@/lib/incidents/updates/rules";
import type { IncidentMode, IncidentStatus, Severity } from "@/prisma/generated/enums";
import { at, later, minutes, seconds } from "../../../support/clock";

const declared = at("2025-10-08 14:23 America/New_York");
const incident = (more: { severity?: Severity; status?: IncidentStatus; mode?: IncidentMode } = {}) => ({
  ...{ severity: "P0" as const, status: "investigating" as const, mode: "live" as const },
  createdAt: later(declared, minutes(3)),
  milestones: [{ kind: "declaredAt", at: declared }],
  ...more,
});
const minute = (count: number) => later(declared, minutes(count));

describe("when the next update is due", () => {
  test.each([
    ["P0" as const, 30],
    ["P1" as const, 60],
  ])("%s without any: %i minutes after the declaration", (severity, usual) => {
    expect(updateDue(incident({ severity }), null)).toEqual({ at: minute(usual), promised: false });
  });

  test("with one: as long after that", () => {
    const last = { at: minute(20), nextUpdateAt: null };
    expect(updateDue(incident(), last)).toEqual({ at: minute(50), promised: false });
  });

  test("with a promise: then, sooner or later than usual", () => {
    expect(updateDue(incident(), { at: minute(20), nextUpdateAt: minute(25) })).toEqual({
      at: minute(25),
      promised: true,
    });
    expect(updateDue(incident(), { at: minute(20), nextUpdateAt: minute(200) })?.at).toEqual(minute(200));
  });

  test("an update before the declaration, which was corrected to later, counts from the declaration", () => {
    expect(updateDue(incident(), { at: minute(-10), nextUpdateAt: null })?.at).toEqual(minute(30));
  });

  test("without the milestone, from when it was recorded", () => {
    expect(updateDue({ ...incident(), milestones: [] }, null)?.at).toEqual(minute(33));
  });

  test.each([
    { severity: "P2" as const },
    { severity: "P4" as const },
    { status: "resolved" as const },
    { status: "closed" as const },
    { status: "cancelled" as const },
    { status: "merged" as const },
    { mode: "retrospective" as const },
  ])("nobody waits for one with %j, promise or none", (more) => {
    expect(updateDue(incident(more), null)).toBeNull();
    expect(updateDue(incident(more), { at: minute(1), nextUpdateAt: minute(5) })).toBeNull();
  });

  test("a drill is timed as if it were real", () => {
    expect(updateDue(incident({ mode: "drill" }), null)?.at).toEqual(minute(30));
  });
});

describe("the clock", () => {
  const due = { at: minute(30) };
  test.each([
    [-minutes(12), { late: false, minutes: 12 }],
    [-minutes(12) + 1, { late: false, minutes: 12 }],
    [-seconds(30), { late: false, minutes: 1 }],
    [-1, { late: false, minutes: 1 }],
    [0, { late: true, minutes: 0 }],
    [seconds(59), { late: true, minutes: 0 }],
    [minutes(5), { late: true, minutes: 5 }],
    [minutes(5) + seconds(59), { late: true, minutes: 5 }],
  ])("%i ms from then", (ms, expected) => {
    expect(minutesToDue(due, later(due.at, ms))).toEqual(expected);
    expect(isUpdateLate(due, later(due.at, ms))).toBe(expected.late);
  });
});

describe("who is told", () => {
  const taking = (...roles: Taking["role"][]): Taking[] =>
    roles.map((role, place) => ({ personId: `${role} ${place}`, role }));

  test.each([
    [taking("commander", "communications", "participant"), ["communications 1"]],
    [taking("participant", "scribe", "commander"), ["commander 2"]],
    [taking("participant", "scribe", "operations"), ["participant 0", "scribe 1", "operations 2"]],
    [[], []],
  ])("of %j: %j", (participants, told) => expect(whoSpeaks(participants)).toEqual(told));

  test("somebody with two roles once", () => {
    const both = [
      { personId: "ben", role: "scribe" as const },
      { personId: "ben", role: "participant" as const },
    ];
    expect(whoSpeaks(both)).toEqual(["ben"]);
  });
});

test("an incident that was merged takes no updates, and says where they belong", () => {
  expect(mayTakeUpdates({ status: "resolved" })).toEqual({ may: true });
  expect(mayTakeUpdates({ status: "merged" })).toMatchObject({
    may: false,
    reason: expect.stringMatching(/merged/),
  });
});
