import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Change, diffLines, diffSequence, diffWords, type Piece } from "@/components/ui/diff-text";

const side = (pieces: readonly Piece[], without: Change) =>
  pieces.filter((piece) => piece.kind !== without).map((piece) => piece.text);

const marked = (before: string, after: string) =>
  diffLines(before, after).map((line) => {
    const sign = { same: " ", removed: "-", added: "+" }[line.kind];
    return (
      sign + line.pieces.map((piece) => (piece.kind === "same" ? piece.text : `[${piece.text}]`)).join("")
    );
  });

describe("the difference of two sequences", () => {
  it("gives both sides back, whatever they are", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });
    fc.assert(
      fc.property(words, words, (before, after) => {
        const pieces = diffSequence(before, after);
        expect(side(pieces, "added")).toEqual(before);
        expect(side(pieces, "removed")).toEqual(after);
      }),
    );
  });

  it("keeps the longest common part", () => {
    const same = diffSequence([..."abcabba"], [..."cbabac"]).filter((piece) => piece.kind === "same");
    expect(same).toHaveLength(4);
  });

  it("counts the middle as rewritten where a table would be too large", () => {
    const before = Array.from({ length: 3_000 }, (_, n) => `old ${n}`);
    const after = Array.from({ length: 3_000 }, (_, n) => `new ${n}`);
    expect(diffSequence(before, after)).toHaveLength(6_000);
  });
});

describe("the difference of two lines", () => {
  it("marks the words that changed and keeps the spaces", () => {
    expect(diffWords("pool size 50", "pool size 200")).toEqual([
      { kind: "same", text: "pool size " },
      { kind: "removed", text: "50" },
      { kind: "added", text: "200" },
    ]);
  });
});

describe("the difference of two texts", () => {
  it("shows what was rewritten within its line", () => {
    expect(marked("one\npool of 50\nthree", "one\npool of 200\nthree")).toEqual([
      " one",
      "-pool of [50]",
      "+pool of [200]",
      " three",
    ]);
  });

  it("shows lines without much in common whole", () => {
    expect(marked("the pool ran dry", "nobody was paged")).toEqual([
      "-the pool ran dry",
      "+nobody was paged",
    ]);
  });

  it("numbers the lines of both sides", () => {
    const lines = diffLines("a\nb\nc", "a\nc\nd");
    expect(lines.map((line) => [line.kind, line.before, line.after])).toEqual([
      ["same", 1, 1],
      ["removed", 2, undefined],
      ["same", 3, 2],
      ["added", undefined, 3],
    ]);
  });

  it.each([
    ["nothing", "", ""],
    ["the end of the last line", "a\nb", "a\nb\n"],
    ["the way lines end", "a\r\nb\r\n", "a\nb\n"],
  ])("finds none when only %s differs", (_, before, after) => {
    expect(diffLines(before, after).every((line) => line.kind === "same")).toBe(true);
  });

  it("shows a text that came from nothing as added", () => {
    expect(marked("", "a\nb")).toEqual(["+a", "+b"]);
  });
});
