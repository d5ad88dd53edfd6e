import fc from "fast-check";
import { expect, test } from "vitest";
import { packPoints, unpackPoints } from "@/components/charts/packed";

const minute = 60_000;
const value = fc.option(fc.integer({ min: 0, max: 100_000 }).map((hundredths) => hundredths / 100));
const figures = {
  ...{ usedMin: value, usedAvg: value, usedMax: value, idle: value },
  ...{ idleInTransaction: value, waiting: value, max: value },
};

test("points come out as they went in, with the gaps between them and what was never measured", () => {
  const gap = fc.oneof(fc.constant(minute), fc.integer({ min: 1, max: 90 * minute }));
  fc.assert(
    fc.property(
      fc.array(fc.record({ gap, ...figures })),
      fc.integer({ min: 0, max: 2e12 }),
      (rows, begin) => {
        let at = begin;
        const points = rows.map(({ gap: since, ...rest }) => {
          at += since;
          return { at, ...rest };
        });
        const packed = unpackPoints(JSON.parse(JSON.stringify(packPoints(points, minute))), minute);
        expect(packed).toEqual(points);
      },
    ),
  );
});

test("what was never measured is not sent", () => {
  const point = {
    usedMin: null,
    usedMax: null,
    idle: null,
    idleInTransaction: null,
    waiting: null,
    max: null,
  };
  expect(packPoints([{ at: 1_000, usedAvg: 21 / 9, ...point }], minute)).toEqual({
    at: [1_000],
    usedAvg: [2.33],
  });
});
