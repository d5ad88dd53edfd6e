import { expect, it } from "vitest";
import { placeBeside } from "@/components/ui/place-beside";

const window = { width: 400, height: 300 };
const size = { width: 100, height: 20 };
const anchor = (left: number, top: number) => ({ left, top, width: 40, height: 40 });

it.each([
  ["top", { left: 70, top: 74 }],
  ["bottom", { left: 70, top: 146 }],
  ["left", { left: 8, top: 110 }],
  ["right", { left: 146, top: 110 }],
] as const)("stands centred at the %s where there is room", (side, place) => {
  expect(placeBeside(anchor(100, 100), size, side, window)).toEqual(place);
});

it("goes to the other side at the window's edge", () => {
  expect(placeBeside(anchor(100, 4), size, "top", window).top).toBe(50);
  expect(placeBeside(anchor(100, 258), size, "bottom", window).top).toBe(232);
});

it("never leaves the window", () => {
  expect(placeBeside(anchor(0, 100), size, "top", window).left).toBe(8);
  expect(placeBeside(anchor(380, 100), size, "top", window).left).toBe(292);
});
