import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rollUp, rowLength } from "@/components/charts/roll-up";
import { at, foundingIncident, hour, minute, point } from "./story";

describe("the length of a row", () => {
  it.each([
    [210 * minute, minute, 60, 5 * minute],
    [30 * minute, minute, 60, minute],
    [7 * 24 * hour, 30 * minute, 60, 3 * hour],
    [365 * 24 * hour, 24 * hour, 60, 7 * 24 * hour],
    [24 * hour, 7 * minute, 60, 28 * minute],
  ])("a span of %d ms in buckets of %d ms, %d rows at most: %d ms", (length, step, most, expected) => {
    expect(rowLength({ from: 0, to: length }, step, most)).toBe(expected);
  });
});

describe("rows", () => {
  const span = { from: at("2025-10-08T17:30:00Z"), to: at("2025-10-08T21:00:00Z") };

  it("keep the lowest and the highest of their buckets, and both limits where it changed", () => {
    const buckets = [
      point(0, 10, { usedMin: 3, waiting: 0 }),
      point(minute, 20, { usedMax: 50, max: 200, waiting: 7 }),
    ];
    expect(rollUp(buckets, minute, { from: 0, to: 2 * minute }, 1)).toEqual([
      {
        from: 0,
        to: 2 * minute,
        usedMin: 3,
        usedAvg: 15,
        usedMax: 50,
        idle: null,
        idleInTransaction: null,
        waiting: 7,
        max: [50, 200],
      },
    ]);
  });

  it("are few, and say of the founding incident what its buckets say", () => {
    const buckets = foundingIncident();
    const rows = rollUp(buckets, minute, span, 60);
    expect(rows.length).toBe(42);
    expect(Math.max(...rows.map((row) => row.usedMax ?? 0))).toBe(50);
    expect(rows.at(-1)?.to).toBe(span.to);
  });

  it("tell of a gap among them and after the last", () => {
    const rows = rollUp([point(0, 1), point(5 * minute, 2)], minute, { from: 0, to: 20 * minute }, 60);
    expect(rows.map(({ from, to, usedMax }) => [from / minute, to / minute, usedMax])).toEqual([
      [0, 1, 1],
      [1, 5, null],
      [5, 6, 2],
      [6, 20, null],
    ]);
  });

  it("are none where there is nothing", () => {
    expect(rollUp([], minute, span, 60)).toEqual([]);
  });

  it("never lose an extreme, whatever the buckets", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 80 }),
        (used, most) => {
          const buckets = used.map((value, index) => point(index * minute, value));
          const rows = rollUp(buckets, minute, { from: 0, to: used.length * minute }, most);
          expect(Math.max(...rows.map((row) => row.usedMax ?? -1))).toBe(Math.max(...used));
          expect(Math.min(...rows.map((row) => row.usedMin ?? 1e9))).toBe(Math.min(...used));
          expect(rows.length).toBeLessThanOrEqual(Math.max(most, 1) + 1);
        },
      ),
    );
  });
});
