import { describe, expect, test } from "vitest";
import {
  lifeOfAnIncident,
  mayMove,
  milestonesOfMove,
  movesFrom,
  nextMove,
  sentenceOfMove,
} from "@/lib/incidents/status/rules";
import { IncidentStatus } from "@/prisma/generated/enums";

describe("which moves there are", () => {
  const allowed: Record<IncidentStatus, IncidentStatus[]> = {
    triage: ["investigating", "identified", "monitoring", "resolved", "cancelled"],
    investigating: ["triage", "identified", "monitoring", "resolved", "cancelled"],
    identified: ["triage", "investigating", "monitoring", "resolved", "cancelled"],
    monitoring: ["triage", "investigating", "identified", "resolved", "cancelled"],
    resolved: ["triage", "investigating", "identified", "monitoring", "closed"],
    closed: ["triage", "investigating", "identified", "monitoring", "resolved"],
    cancelled: ["triage", "investigating"],
    merged: [],
  };
  const every = Object.values(IncidentStatus);
  test.each(every)("from %s", (from) => {
    expect(every.filter((to) => to !== from && mayMove(from, to).may)).toEqual(allowed[from]);
    expect(movesFrom(from)).toEqual(
      [...lifeOfAnIncident, "cancelled" as const].filter((to) => allowed[from].includes(to)),
    );
  });

  test.each(every)("staying %s is no move and may be", (status) => {
    expect(mayMove(status, status)).toEqual({ may: true });
  });

  test("each move that may not be says why", () => {
    for (const from of every)
      for (const to of every) {
        const verdict = mayMove(from, to);
        if (!verdict.may) expect(verdict.reason).toMatch(/^[A-Z].+\.$/);
      }
  });

  test.each([
    ["triage", "resolved"],
    ["monitoring", "resolved"],
    ["resolved", "closed"],
    ["closed", null],
    ["cancelled", null],
    ["merged", null],
  ] as const)("after %s usually comes %s", (from, next) => {
    expect(nextMove(from)).toBe(next);
  });
});

describe("what a move means for milestones", () => {
  test.each([
    ["triage", "investigating", [], ["resolvedAt", "closedAt"]],
    ["investigating", "identified", [], ["resolvedAt", "closedAt"]],
    ["identified", "monitoring", ["mitigatedAt"], ["resolvedAt", "closedAt"]],
    ["monitoring", "resolved", ["mitigatedAt", "resolvedAt"], ["closedAt"]],
    ["triage", "resolved", ["mitigatedAt", "resolvedAt"], ["closedAt"]],
    ["resolved", "closed", ["closedAt"], []],
    ["closed", "resolved", [], ["closedAt"]],
    ["resolved", "monitoring", [], ["resolvedAt", "closedAt"]],
    ["closed", "investigating", [], ["resolvedAt", "closedAt"]],
    ["triage", "cancelled", [], []],
    ["cancelled", "triage", [], ["resolvedAt", "closedAt"]],
  ] as const)("from %s to %s it reaches %j and loses %j", (from, to, reached, lost) => {
    expect(milestonesOfMove(from, to, "live")).toEqual({ reached, lost });
    expect(milestonesOfMove(from, to, "drill")).toEqual({ reached, lost });
  });

  test.each([
    ["monitoring", "resolved"],
    ["resolved", "closed"],
    ["closed", "investigating"],
  ] as const)("an incident entered afterwards reaches and loses none from %s to %s", (from, to) => {
    expect(milestonesOfMove(from, to, "retrospective")).toEqual({ reached: [], lost: [] });
  });
});

test.each([
  ["monitoring", "resolved", "", "Monitoring → Resolved"],
  ["monitoring", "resolved", "service restored", "Monitoring → Resolved: service restored"],
  ["resolved", "monitoring", "it came back", "Reopened, Resolved → Monitoring: it came back"],
  ["closed", "resolved", "", "Closed → Resolved"],
] as const)("from %s to %s with %j the timeline says %j", (from, to, note, sentence) => {
  expect(sentenceOfMove(from, to, note)).toBe(sentence);
});
