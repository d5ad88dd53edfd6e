import { describe, expect, it } from "vitest";
import {
  actionItemNumber,
  actionItemRefOf,
  calendarDate,
  isOverdue,
  mayRemove,
} from "@/lib/reviews/action-items/rules";
import { standing } from "@/lib/reviews/sign-offs/rules";

describe("an action item is overdue", () => {
  it.each<[string, Parameters<typeof isOverdue>[0], string, boolean]>([
    ["the day after its due date", { status: "open", dueOn: "2026-03-31" }, "2026-04-01", true],
    ["not on its due date", { status: "open", dueOn: "2026-03-31" }, "2026-03-31", false],
    ["not before", { status: "open", dueOn: "2026-03-31" }, "2026-03-30", false],
    ["while in progress", { status: "in_progress", dueOn: "2026-03-31" }, "2027-01-01", true],
    ["while blocked", { status: "blocked", dueOn: "2026-03-31" }, "2026-12-31", true],
    ["not when it is done", { status: "done", dueOn: "2026-03-31" }, "2026-04-01", false],
    ["not when it will not be done", { status: "wont_do", dueOn: "2026-03-31" }, "2026-04-01", false],
    ["not without a due date", { status: "open", dueOn: null }, "2026-04-01", false],
    ["from one year to the next", { status: "open", dueOn: "2025-12-31" }, "2026-01-01", true],
  ])("%s", (_, item, today, overdue) => {
    expect(isOverdue(item, today)).toBe(overdue);
  });
});

describe("the date that it is for a reader", () => {
  it.each([
    ["2026-03-29T00:30:00Z", "UTC", "2026-03-29"],
    ["2026-03-29T00:30:00Z", "America/New_York", "2026-03-28"],
    ["2026-03-28T23:30:00Z", "Europe/Berlin", "2026-03-29"],
    ["2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25"],
    ["2025-12-31T18:20:00Z", "Asia/Kathmandu", "2026-01-01"],
  ])("%s in %s is %s", (instant, zone, date) => {
    expect(calendarDate(new Date(instant), zone)).toBe(date);
  });
});

describe("references of action items", () => {
  it.each([
    [1, "AI-0001"],
    [42, "AI-0042"],
    [12_345, "AI-12345"],
  ])("%d is written %s", (number, ref) => {
    expect(actionItemRefOf(number)).toBe(ref);
    expect(actionItemNumber(ref)).toBe(number);
  });

  it.each([
    ["ai-42", 42],
    [" AI-0042 ", 42],
    ["AI-0", null],
    ["AI-", null],
    ["42", null],
    ["AI-99999999999", null],
    ["INC-2026-0001", null],
  ])("%j is read as %j", (ref, number) => {
    expect(actionItemNumber(ref)).toBe(number);
  });
});

describe("who may remove an action item", () => {
  const given = { ...standing([], 1), given: {} };
  const signature = {
    id: "1",
    step: "prepared",
    act: "given",
    documentVersion: 1,
    personId: "ben",
    name: "Ben",
    title: "",
    hash: "",
    comment: "",
    at: new Date(0),
  } as const;

  it("a responder, while nobody has signed the document with it", () => {
    expect(mayRemove({ role: "responder" }, given)).toEqual({ may: true });
    expect(mayRemove({ role: "viewer" }, given).may).toBe(false);
  });

  it("nobody, while a sign-off stands", () => {
    const verdict = mayRemove({ role: "admin" }, standing([signature], 1));
    expect(verdict).toMatchObject({ may: false, reason: expect.stringContaining("Ben has signed") });
    expect(mayRemove({ role: "responder" }, standing([signature], 2)).may).toBe(true);
  });
});
