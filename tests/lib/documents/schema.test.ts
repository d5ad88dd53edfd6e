import { describe, expect, it } from "vitest";
import {
  emptyDocument,
  normaliseDocument,
  type PortableDocument,
  portableDocument,
} from "../../../lib/documents/schema";

const documentWith = (parts: Partial<PortableDocument>): PortableDocument => ({
  ...emptyDocument("UTC"),
  ...parts,
});
const accepts = (parts: object) => portableDocument.safeParse({ ...emptyDocument("UTC"), ...parts }).success;
const milestone = (at: string) => ({ kind: "detectedAt", at, precision: "exact" });

describe("a document that is brought into one spelling", () => {
  it("loses only line ends, white space around texts and rows in which nothing stands", () => {
    const normal = normaliseDocument(
      documentWith({
        header: {
          ...emptyDocument("UTC").header,
          title: " Two\r\n lines ",
          ref: "  ",
          environment: "staging ",
        },
        summary: "\n \n  indented\r\n\r\nand  more  \n\n",
        fixes: ["", " a ", "\n"],
        rootCauses: [
          { title: "", text: " " },
          { title: "Leak", text: "" },
        ],
        contributingFactors: [
          { text: "", category: null, positive: false, acceptedRisk: "" },
          { text: "", category: null, positive: true, acceptedRisk: null },
        ],
        codeChanges: [
          { file: "", changes: [{ text: " ", before: null, after: null }] },
          { file: "a.ts", changes: [] },
        ],
        controls: { technical: [{ text: "", verification: null }], process: [] },
        milestones: [{ kind: "detectedAt", at: "2025-10-08T14:23:00Z", precision: "exact" }],
      }),
    );
    expect(normal).toEqual(
      documentWith({
        header: { ...emptyDocument("UTC").header, title: "Two lines", environment: "staging" },
        summary: "  indented\n\nand  more",
        fixes: ["a"],
        rootCauses: [{ title: "Leak", text: "" }],
        contributingFactors: [{ text: "", category: null, positive: true, acceptedRisk: null }],
        codeChanges: [{ file: "a.ts", changes: [] }],
        milestones: [{ kind: "detectedAt", at: "2025-10-08T14:23:00.000Z", precision: "exact" }],
      }),
    );
    expect(normaliseDocument(normal)).toEqual(normal);
  });

  it("is not the same for letters that only look alike", () => {
    expect(normaliseDocument(documentWith({ summary: "e\u0301" })).summary).toBe("e\u0301");
  });
});

describe("a document", () => {
  it("is refused with text that cannot be stored", () => {
    expect([accepts({ summary: "a\0" }), accepts({ summary: "\ud800" }), accepts({ summary: "😀" })]).toEqual(
      [false, false, true],
    );
  });

  it.each([
    ["2025-10-08T14:23:00Z", true],
    ["2025-10-08T14:23:00.123Z", true],
    ["1970-01-02T00:00:00Z", true],
    ["1969-12-31T00:00:00Z", false],
    ["2200-01-01T00:00:00Z", false],
    ["2025-02-30T00:00:00Z", false],
    ["2025-10-08 14:23", false],
    ["2025-10-08T14:23:00+02:00", false],
    ["", false],
  ])("with the instant %j is accepted: %s", (at, accepted) => {
    expect(accepts({ milestones: [milestone(at)] })).toBe(accepted);
  });

  it("is refused with a milestone given twice, an unknown zone or an impossible date", () => {
    const at = "2025-10-08T14:23:00Z";
    expect(accepts({ milestones: [milestone(at), milestone(at)] })).toBe(false);
    expect(accepts({ header: { ...emptyDocument("UTC").header, timeZone: "Nowhere" } })).toBe(false);
    const item = {
      ref: null,
      title: "a",
      owner: null,
      status: "open",
      kind: null,
      priority: null,
      evidence: null,
    };
    expect(
      ["2025-02-29", "1969-12-31", "12-10-2025"].map((dueOn) =>
        accepts({ actionItems: [{ ...item, dueOn }] }),
      ),
    ).toEqual([false, false, false]);
  });
});
