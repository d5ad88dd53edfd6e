import { describe, expect, it } from "vitest";
import { isReminding, reminderOn } from "@/lib/reviews/action-items/reminders/rules";

describe("an item that is due on 2026-03-31", () => {
  it.each([
    ["2026-03-01", null],
    ["2026-03-27", null],
    ["2026-03-28", { stage: "soon", sentence: "is due in 3 days" }],
    ["2026-03-29", { stage: "soon", sentence: "is due in 2 days" }],
    ["2026-03-30", { stage: "soon", sentence: "is due tomorrow" }],
    ["2026-03-31", { stage: "today", sentence: "is due today" }],
    ["2026-04-01", { stage: "overdue 1", sentence: "is 1 day overdue" }],
    ["2026-04-07", { stage: "overdue 1", sentence: "is 7 days overdue" }],
    ["2026-04-08", { stage: "overdue 2", sentence: "is 8 days overdue" }],
    ["2026-04-14", { stage: "overdue 2", sentence: "is 14 days overdue" }],
    ["2027-03-31", { stage: "overdue 53", sentence: "is 365 days overdue" }],
  ])("wants on %s the reminder %j", (today, expected) => {
    expect(reminderOn("2026-03-31", today)).toEqual(expected);
  });

  it("is counted in calendar days also where clocks change", () => {
    expect(reminderOn("2026-03-30", "2026-03-28")?.sentence).toBe("is due in 2 days");
    expect(reminderOn("2026-10-26", "2026-10-24")?.sentence).toBe("is due in 2 days");
  });
});

it.each([
  [6, 8, false],
  [7, 8, true],
  [8, 8, true],
  [23, 8, true],
  [0, 1, true],
])("at %i o'clock with the digest at %i reminding is %s", (hour, digest, expected) => {
  expect(isReminding(hour, digest)).toBe(expected);
});
