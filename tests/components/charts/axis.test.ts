import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ceiling, countTicks, percent, shareOf, spread } from "@/components/charts/axis";

describe("counts on an axis", () => {
  it.each([
    [54, 5, [0, 20, 40]],
    [54, 6, [0, 10, 20, 30, 40, 50]],
    [216, 5, [0, 50, 100, 150, 200]],
    [4.3, 5, [0, 1, 2, 3, 4]],
    [10.8, 5, [0, 5, 10]],
    [1080, 5, [0, 500, 1000]],
  ])("up to %d in at most %d steps: %j", (top, most, expected) => {
    expect(countTicks(top, most)).toEqual(expected);
  });

  it("are whole numbers within the axis and few, whatever its height", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e7, noNaN: true }), (top) => {
        const ticks = countTicks(top, 5);
        expect(ticks.every((tick) => Number.isInteger(tick) && tick <= top)).toBe(true);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });

  it("leave room over the highest, and an axis where all is zero", () => {
    expect(ceiling([3, null, 50, undefined], 4)).toBeCloseTo(54);
    expect(ceiling([0, null], 4)).toBeCloseTo(4.32);
  });
});

describe("labels along a line", () => {
  it.each([
    ["that have room stay", [20, 100], [20, 100]],
    ["that collide are moved apart in their order", [50, 48], [61, 48]],
    ["at the end give way backwards", [198, 199], [180.5, 193.5]],
    ["over the beginning come in", [-5, 2], [6.5, 19.5]],
  ])("%s", (_, places, expected) => {
    expect(spread(places, 13, 200)).toEqual(expected);
  });
});

it("an instant lies in a span by its share", () => {
  expect(shareOf(25, { from: 0, to: 100 })).toBe(0.25);
  expect(shareOf(5, { from: 5, to: 5 })).toBe(0);
  expect(percent(1 / 3)).toBe("33.333%");
});
