import { describe, expect, it } from "vitest";
import { summarise, timeOver } from "@/components/charts/summary";
import { foundingIncident, hour, minute, point } from "./story";

const story = foundingIncident();
const first = story[0]?.at ?? 0;
const span = { from: first, to: first + 210 * minute };

describe("a chart in a sentence", () => {
  it("tells the founding incident", () => {
    expect(summarise({ points: story, stepMs: minute, span }, 0.8)).toBe(
      "In use between 4 and 50; the limit 50, then 200; over 80 % for 1 h 9 min; up to 41 waiting.",
    );
  });

  const tell = (
    points: ReturnType<typeof point>[],
    length = points.length,
    share: number | undefined = 0.8,
  ) => summarise({ points, stepMs: minute, span: { from: 0, to: length * minute } }, share);

  it.each([
    ["nothing is known", tell([], 10), "No data in this range."],
    ["only the limit is known", tell([point(0, null)], 10), "No data in this range."],
    ["one bucket", tell([point(0, 4)]), "In use 4 of 50; never over 80 %."],
    [
      "there is a gap",
      tell([point(0, 4), point(9 * minute, 1200, { max: 2000 })], 10),
      "In use between 4 and 1,200; the limit 50, then 2,000; never over 80 %; no data for 8 min.",
    ],
    [
      "a bucket that is partly over counts at most",
      tell([point(0, 45), point(minute, 42, { usedMin: 20 })]),
      "In use between 20 and 45 of 50; over 80 % for 1 min to 2 min.",
    ],
    [
      "no bucket is over throughout",
      tell([point(0, 42, { usedMin: 20 })]),
      "In use between 20 and 42 of 50; over 80 % for up to 1 min.",
    ],
    [
      "the limit is not known",
      tell([point(0, 4, { max: null, waiting: 0 })]),
      "In use 4, the limit is not known; nobody waiting.",
    ],
    [
      "only those who wait are known",
      tell([point(0, null, { waiting: 3 })]),
      "It is not known how many were in use; up to 3 waiting.",
    ],
    [
      "the limit changed often",
      tell([point(0, 1), point(minute, 1, { max: 80 }), point(2 * minute, 1, { max: 60 })]),
      "In use 1; the limit 50 to 80; never over 80 %.",
    ],
    [
      "no threshold is given",
      summarise({ points: [point(0, 4)], stepMs: minute, span: { from: 0, to: minute } }, undefined),
      "In use 4 of 50.",
    ],
  ])("%s", (_, told, expected) => {
    expect(told).toBe(expected);
  });

  const two = (at: number, used: number, fullest: number) =>
    point(at * minute, used, { max: 40, instances: 2, fullest });
  const one = (at: number, used: number, fullest: number) =>
    point(at * minute, used, { max: 20, instances: 1, fullest });

  it.each([
    [
      "of several instances the fullest is worse",
      [two(0, 28, 0.8), two(1, 29, 0.85)],
      "In use between 28 and 29 of 40; all instances together never over 80 %, the fullest up to 85 %.",
    ],
    [
      "all of them are as full",
      [two(0, 36, 0.9)],
      "In use 36 of 40; all instances together over 80 % for 1 min.",
    ],
    [
      "one of two falls silent",
      [two(0, 29, 0.72), one(1, 12, 0.6), one(2, 12, 0.6)],
      "In use between 12 and 29; the limit 40, then 20; all instances together never over 80 %; 1 of 2 instances fell silent.",
    ],
  ])("where %s it says so", (_, points, expected) => {
    expect(tell(points)).toBe(expected);
  });

  it("does not miss what is still to come", () => {
    const told = summarise(
      { points: [point(0, 4)], stepMs: minute, span: { from: 0, to: hour }, now: minute },
      0.8,
    );
    expect(told).toBe("In use 4 of 50; never over 80 %.");
  });
});

it("the time over a threshold begins with the threshold itself", () => {
  expect(timeOver([point(0, 40), point(minute, 39)], minute, 0.8)).toEqual({ least: minute, most: minute });
});
