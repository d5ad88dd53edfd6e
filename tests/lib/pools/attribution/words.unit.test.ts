import { expect, it } from "vitest";
import { sayRate, sayTime } from "@/lib/pools/attribution/words";

it.each([
  [0, "0 s"],
  [0.0002, "1 ms"],
  [0.42, "420 ms"],
  [1, "1 s"],
  [4.25, "4.3 s"],
  [10.4, "10 s"],
  [119, "119 s"],
  [540, "9 min"],
  [90_000, "25 h"],
])("%d seconds are said as %s", (seconds, said) => {
  expect(sayTime(seconds)).toBe(said);
});

it.each([
  [0, "0"],
  [0.4512, "0.45"],
  [38.2, "38"],
  [1_240, "1,240"],
])("%d a second is said as %s", (rate, said) => {
  expect(sayRate(rate)).toBe(said);
});
