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
    ["that collide are moved apart in their order, each as far", [50, 48], [55.5, 42.5]],
    ["that come to touch by that are moved as well", [50, 48, 61], [53, 40, 66]],
    ["at one place are moved apart as they are told", [50, 50], [43.5, 56.5]],
    ["at the end give way backwards", [198, 199], [180.5, 193.5]],
    ["over the beginning come in", [-5, 2], [6.5, 19.5]],
  ])("%s", (_, places, expected) => {
    expect(spread(places, 13, 200)).toEqual(expected);
  });

  it("of a limit and of 95 % of it, a few pixels apart, keep their room, and the one far below stays", () => {
    const [top, plot] = [216, 208];
    const places = [200, 190, 160].map((value) => plot * (1 - value / top));
    const [limit = 0, critical = 0, warning = 0] = spread(places, 16, plot);
    expect(critical - limit).toBeCloseTo(16);
    expect(warning).toBeCloseTo(places[2] ?? 0);
    expect((places[0] ?? 0) - limit).toBeCloseTo(critical - (places[1] ?? 0));
  });

  it("never overlap nor leave the line, however many there are", () => {
    const place = fc.double({ min: -50, max: 250, noNaN: true });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (places) => {
        const each = Math.min(16, 200 / places.length);
        const moved = spread(places, 16, 200).toSorted((one, other) => one - other);
        expect(moved.every((one) => one > each / 2 - 1e-6 && one < 200 - each / 2 + 1e-6)).toBe(true);
        for (const [index, one] of moved.slice(1).entries())
          expect(one - (moved[index] ?? 0)).toBeGreaterThan(each - 1e-6);
      }),
    );
  });
});

it("an instant lies in a span by its share", () => {
  expect(shareOf(25, { from: 0, to: 100 })).toBe(0.25);
  expect(shareOf(5, { from: 5, to: 5 })).toBe(0);
  expect(percent(1 / 3)).toBe("33.333%");
});
