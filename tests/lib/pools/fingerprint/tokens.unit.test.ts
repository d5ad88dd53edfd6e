import { expect, it } from "vitest";
import { tokensOf } from "@/lib/pools/fingerprint/tokens";

it.each([
  ["'it''s' U&'a'", "literal ?, literal ?"],
  [String.raw`E'it\'s''' x`, "literal ?, word x"],
  ['"a""b"/**/$1', 'name "a""b", parameter $n'],
  ["a.b>=.5e-3", "word a, sign ., word b, sign >, sign =, literal ?"],
  [" -- x", ""],
])("%j has these pieces: %s", (statement, pieces) => {
  expect(
    tokensOf(statement)
      .map(({ kind, text }) => `${kind} ${text}`)
      .join(", "),
  ).toBe(pieces);
});

it("tells where white space or a comment stood", () => {
  expect(tokensOf("a b(/* x */c,d").map(({ spaced }) => spaced)).toEqual([
    false,
    true,
    false,
    true,
    false,
    false,
  ]);
});
