import { describe, expect, it } from "vitest";
import { excerpt } from "@/lib/core/text";

describe("an excerpt", () => {
  it.each([
    ["a  short\n\ntext", "a short text"],
    ["", ""],
    [`${"word ".repeat(100)}end`, `${"word ".repeat(47).trim()}…`],
    ["x".repeat(1000), `${"x".repeat(239)}…`],
  ])("of a text is one line that ends at a word", (text, expected) => {
    expect(excerpt(text)).toBe(expected);
  });

  it("never cuts a character in two", () => {
    expect(excerpt("🌊".repeat(300))).toBe(`${"🌊".repeat(239)}…`);
  });
});
