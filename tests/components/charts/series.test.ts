import { describe, expect, it } from "vitest";
import { gaps, isKnown, pointAt, runs, specks, vertices } from "@/components/charts/series";
import { minute, point } from "./story";

const span = { from: 0, to: 10 * minute };
const minutes = (...numbers: number[]) => numbers.map((number) => point(number * minute, number));
const spans = (all: { from: number; to: number }[]) =>
  all.map(({ from, to }) => [from / minute, to / minute]);

describe("a gap", () => {
  it.each([
    ["nothing is missing", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], []],
    ["two buckets are missing", [0, 1, 2, 5, 6, 7, 8, 9], [[3, 5]]],
    [
      "it begins late and ends early",
      [3, 4, 5],
      [
        [0, 3],
        [6, 10],
      ],
    ],
    ["there is nothing at all", [], [[0, 10]]],
    [
      "one bucket stands alone",
      [4],
      [
        [0, 4],
        [5, 10],
      ],
    ],
  ])("%s", (_, known, expected) => {
    expect(spans(gaps(runs(minutes(...known), minute), span, minute))).toEqual(expected);
  });

  it.each([
    ["what is left of the bucket in which the range begins is none", 15, [1, 2, 3], []],
    [
      "a whole bucket at the left is one, and what is left of the one before counts with it",
      15,
      [2, 3],
      [[0.25, 2]],
    ],
    ["a bucket that is missing where the range begins with it is one", 0, [1, 2, 3], [[0, 1]]],
  ])("%s", (_, seconds, known, expected) => {
    const cut = { from: seconds * 1000, to: 4 * minute };
    expect(spans(gaps(runs(minutes(...known), minute), cut, minute))).toEqual(expected);
  });

  it("is not what is still to come", () => {
    expect(spans(gaps(runs(minutes(0, 1, 2), minute), span, minute, 5 * minute))).toEqual([[3, 5]]);
    expect(gaps(runs(minutes(0, 1, 2), minute), span, minute, 3.2 * minute)).toEqual([]);
  });

  it("is not a sample that comes a little late, and is one that comes a whole step late", () => {
    const late = [point(0, 1), point(minute + 25_000, 1), point(3 * minute + 25_000, 1)];
    expect(runs(late, minute).map((run) => run.points.length)).toEqual([2, 1]);
  });
});

it("knows a bucket by what was measured, not by a limit that was declared", () => {
  expect(isKnown(point(0, null, { max: 50 }))).toBe(false);
  expect(isKnown(point(0, null, { waiting: 0 }))).toBe(true);
});

it("a bucket that stands alone in a long span would not be seen as a line", () => {
  const known = runs(minutes(0, 5, 6, 7), minute);
  expect(specks(known, { from: 0, to: 200 * minute }).map(({ at }) => at)).toEqual([0]);
  expect(specks(known, span)).toEqual([]);
});

describe("the curves", () => {
  it("cover their buckets from edge to edge and never cross a gap", () => {
    const drawn = vertices(runs(minutes(0, 1, 4), minute), minute);
    expect(drawn.map(({ x, usedAvg }) => [x / minute, usedAvg])).toEqual([
      [0, 0],
      [0.5, 0],
      [1.5, 1],
      [2, 1],
      [2, null],
      [4, 4],
      [4.5, 4],
      [5, 4],
      [5, null],
    ]);
  });

  it("change a limit where its bucket begins: half-way between two vertices", () => {
    const drawn = vertices(runs([point(0, 1), point(minute, 1, { max: 200 })], minute), minute);
    const before = drawn.findLast(({ max }) => max === 50)?.x ?? 0;
    const after = drawn.find(({ max }) => max === 200)?.x ?? 0;
    expect((before + after) / 2).toBe(minute);
  });
});

describe("the bucket of an instant", () => {
  const points = minutes(0, 1, 2, 6);
  it.each([
    [-1, undefined],
    [0, 0],
    [59_999, 0],
    [minute, 1],
    [2.9 * minute, 2],
    [5 * minute, undefined],
    [6 * minute, 6],
    [9 * minute, undefined],
  ])("%d ms", (instant, expected) => {
    expect(pointAt(points, minute, instant)?.usedAvg).toBe(expected);
  });
});
