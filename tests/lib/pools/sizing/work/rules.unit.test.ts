import { expect, test } from "vitest";
import { measuredWork } from "@/lib/pools/sizing/work/rules";

const at = (seconds: number) => new Date(1_772_452_800_000 + seconds * 1_000);
const course = (figures: readonly [seconds: number, used: number | null, transactions: number | null][]) =>
  figures.map(([seconds, used, transactions]) => ({ at: at(seconds), used, transactions }));

test("arrivals are transactions a second, and a hold is what Little's law makes of them", () => {
  const work = measuredWork(
    course([
      [0, 4, 1_000],
      [60, 6, 2_200],
      [120, 5, 3_400],
    ]),
  );
  expect(work).toEqual({ arrivalsPerSecond: 20, holdSeconds: 0.25 });
});

test.each([
  ["nothing is told", []],
  [
    "two samples tell it",
    course([
      [0, 4, 0],
      [90, 4, 90],
    ]),
  ],
  [
    "they lie within a minute",
    course([
      [0, 4, 0],
      [10, 4, 90],
      [20, 4, 180],
    ]),
  ],
  [
    "the source does not count",
    course([
      [0, 4, null],
      [60, 4, null],
      [120, 4, null],
    ]),
  ],
  [
    "nothing was done",
    course([
      [0, 4, 7],
      [60, 4, 7],
      [120, 4, 7],
    ]),
  ],
  [
    "nothing was held",
    course([
      [0, 0, 0],
      [60, 0, 60],
      [120, 0, 120],
    ]),
  ],
  [
    "the count began anew in between",
    course([
      [0, 4, 900],
      [60, 4, 20],
      [120, 4, 1_000],
    ]),
  ],
])("it is not known where %s", (_, samples) => {
  expect(measuredWork(samples)).toBeNull();
});
