import { describe, expect, test } from "vitest";
import {
  asPrefixes,
  excerptAround,
  partialRanges,
  partsOf,
  rangesOf,
  readSearch,
} from "@/lib/reviews/search/rules";

const web = (text: string) => {
  const read = readSearch(text);
  return "terms" in read ? read.terms.web : read.problem;
};

describe("what is typed becomes a question that the database understands", () => {
  test.each([
    ["pool exhausted", `"pool" "exhausted"`],
    ["HikariPool-1", `"HikariPool 1"`],
    ["db-01.prod.example.com", `"db 01 prod example com"`],
    ["0x80070005 ORA-00060", `"0x80070005" "ORA 00060"`],
    [`"connection is not available"`, `"connection is not available"`],
    [`"never closed`, `"never closed"`],
    ["pool -leak", `"pool" -"leak"`],
    [`pool -"slow query"`, `"pool" -"slow query"`],
    ["leak or timeout", `"leak" or "timeout"`],
    ["OR leak or or timeout or", `"leak" or "timeout"`],
    ["  Übergröße\n\tzwölf ", `"Übergröße" "zwölf"`],
    ["it's & <b>bold</b> | !not", `"it s" "b bold b" "not"`],
    ["a\u0000b", `"a b"`],
    ["\uE000pool\uE001", `"pool"`],
  ])("%j", (text, expected) => expect(web(text)).toBe(expected));

  test("word* asks for what begins so, and is a word of titles too", () => {
    expect(readSearch("Hikari* leak a-b*")).toEqual({
      terms: { web: `"leak" "a b"`, beginnings: ["Hikari"], words: ["Hikari", "leak", "a-b"] },
    });
    expect(asPrefixes(["Hikari", "po"])).toBe("'Hikari':* & 'po':*");
    expect(asPrefixes([])).toBeNull();
  });

  test.each(["pool -report", `pool "is full"`, `-"slow query" Hikari*`, "pool -x*"])(
    "%j is more than its words: no part of a title answers it",
    (text) => expect(readSearch(text)).toMatchObject({ terms: { words: [] } }),
  );

  test.each(["", "   ", "!!! ---", `""`, `" - "`, "or", "& | ! ( )", "*", "\u0000"])(
    "%j is nothing to look for, and says so",
    (text) =>
      expect(web(text)).toBe("There is nothing to look for in that. Write a word, a number or a code."),
  );

  test("10,000 characters are too many, and say so", () => {
    expect(web("pool ".repeat(2_000))).toMatch(/^Search for at most 200 characters/);
    expect(web("x".repeat(200))).toBe(`"${"x".repeat(200)}"`);
    expect(web("x".repeat(201))).toMatch(/^Search for at most 200 characters/);
  });
});

describe("what was found", () => {
  test("stands where the database marked it", () => {
    expect(rangesOf("The pool-1 is full", "The \uE000pool\uE001 \uE0001\uE001 is full")).toEqual([
      [4, 8],
      [9, 10],
    ]);
    expect(rangesOf("another text", "The \uE000pool\uE001")).toEqual([]);
    expect(rangesOf("nothing", "nothing")).toEqual([]);
  });

  test("may be a part of a word in any case", () => {
    expect(partialRanges("Connection pool EXHAUSTED", ["haust", "pool", "none", ""])).toEqual([
      [18, 23],
      [11, 15],
    ]);
  });

  test("cuts a text into stretches, whatever overlaps", () => {
    expect(
      partsOf("abcdef", [
        [3, 5],
        [1, 4],
      ]),
    ).toEqual([
      { text: "a", found: false },
      { text: "bcd", found: true },
      { text: "e", found: true },
      { text: "f", found: false },
    ]);
    expect(partsOf("", [])).toEqual([]);
  });
});

describe("an excerpt", () => {
  const said = (text: string, word: string) => {
    const at = text.indexOf(word);
    return excerptAround(text, at < 0 ? [] : [[at, at + word.length]]);
  };

  test("is the whole text on one line where that is short", () => {
    expect(said("The pool\nis full", "pool")).toEqual([
      { text: "The ", found: false },
      { text: "pool", found: true },
      { text: " is full", found: false },
    ]);
  });

  test("stands around the first place in a long text, and says what it leaves out", () => {
    const long = `${"before ".repeat(3_000)}HikariPool ${"after ".repeat(3_000)}`;
    const parts = said(long, "HikariPool");
    expect(parts.map(({ found }) => found)).toEqual([false, false, true, false, false]);
    expect(parts[0]).toEqual({ text: "…", found: false });
    expect(parts.at(-1)).toEqual({ text: "…", found: false });
    expect(parts.map(({ text }) => text).join("").length).toBeLessThan(230);
  });

  test("is the beginning where nothing is marked, and holds without a single space", () => {
    expect(said("x".repeat(1_000), "y").map(({ text }) => text.length)).toEqual([110, 1]);
    expect(said(`${"x".repeat(1_000)}y${"x".repeat(1_000)}`, "y").filter(({ found }) => found)).toEqual([
      { text: "y", found: true },
    ]);
  });
});
