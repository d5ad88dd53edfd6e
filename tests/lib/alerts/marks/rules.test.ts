import { expect, it } from "vitest";
import { limitChanges } from "@/lib/alerts/marks/rules";
import { at, later, minutes } from "../../../support/clock";

const start = at("2025-10-08 15:28 America/New_York");
const told = (...limits: (number | null)[]) =>
  limits.map((max, index) => ({ at: later(start, minutes(index)), max }));

it("a limit that changes is marked where its first bucket begins, whatever was not told in between", () => {
  expect(limitChanges(told(50, 50, null, 200, 200, 100), 1)).toEqual([
    { at: later(start, minutes(3)), from: 50, to: 200 },
    { at: later(start, minutes(5)), from: 200, to: 100 },
  ]);
});

it("limits of pools whose instances come and go are not marked", () => {
  expect(limitChanges(told(50, 100, 50), 2)).toEqual([]);
});
