import { describe, expect, it } from "vitest";
import { storable } from "../../../lib/core/storable";

describe("text that no database can keep", () => {
  it.each([
    ["a NUL", "a\0b", "a\uFFFDb"],
    ["half a pair", "a\uD800b", "a\uFFFDb"],
    ["a whole pair", "a😀b", "a😀b"],
    ["deep in a list", { items: [{ text: "\0" }] }, { items: [{ text: "\uFFFD" }] }],
  ])("is replaced: %s", (_case, before, after) => {
    expect(storable(before)).toEqual(after);
  });

  it("leaves everything else the very thing it was", () => {
    const file = new File(["x"], "x.md");
    const proof = Object.freeze({ personId: "p" });
    const input = { file, proof, list: [1, null, undefined, true], at: new Date(0) };
    expect(storable(input)).toBe(input);
    const mixed = storable({ ...input, bad: "\0" }) as typeof input;
    expect(mixed.file).toBe(file);
    expect(mixed.proof).toBe(proof);
  });
});
