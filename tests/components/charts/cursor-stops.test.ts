import { describe, expect, it } from "vitest";
import { between, rangeHref, snap, stopByKey, stopsOf } from "@/components/charts/cursor-stops";
import { point } from "./story";

const span = { from: 0, to: 100 };
const stops = stopsOf(
  [0, 10, 20, 60, 70].map((at) => point(at, 1)),
  10,
  span,
);

it("the cursor rests in the middle of the buckets that are shown", () => {
  expect(stops).toEqual([5, 15, 25, 65, 75]);
  expect(stopsOf([point(-20, 1), point(95, 1)], 10, { from: 0, to: 99 })).toEqual([]);
});

it.each([
  [4, 5],
  [11, 15],
  [45, 45],
  [99, 99],
])("the pointer at %d is read at %d", (at, expected) => {
  expect(snap(at, stops, 10)).toBe(expected);
});

describe("by keyboard", () => {
  it.each([
    ["ArrowRight", 5, 15],
    ["ArrowRight", 25, 65],
    ["ArrowRight", 75, 75],
    ["ArrowRight", null, 5],
    ["ArrowLeft", 65, 25],
    ["ArrowLeft", 5, 5],
    ["ArrowLeft", null, 75],
    ["ArrowRight", 45, 65],
    ["ArrowLeft", 45, 25],
    ["ArrowUp", 5, 15],
    ["ArrowDown", 15, 5],
    ["Home", 65, 5],
    ["End", null, 75],
    ["Tab", 5, undefined],
    ["a", null, undefined],
  ])("%s at %j goes to %j", (key, at, expected) => {
    expect(stopByKey(key, at, stops)).toBe(expected);
  });

  it("pages go a tenth of all buckets", () => {
    const many = Array.from({ length: 100 }, (_, index) => index);
    expect([stopByKey("PageUp", 20, many), stopByKey("PageDown", 20, many)]).toEqual([30, 10]);
    expect([stopByKey("PageUp", 95, many), stopByKey("PageDown", 3, many)]).toEqual([99, 0]);
  });

  it("goes nowhere where there is nothing", () => {
    expect(stopByKey("ArrowRight", null, [])).toBeUndefined();
  });
});

it("what is marked is whole buckets within what is shown", () => {
  expect(between(25, 5, 10, span)).toEqual({ from: 0, to: 30 });
  expect(between(2, 98, 10, span)).toEqual({ from: 0, to: 100 });
});

it("a stretch has an address", () => {
  expect(rangeHref("/pools/7?from={from}&to={to}", { from: 0, to: 60_000 })).toBe(
    "/pools/7?from=1970-01-01T00%3A00%3A00.000Z&to=1970-01-01T00%3A01%3A00.000Z",
  );
});
