import { describe, expect, test } from "vitest";
import {
  beganAt,
  durations,
  elapsedSeconds,
  type MilestonePoint,
  whyNot,
} from "@/lib/incidents/milestones/rules";
import type { MilestoneKind } from "@/prisma/generated/enums";
import { at, minutes } from "../../../support/clock";

const clock = (time: string) => at(`2025-10-08 ${time} America/New_York`);
const points = (times: Partial<Record<MilestoneKind, string>>): MilestonePoint[] =>
  Object.entries(times).map(([kind, time]) => ({
    kind: kind as MilestoneKind,
    at: clock(time),
    precision: "exact",
  }));
const ok = (ms: number) => ({ validity: "ok", seconds: ms / 1000, about: false });

const founding = {
  detectedAt: "14:23",
  declaredAt: "14:23",
  acknowledgedAt: "14:28",
  mitigatedAt: "15:30",
  resolvedAt: "15:45",
  closedAt: "16:38",
} as const;

describe("durations of the founding incident", () => {
  test("without a start of impact say what is missing, and still tell the rest", () => {
    expect(durations(points(founding))).toEqual({
      detect: { validity: "missing", missing: ["impactStartedAt"] },
      acknowledge: ok(minutes(5)),
      mitigate: { validity: "missing", missing: ["impactStartedAt"] },
      resolve: { validity: "missing", missing: ["impactStartedAt"] },
      total: ok(minutes(135)),
    });
  });

  test("with impact from 14:21 are 2, 5, 69 and 84 minutes, and 2 h 15 min in all", () => {
    expect(durations(points({ ...founding, impactStartedAt: "14:21" }))).toEqual({
      detect: ok(minutes(2)),
      acknowledge: ok(minutes(5)),
      mitigate: ok(minutes(69)),
      resolve: ok(minutes(84)),
      total: ok(minutes(135)),
    });
  });
});

describe("validity", () => {
  test("names both ends where both are missing", () => {
    expect(durations([]).resolve).toEqual({
      validity: "missing",
      missing: ["impactStartedAt", "resolvedAt"],
    });
  });

  test("is invalid where the end comes before the beginning", () => {
    const { detect, acknowledge } = durations(
      points({ impactStartedAt: "14:30", detectedAt: "14:23", acknowledgedAt: "14:28" }),
    );
    expect(detect).toEqual({ validity: "invalid", from: "impactStartedAt", to: "detectedAt" });
    expect(acknowledge).toEqual(ok(minutes(5)));
  });

  test("is ok where both fall on the same moment", () => {
    expect(durations(points({ impactStartedAt: "14:23", detectedAt: "14:23" })).detect).toEqual(ok(0));
  });

  test("is about where one end is", () => {
    const [start, end] = points({ impactStartedAt: "14:21", detectedAt: "14:23" });
    if (!start || !end) throw new Error("two points");
    expect(durations([{ ...start, precision: "about" }, end]).detect).toMatchObject({ about: true });
  });

  test("a night on which the clocks change counts real time", () => {
    const figure = durations([
      { kind: "detectedAt", at: at("2026-03-29 01:30 Europe/Berlin"), precision: "exact" },
      { kind: "closedAt", at: at("2026-03-29 03:30 Europe/Berlin"), precision: "exact" },
    ]).total;
    expect(figure).toEqual(ok(minutes(60)));
  });

  test.each([
    [{ validity: "ok", seconds: 5, about: false } as const, ""],
    [{ validity: "missing", missing: ["impactStartedAt"] } as const, "Impact started is not set."],
    [
      { validity: "missing", missing: ["impactStartedAt", "resolvedAt"] } as const,
      "Impact started and resolved are not set.",
    ],
    [
      { validity: "invalid", from: "impactStartedAt", to: "detectedAt" } as const,
      "Detected is set before impact started.",
    ],
  ])("is explained in a sentence: %j", (figure, sentence) => {
    expect(whyNot(figure)).toBe(sentence);
  });
});

describe("when the trouble began", () => {
  const fallback = clock("16:00");
  test.each([
    [{ impactStartedAt: "14:21", detectedAt: "14:23" }, "14:21"],
    [{ detectedAt: "14:23", declaredAt: "14:25" }, "14:23"],
    [{ declaredAt: "14:25" }, "14:25"],
    [{}, "16:00"],
  ])("with %j it is %s", (times, began) => {
    expect(beganAt(points(times), fallback)).toEqual(clock(began));
  });
});

test.each([
  ["14:23", 0],
  ["14:25", 120],
  ["14:20", 0],
])("at %s it has lasted %s seconds", (now, seconds) => {
  expect(elapsedSeconds(clock("14:23"), clock(now))).toBe(seconds);
});
