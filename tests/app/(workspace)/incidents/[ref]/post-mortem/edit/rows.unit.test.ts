import { describe, expect, it } from "vitest";
import {
  countRows,
  linesOf,
  moved,
  rowsAsTyped,
  typedOf,
} from "@/app/(workspace)/incidents/[ref]/post-mortem/edit/rows";

const stored = [
  { key: "a", id: "a", values: { text: "one" } },
  { key: "b", id: "b", values: { text: "two" } },
];

describe("the rows of a list that was typed", () => {
  it("are counted by their highest index", () => {
    expect(countRows("fixes", {})).toBe(0);
    expect(countRows("fixes", { "fixes.0.text": "x", "fixes.2.text": "y", "fixesOther.9.text": "z" })).toBe(
      3,
    );
    expect(countRows("fixes", { "fixes.99999.text": "x", "fixes.x.text": "y" })).toBe(0);
  });

  it("show what was typed after a refusal, and keep the ids that are known", () => {
    const typed = { "fixes.0.id": "b", "fixes.0.text": "zwei", "fixes.1.id": "", "fixes.1.text": "new" };
    expect(rowsAsTyped("fixes", typed, stored, true)).toMatchObject([
      { id: "b", values: { text: "zwei" } },
      { id: "", values: { text: "new" } },
    ]);
  });

  it("show what is stored for a draft, so that what was changed can be told and filled in", () => {
    const draft = {
      "fixes.0.id": ["b"],
      "fixes.0.text": ["zwei"],
      "fixes.1.id": [""],
      "fixes.1.text": ["new"],
    };
    expect(rowsAsTyped("fixes", draft, stored, false)).toMatchObject([
      { id: "b", values: { text: "two" } },
      { id: "", values: {} },
    ]);
  });

  it("forget an id that is not in the list", () => {
    const [row] = rowsAsTyped("fixes", { "fixes.0.id": "x", "fixes.0.text": "t" }, stored, true);
    expect(row?.id).toBe("");
  });
});

describe("moving a row", () => {
  it.each([
    [0, 1, "bac"],
    [2, 1, "acb"],
    [0, -1, "abc"],
    [2, 3, "abc"],
    [5, 0, "abc"],
  ])("from %d to %d gives %s", (from, to, expected) => {
    expect(moved(["a", "b", "c"], from, to).join("")).toBe(expected);
  });
});

describe("a section as lines", () => {
  it("reads alike whether it was typed or is stored", () => {
    const content = {
      whatHappened: "It broke.",
      factors: [{ id: "1", text: "Review", category: null, positive: true, acceptedRisk: null }],
      fixes: [],
    };
    const typed = {
      ref: "INC-2026-0001",
      base: "0123",
      whatHappened: "It broke.",
      "factors.0.id": "1",
      "factors.0.text": "Review",
      "factors.0.category": "",
      "factors.0.positive": "on",
      "fixes.0.id": "",
      "fixes.0.text": "",
    };
    expect(linesOf(typedOf(content))).toEqual(["It broke.", "Review · positive"]);
    expect(linesOf(typed)).toEqual(linesOf(typedOf(content)));
  });

  it("tells times and lists of texts", () => {
    const content = { user: ["one", "two"], figures: { from: new Date(0), count: { count: 0 } }, base: "x" };
    expect(linesOf(typedOf(content))).toEqual(["one", "two", "1970-01-01T00:00:00.000Z", "0"]);
  });
});
