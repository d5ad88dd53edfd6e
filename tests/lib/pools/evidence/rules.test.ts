import { describe, expect, it } from "vitest";
import { withoutFirstSilence } from "@/lib/pools/evidence/rules";

const at = (clock: string) => new Date(`2026-03-02T${clock}Z`);
const stretch = { from: at("12:00:00"), to: at("12:32:00") };

describe("a silence at the beginning of a stretch", () => {
  it("is left out where it takes more than half, but for a tenth of the rest", () => {
    expect(withoutFirstSilence(stretch, [at("12:30:00"), at("12:22:00")])).toEqual({
      from: at("12:21:00"),
      to: at("12:32:00"),
    });
  });

  it.each([
    ["takes less than half", [at("12:15:00")]],
    ["is all that there is", []],
    ["is not one: something is known from before", [at("12:31:00"), at("12:00:00")]],
    ["is followed by nothing within the stretch", [at("11:00:00"), at("12:32:00")]],
  ])("stays where it %s", (_, known) => {
    expect(withoutFirstSilence(stretch, known)).toEqual(stretch);
  });
});
