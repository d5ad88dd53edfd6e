import { describe, expect, it } from "vitest";
import { completeness, planRows } from "@/lib/reviews/rules";
import type { PostMortemDocument } from "@/lib/reviews/schema";
import { sampleDocument } from "./sample";

describe("how complete a document is", () => {
  it("counts nine sections, the sign-off when it is approved", () => {
    expect(completeness(sampleDocument, true)).toMatchObject({ done: 9, of: 9 });
    expect(completeness(sampleDocument, false)).toMatchObject({ done: 8, of: 9 });
  });

  it.each<[string, Partial<PostMortemDocument>]>([
    ["summary", { summary: "" }],
    ["impact", { impact: { statements: [], figures: null } }],
    ["timeline", { timeline: [] }],
    ["root-cause-analysis", { rootCauses: [] }],
    ["root-cause-analysis", { whatHappened: "" }],
    ["resolution", { fixes: [], codeChanges: [] }],
    ["lessons", { lessons: [] }],
    ["action-items", { actionItems: [] }],
    ["prevention", { controls: [] }],
  ])("misses %s", (key, part) => {
    const judged = completeness({ ...sampleDocument, ...part }, true);
    expect(judged.sections.filter((section) => !section.done).map((section) => section.key)).toEqual([key]);
  });
});

describe("how a list becomes what was sent", () => {
  const stored = [
    { id: "a", text: "one" },
    { id: "b", text: "two" },
  ];

  it("keeps the ids of rows that moved or were reworded", () => {
    const plan = planRows<{ text: string }>(stored, [
      { id: "b", text: "two" },
      { id: "a", text: "uno" },
    ]);
    expect(plan).toEqual({
      removed: [],
      kept: [
        { id: "b", position: 0, content: { text: "two" } },
        { id: "a", position: 1, content: { text: "uno" } },
      ],
      added: [],
    });
  });

  it("removes what was not sent and adds what has no id", () => {
    const plan = planRows<{ text: string }>(stored, [{ text: "zero" }, { id: "b", text: "two" }]);
    expect(plan.removed).toEqual(["a"]);
    expect(plan.added).toEqual([{ position: 0, content: { text: "zero" } }]);
    expect(plan.kept).toEqual([{ id: "b", position: 1, content: { text: "two" } }]);
  });

  it("takes an unknown id, or one that is sent twice, for a new row", () => {
    const plan = planRows<{ text: string }>(stored, [
      { id: "a", text: "one" },
      { id: "a", text: "copy" },
      { id: "x", text: "else" },
    ]);
    expect(plan.kept.map((row) => row.id)).toEqual(["a"]);
    expect(plan.added.map((row) => row.content.text)).toEqual(["copy", "else"]);
    expect(plan.removed).toEqual(["b"]);
  });
});
