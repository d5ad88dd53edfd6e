import { expect, test } from "vitest";
import { type Outage, outageOf } from "@/lib/gates/drill/outage";
import { at, later, seconds } from "../../../support/clock";

const began = at("2026-11-26 06:00 UTC");
const when = (place: number) => later(began, seconds(5 * place));
const fromTo = (from: number, to: number | null): Outage => ({
  ...{ from: when(from), to: to === null ? null : when(to) },
});

/** Answers five seconds apart: `+` is well, `-` is not. */
const answers = (signs: string) => [...signs].map((sign, place) => ({ at: when(place), well: sign === "+" }));

test.each<[string, Outage | null]>([
  ["++----++", fromTo(2, 6)],
  ["++---", fromTo(2, null)],
  ["+--+-+---+", fromTo(6, 9)],
  ["+---+----+", fromTo(1, 4)],
  ["----++", null],
  ["---+++---+", fromTo(6, 9)],
  ["++--", null],
  ["-----", null],
  ["", null],
])("by the answers %s the service was gone: %o", (signs, outage) => {
  expect(outageOf(answers(signs))).toEqual(outage);
});
