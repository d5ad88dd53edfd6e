import { expect, test } from "vitest";
import { callsNow, sentenceOfCall } from "@/lib/incidents/escalations/rules";
import { at, minutes } from "../../../support/clock";

const now = at("2026-03-02 09:00 Europe/Berlin");
const ago = (count: number) => new Date(now.getTime() - minutes(count));

test.each([
  ["escalation", 0, "live", "triage", true],
  ["escalation", 0, "drill", "monitoring", true],
  // What waited on a device is called for as long as the incident lasts.
  ["escalation", 180, "live", "investigating", true],
  ["escalation", 0, "live", "resolved", true],
  ["escalation", 60, "live", "closed", true],
  ["escalation", 61, "live", "closed", false],
  ["escalation", 0, "retrospective", "investigating", false],
  ["note", 0, "live", "triage", false],
  ["communication", 0, "live", "triage", false],
] as const)(
  "a %s of %i minutes ago in a %s incident that is %s calls: %s",
  (kind, count, mode, status, calls) => {
    expect(callsNow({ kind, at: ago(count) }, { mode, status }, now)).toBe(calls);
  },
);

test("who is called is told by whom, and how grave it is", () => {
  expect(sentenceOfCall("Ben", { mode: "live", severity: "P1" })).toBe(
    "Ben escalated this P1 incident to you",
  );
  expect(sentenceOfCall("Ben", { mode: "drill", severity: "P0" })).toBe("Ben escalated this P0 drill to you");
});
