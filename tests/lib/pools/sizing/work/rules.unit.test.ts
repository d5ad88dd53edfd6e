import { expect, test } from "vitest";
import { measuredWork } from "@/lib/pools/sizing/work/rules";

const at = (seconds: number) => new Date(1_772_452_800_000 + seconds * 1_000);
type Told = [seconds: number, used: number | null, transactions: number | null, heldSeconds?: number];
const course = (figures: readonly Told[]) =>
  figures.map(([seconds, used, transactions, heldSeconds = null]) => ({
    at: at(seconds),
    ...{ used, transactions, heldSeconds },
  }));

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

test("a hold is the mean of those that ended, where the pool adds them up", () => {
  // Between two looks nothing is held, and something was all the same.
  const work = measuredWork(
    course([
      [0, 0, 1_000, 200],
      [60, 0, 2_200, 380],
      [120, 1, 3_400, 560],
    ]),
  );
  expect(work).toEqual({ arrivalsPerSecond: 20, holdSeconds: 0.15 });
});

test("what lies between two samples in which the counts began anew is left out", () => {
  const work = measuredWork(
    course([
      [0, 4, 10_000, 2_000],
      [60, 4, 11_200, 2_240],
      [120, 4, 300, 60],
      [180, 4, 1_500, 300],
    ]),
  );
  expect(work).toEqual({ arrivalsPerSecond: 20, holdSeconds: 0.2 });
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
    "the count began anew so often that little is left",
    course([
      [0, 4, 900],
      [30, 4, 1_000],
      [60, 4, 20],
      [80, 4, 900],
    ]),
  ],
])("it is not known where %s", (_, samples) => {
  expect(measuredWork(samples)).toBeNull();
});
