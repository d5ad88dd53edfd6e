import { expect, it } from "vitest";
import { limitChanges } from "@/lib/alerts/marks/rules";
import { at, later, minutes } from "../../../support/clock";

const start = at("2025-10-08 15:28 America/New_York");
const told = (...limits: (number | null)[]) =>
  limits.map((instanceMax, index) => ({ at: later(start, minutes(index)), instanceMax }));

it("a limit that changes is marked where its first bucket begins, whatever was not told in between", () => {
  expect(limitChanges(told(50, 50, null, 200, 200, 100))).toEqual([
    { at: later(start, minutes(3)), from: 50, to: 200 },
    { at: later(start, minutes(5)), from: 200, to: 100 },
  ]);
});

it("a limit that stays is no change", () => {
  expect(limitChanges(told(null, 50, 50, null, 50))).toEqual([]);
  expect(limitChanges([])).toEqual([]);
});
