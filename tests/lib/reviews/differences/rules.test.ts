import { describe, expect, it } from "vitest";
import { canonicalForm } from "@/lib/reviews/canonical-form";
import { differences } from "@/lib/reviews/differences/rules";
import { sampleDocument, sampleItem } from "../sample";

const before = canonicalForm(sampleDocument);
const changed = (part: Partial<typeof sampleDocument>) =>
  differences(before, canonicalForm({ ...sampleDocument, ...part }));

describe("differences between two signed texts", () => {
  it("are none when the texts are equal", () => {
    expect(differences(before, before)).toEqual([]);
  });

  it("name the section, with its lines before and after", () => {
    expect(changed({ summary: "It ran dry twice." })).toEqual([
      { section: "Summary", before: "The pool ran dry.", after: "It ran dry twice." },
    ]);
  });

  it("come in the order of the document", () => {
    const sections = changed({ controls: [], title: "Else", lessons: [] }).map(({ section }) => section);
    expect(sections).toEqual(["Header", "Lessons", "Prevention"]);
  });

  it("tell owner and due date of an action item", () => {
    const [difference] = changed({ actionItems: [{ ...sampleItem, dueOn: "2026-04-15" }] });
    expect(difference?.before).toBe("Close connections on every path; owner Ben, due 2026-03-31");
    expect(difference?.after).toBe("Close connections on every path; owner Ben, due 2026-04-15");
  });

  it("tell a change of seconds", () => {
    const [entry] = sampleDocument.timeline;
    const timeline = entry ? [{ ...entry, at: new Date("2026-03-01T10:00:30Z") }] : [];
    expect(changed({ timeline })).toEqual([
      {
        section: "Timeline",
        before: "2026-03-01 10:00 UTC alert: Pool at 95 % (Ben)",
        after: "2026-03-01 10:00:30 UTC alert: Pool at 95 % (Ben)",
      },
    ]);
  });

  it("show the canonical JSON where the lines read the same", () => {
    const owner = { kind: "team", id: null, name: "Ben" } as const;
    const [difference] = changed({ actionItems: [{ ...sampleItem, owner }] });
    expect(difference?.section).toBe("Action items");
    expect(difference?.before).toContain('"kind":"person"');
    expect(difference?.after).toContain('"kind":"team"');
  });
});
