import { expect, it } from "vitest";
import { isVerified } from "@/lib/reviews/controls/rules";

it.each([
  ["in words", "Raised on purpose each month", false, true],
  ["because something watches it", null, true, true],
  ["in both ways", "Raised on purpose each month", true, true],
  ["by nothing", null, false, false],
])("a control is verified %s", (_, verification, watched, verified) => {
  expect(isVerified({ verification }, watched)).toBe(verified);
});
