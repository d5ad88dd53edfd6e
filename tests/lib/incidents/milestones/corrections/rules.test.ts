import { describe, expect, test } from "vitest";
import { sentenceOfCorrection } from "@/lib/incidents/milestones/corrections/rules";
import { at } from "../../../../support/clock";

const zone = "America/New_York";
const now = at(`2025-10-08 16:45 ${zone}`);
const reason = "the graph says so";
const exact = (time: string) => ({ at: at(`${time} ${zone}`), precision: "exact" as const });
const on = (time: string) => exact(`2025-10-08 ${time}`);
const about = (time: string) => ({ ...on(time), precision: "about" as const });
const after = <Moment extends { at: Date }>(moment: Moment, ms: number) => ({
  ...moment,
  at: new Date(moment.at.getTime() + ms),
});

test.each([
  ["set", null, on("14:21"), "Mitigated set to 14:21"],
  ["set, about", null, about("14:20"), "Mitigated set to about 14:20"],
  ["moved", on("15:28"), on("15:30"), "Mitigated moved from 15:28 to 15:30"],
  [
    "moved to another day",
    exact("2025-10-07 23:50"),
    on("00:10"),
    "Mitigated moved from 2025-10-07 23:50 to 00:10",
  ],
  ["known better", about("15:30"), on("15:30"), "Mitigated moved from about 15:30 to 15:30"],
  ["taken away", on("15:28"), null, "Mitigated taken away, it was 15:28"],
  [
    "moved from the very moment",
    after(on("15:28"), 41_123),
    on("15:30"),
    "Mitigated moved from 15:28 to 15:30",
  ],
  [
    "moved within its minute",
    after(on("15:28"), 41_123),
    on("15:28"),
    "Mitigated moved from 15:28:41.123 to 15:28",
  ],
])("what is %s is said with its times and the reason", (_what, from, to, sentence) => {
  expect(sentenceOfCorrection("mitigatedAt", [from, to], { zone, now, reason })).toBe(
    `${sentence} ${zone}: ${reason}`,
  );
});

test("nothing is said where the time stands, or was none", () => {
  expect(sentenceOfCorrection("mitigatedAt", [on("15:28"), on("15:28")], { zone, now, reason })).toBeNull();
  expect(sentenceOfCorrection("mitigatedAt", [null, null], { zone, now, reason })).toBeNull();
});

describe("a time that came twice", () => {
  test("is told apart from its double", () => {
    const berlin = { zone: "Europe/Berlin", now: at("2026-10-25 12:00 Europe/Berlin"), reason };
    const first = { at: new Date("2026-10-25T00:30:00Z"), precision: "exact" as const };
    const second = { ...first, at: new Date("2026-10-25T01:30:00Z") };
    expect(sentenceOfCorrection("detectedAt", [first, second], berlin)).toBe(
      `Detected moved from 02:30 +02:00 to 02:30 +01:00 Europe/Berlin: ${reason}`,
    );
  });
});

test("the day is that of the incident's clocks, not of those elsewhere", () => {
  const late = { zone, now: at(`2025-10-08 23:30 ${zone}`), reason };
  expect(sentenceOfCorrection("resolvedAt", [null, on("22:00")], late)).toBe(
    `Resolved set to 22:00 ${zone}: ${reason}`,
  );
});
