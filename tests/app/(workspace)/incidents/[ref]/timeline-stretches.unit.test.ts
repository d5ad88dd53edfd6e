import { expect, test } from "vitest";
import { stretchesOf } from "@/app/(workspace)/incidents/[ref]/timeline-stretches";

const entries = (count: number) => Array.from({ length: count }, (_, place) => count - place);

test.each([
  [0, []],
  [1, [1]],
  [20, [20]],
  [21, [1, 20]],
  [45, [5, 20, 20]],
])("%i entries are in stretches of at most twenty", (count, lengths) => {
  const stretches = stretchesOf(entries(count));
  expect(stretches.map(({ length }) => length)).toEqual(lengths);
  expect(stretches.flat()).toEqual(entries(count));
});

test("one that is written now moves none of the others to another stretch", () => {
  const before = stretchesOf(entries(45));
  const after = stretchesOf(entries(46));
  expect(after.slice(1)).toEqual(before.slice(1));
  expect(after[0]).toEqual([46, ...(before[0] ?? [])]);
});
