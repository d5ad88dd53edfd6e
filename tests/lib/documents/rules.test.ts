import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differences } from "../../../lib/documents/rules";
import { emptyDocument, type PortableDocument } from "../../../lib/documents/schema";
import { anyDocument } from "./any-document";

const before: PortableDocument = {
  ...emptyDocument("UTC"),
  summary: "Slow.",
  fixes: ["Restarted"],
  timeline: [
    { at: "2025-10-08T14:23:00.000Z", precision: "exact", kind: "alert", text: "Pool full", author: null },
  ],
};

describe("the differences between two documents", () => {
  it("are the parts that changed, in order, each side as it would be written", () => {
    const after = {
      ...before,
      summary: "",
      fixes: ["Restarted", "Enlarged"],
      milestones: [
        { kind: "detectedAt" as const, at: "2025-10-08T14:23:00.000Z", precision: "about" as const },
      ],
    };
    expect(differences(before, after)).toEqual([
      { part: "summary", section: "Summary", before: "## Summary\n\nSlow.", after: "" },
      {
        part: "milestones",
        section: "Milestones",
        before: "",
        after: "## Milestones\n\n| Milestone | Time (UTC) |\n| --- | --- |\n| Detected | 2025-10-08 ~14:23 |",
      },
      {
        part: "resolution",
        section: "Resolution",
        before: "## Resolution\n\n### Fixes\n\n1. Restarted",
        after: "## Resolution\n\n### Fixes\n\n1. Restarted\n2. Enlarged",
      },
    ]);
  });

  it("are only in the header where nothing but the zone changed", () => {
    const elsewhere = { ...before, header: { ...before.header, timeZone: "Asia/Kathmandu" } };
    expect(differences(before, elsewhere).map(({ part }) => part)).toEqual(["header"]);
  });

  it("are none between a document and itself, however it is spelled", () => {
    expect(differences(before, before)).toEqual([]);
    expect(differences(before, { ...before, summary: "\n\nSlow. \r\n", fixes: [" Restarted", ""] })).toEqual(
      [],
    );
  });

  it("are none exactly where two documents say the same", () => {
    const pair = fc
      .tuple(anyDocument, anyDocument, fc.constantFrom(...Object.keys(before)))
      .map(([one, other, key]) => ({ one, other: { ...one, [key]: other[key as keyof PortableDocument] } }));
    fc.assert(
      fc.property(pair, ({ one, other }) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(differences(one, other).length === 0).toBe(same);
      }),
      { numRuns: 150 },
    );
  });
});
