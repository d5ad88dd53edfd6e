import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { parseHighwaterMarkdown } from "../../../../../lib/documents/formats/highwater/parse";
import { FOOTER } from "../../../../../lib/documents/formats/highwater/render";
import { normaliseDocument, portableDocument } from "../../../../../lib/documents/schema";

vi.setConfig({ testTimeout: 60_000 });

const RUNS = Number(process.env.FUZZ_RUNS ?? 500);

function read(markdown: string, options = {}) {
  const parsed = parseHighwaterMarkdown(markdown, options);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return { ...parsed, messages: parsed.notes.map(({ message }) => message) };
}

const under = (heading: string, body: string) =>
  read(`# Incident: Checkout is down\n\n${heading}\n\n${body}\n`);

describe("the header of a house's document", () => {
  it.each([
    ["P0 - Critical", "P0"],
    ["p2", "P2"],
    ["SEV-1", "P1"],
    ["SEV0", "P0"],
    ["Sev 5", "P4"],
    ["SEV-1 (Critical)", "P0"],
    ["Critical", "P0"],
    ["Major", "P1"],
    ["Medium", "P2"],
    ["minor", "P3"],
    ["3", "P3"],
    ["Informational", "P4"],
  ])("severity %s is %s", (text, severity) => {
    const { document } = read(`# X\n\n**Severity:** ${text}\n`);
    expect([document.header.severity, document.unplaced]).toEqual([severity, []]);
  });

  it.each([
    ["Resolved", "resolved"],
    ["RESOLVED ✅", "resolved"],
    ["Fixed", "resolved"],
    ["Mitigated", "monitoring"],
    ["Ongoing", "investigating"],
    ["Closed.", "closed"],
  ])("status %s is %s", (text, status) => {
    const { document } = read(`# X\n\nStatus: ${text}\n`);
    expect([document.header.status, document.unplaced]).toEqual([status, []]);
  });

  it("is read from lines, lists and tables alike", () => {
    const fields = [
      ["Incident ID", "INC-7"],
      ["Severity", "P1"],
      ["Environment", "staging"],
      ["Time zone", "CET"],
    ];
    const lines = fields.map(([label, value]) => `**${label}**: ${value}\\`).join("\n");
    const list = fields.map(([label, value]) => `- ${label}: ${value}`).join("\n");
    const table = `| | |\n|---|---|\n${fields.map(([label, value]) => `| **${label}** | ${value} |`).join("\n")}`;
    for (const form of [lines, list, table]) {
      const { document } = read(`# Post-mortem: Checkout is down\n\n${form}\n`);
      expect(document.header).toMatchObject({
        title: "Checkout is down",
        ref: "INC-7",
        severity: "P1",
        environment: "staging",
        timeZone: "Europe/Berlin",
      });
      expect(document.unplaced).toEqual([]);
    }
  });

  it("keeps a line that names no field, states one twice, or says more than the field holds", () => {
    const { document, notes } = read(
      "# X\n\n**Severity:** P0 for all of Europe\n**Severity:** P1\n**Reporter:** Ben\n**Status:** who knows\n",
    );
    expect(document.header).toMatchObject({ severity: "P0", status: null });
    expect(document.unplaced).toEqual([
      {
        place: "X",
        markdown:
          "**Severity:** P0 for all of Europe\n**Severity:** P1\n**Reporter:** Ben\n**Status:** who knows",
      },
    ]);
    expect(notes.filter(({ message }) => message.startsWith("Kept")).map(({ line }) => line)).toEqual([
      3, 4, 5, 6,
    ]);
  });

  it("says what the document leaves open, and guesses nothing", () => {
    const { document, messages } = read("# Checkout is down\n");
    expect(document.header).toMatchObject({
      severity: null,
      status: null,
      ref: null,
      mode: null,
      timeZone: "UTC",
    });
    expect(messages).toEqual([
      "The document states no severity.",
      "The document states no status.",
      "The document has no timeline.",
    ]);
  });
});

describe("the timeline of a house's document", () => {
  it("takes the zone that was chosen where it states none, and says so", () => {
    const table = "# X\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 2025-10-08 14:23 | Alert: slow |\n";
    expect(read(table, { timeZone: "Asia/Kathmandu" }).document.timeline[0]?.at).toBe(
      "2025-10-08T08:38:00.000Z",
    );
    expect(read(table, { timeZone: "Nowhere/At All" }).document.header.timeZone).toBe("UTC");
    expect(read(table).messages).toContain(
      "The document states no time zone. Its times are read in UTC, because no other was chosen.",
    );
  });

  it("goes on with the date of the row before, also past midnight, and reads dates in a column of their own", () => {
    const { document, messages } = under(
      "## Timeline",
      "| Date | Time (UTC) | Description |\n|---|---|---|\n| 2025-10-08 | 23:50 | a |\n| | 23:59 | b |\n| | 00:10 | c |",
    );
    expect(document.timeline.map(({ at }) => at.slice(0, 16))).toEqual([
      "2025-10-08T23:50",
      "2025-10-08T23:59",
      "2025-10-09T00:10",
    ]);
    expect(messages).toContain("This time has no date of its own and was read as one of the following day.");
  });

  it("is read from a list, too", () => {
    const { document } = under("## Timeline of events (UTC)", "- x\n");
    expect(document.unplaced).toHaveLength(1);
    const list = under(
      "## Timeline",
      "- **2025-10-08 14:23 UTC** – Alert: pool is full\n- ~14:40 API restarted\n  on all hosts\n- later: nothing",
    ).document;
    expect(list.timeline).toMatchObject([
      { at: "2025-10-08T14:23:00.000Z", precision: "exact", kind: "alert", text: "Alert: pool is full" },
      {
        at: "2025-10-08T14:40:00.000Z",
        precision: "about",
        kind: "action",
        text: "API restarted\non all hosts",
      },
    ]);
    expect(list.unplaced).toEqual([{ place: "Timeline", markdown: "- later: nothing" }]);
  });

  it("keeps a row whose time it cannot read, or that says more than it has columns for", () => {
    const { document } = under(
      "## Timeline",
      "| Time (UTC) | Event | Colour |\n|---|---|---|\n| ??:?? | a | |\n| 2025-10-08 14:23 | b | red |\n| 2025-10-08 14:24 | c | |",
    );
    expect(document.timeline.map(({ text }) => text)).toEqual(["b", "c"]);
    expect(document.unplaced).toEqual([
      {
        place: "Timeline",
        markdown:
          "| Time (UTC) | Event | Colour |\n|---|---|---|\n| ??:?? | a | |\n| 2025-10-08 14:23 | b | red |",
      },
    ]);
  });

  it("takes the earlier reading of a time that was skipped or shown twice, with a note", () => {
    const { document, notes } = under(
      "## Timeline",
      "| Time (ET) | Event |\n|---|---|\n| 2025-03-09 02:30 | a |\n| 2025-11-02 01:30 | b |",
    );
    expect(document.timeline.map(({ at }) => at)).toEqual([
      "2025-03-09T06:30:00.000Z",
      "2025-11-02T05:30:00.000Z",
    ]);
    expect(
      notes.filter(({ message }) => message.includes("earlier reading")).map(({ line }) => line),
    ).toEqual([7, 8]);
  });

  it("takes milestones from a table instead of the entries where there is one", () => {
    const { document } = read(
      "# X\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 2025-10-08 14:23 | Alert: slow |\n\n## Milestones\n\n| Milestone | Time (UTC) |\n|---|---|\n| Impact started | 2025-10-08 ~14:20 |\n",
    );
    expect(document.milestones).toEqual([
      { kind: "impactStartedAt", at: "2025-10-08T14:20:00.000Z", precision: "about" },
    ]);
  });
});

describe("the sections of a house's document", () => {
  it("are known by the words that people use for them", () => {
    const { document } = read(
      [
        "# X",
        "## 1. Executive Summary\nShort.",
        "## Impact\n\n__Customer Impact__\n\n- a",
        "## Root Cause\nThe pool leaked.",
        "### Contributing causes\n* b",
        "## Remediation\n1) c",
        "## Learnings\n**What went well:**\n- d\n\n**Things that went wrong**\n- e\n\n**Where we got lucky**\n\nf",
        "## Follow-up actions\n- [x] g\n- [ ] h",
        "## Approvals\nAuthor: Ben\nReviewed by: Lea Park (Lead), 2025-10-10\nApproved by:\n",
      ].join("\n\n"),
    );
    expect(document).toMatchObject({
      summary: "Short.",
      impact: { user: ["a"] },
      rootCauses: [{ title: "The pool leaked.", text: "" }],
      contributingFactors: [{ text: "b" }],
      fixes: ["c"],
      lessons: { wentWell: ["d"], wentWrong: ["e"], lucky: ["f"] },
      actionItems: [
        { title: "g", status: "done" },
        { title: "h", status: "open" },
      ],
      signatures: [
        { step: "prepared", name: "Ben", title: null, signedOn: null },
        { step: "reviewed", name: "Lea Park", title: "Lead", signedOn: "2025-10-10" },
      ],
      unplaced: [],
    });
  });

  it("that are running text keep the headings inside them", () => {
    const { document } = under("## Summary", "One.\n\n### In detail\n\nTwo.\n\n---\n\n## Impact\n\n- a");
    expect(document.summary).toBe("One.\n\n### In detail\n\nTwo.");
    expect(document.impact.user).toEqual(["a"]);
  });

  it("that no place is known for are kept word for word with the headings they stood under", () => {
    const { document, unplacedCount, messages } = under(
      "## Costs",
      "We paid *much*.\n\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n### Refunds\n\n> none\n\n## Impact\n\n```sql\nselect 1\n```",
    );
    expect(document.unplaced).toEqual([
      { place: "Costs", markdown: "We paid *much*.\n\n\n| a | b |\n|---|---|\n| 1 | 2 |" },
      { place: "Costs > Refunds", markdown: "> none" },
      { place: "Impact", markdown: "```sql\nselect 1\n```" },
    ]);
    expect(unplacedCount).toBe(3);
    expect(messages).toContain("Kept word for word under 'Costs > Refunds': the section has no place.");
  });

  it("begin after what stands before the first heading, which is kept", () => {
    const { document } = read("Draft, do not share.\n\n# X\n");
    expect(document.unplaced).toEqual([
      { place: "before the first heading", markdown: "Draft, do not share." },
    ]);
  });

  it("give action items only what a cell really says", () => {
    const { document } = under(
      "## Action items",
      "| Task | Assignee | Deadline | State | Priority |\n|---|---|---|---|---|\n| a | TBD | - | In Progress | High |\n| b | Ben | next week | odd | |\n| | | | | |",
    );
    expect(document.actionItems).toMatchObject([
      { title: "a", owner: null, dueOn: null, status: "in_progress", priority: "high" },
      { title: "b", owner: "Ben", dueOn: null, status: "open", priority: null },
    ]);
    expect(document.unplaced).toEqual([
      {
        place: "Action items",
        markdown:
          "| Task | Assignee | Deadline | State | Priority |\n|---|---|---|---|---|\n| b | Ben | next week | odd | |",
      },
    ]);
  });

  it("take a form that nobody filled in for nothing", () => {
    const { document } = read(
      [
        "# X",
        "## Impact\n\n**User Impact:**\n\n-\n-",
        "## Timeline\n\n| **Time (ET)** | **Event** |\n|---|---|\n| | |",
        "## Action items\n\n| Action | Owner |\n|---|---|\n| | |\n| | Ben |",
        "## Sign-off\n\n| Step | Name |\n|---|---|\n| Prepared by | |\n\n**Reviewed by:**",
      ].join("\n\n"),
    );
    expect(document.header.timeZone).toBe("America/New_York");
    expect(document).toMatchObject({ impact: { user: [] }, timeline: [], actionItems: [], signatures: [] });
    expect(document.unplaced).toEqual([
      { place: "Action items", markdown: "| Action | Owner |\n|---|---|\n| | Ben |" },
    ]);
  });

  it("keep HTML and scripts as the text they are", () => {
    const { document } = under(
      "## Impact\n\n**User impact**\n\n- <script>alert(1)</script>\n\n## Extra",
      "<script>\nalert(2)\n</script>",
    );
    expect(document.impact.user).toEqual(["<script>alert(1)</script>"]);
    expect(document.unplaced).toEqual([{ place: "Extra", markdown: "<script>\nalert(2)\n</script>" }]);
  });
});

describe("whatever a document holds", () => {
  const headings = fc.constantFrom(
    ..."Summary,Impact,User Impact,Detection,Timeline,Root Cause Analysis,What Happened,Why It Happened,Contributing Factors,Resolution,Immediate Fix,Code Changes,Lessons Learned,What Went Well,Action Items,Prevention,Technical Controls,Sign-off,Not placed,Milestones,Figures".split(
      ",",
    ),
  );
  const columns = fc.constantFrom(
    ..."Time,Event,Author,Action,Owner,Due,Status,Factor,Category,Control,Step,Name,Change,Before,Figure,Value,Colour".split(
      ",",
    ),
  );
  // Every {} becomes a word that is nowhere else.
  const cell = fc.constantFrom("{}", "", "2025-10-08 14:23", "14:23 {}", "**{}**", "{} \\| no bar");
  const table = fc
    .tuple(
      fc.array(columns, { minLength: 1, maxLength: 4 }),
      fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 3 }),
    )
    .map(([head, rows]) =>
      [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n"),
    );
  const block = fc.oneof(
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.oneof(headings, fc.constant("{}")))
      .map(([level, text]) => `${"#".repeat(level)} ${text}`),
    fc.constantFrom(
      ..."{}|{}\n{}|**User Impact:**|**{}:**|**{}:** {}|**What went well**\n- {}|- {}\n- {}\n  - {}|1. **{}:** {}\n2. {}|- [x] {}|---|***".split(
        "|",
      ),
      ..."> {}\n> {}|```\n{}\n```|```\nFile: {}\n- {}: {} → {}\n{}\n```|<div>\n{}\n</div>|<!-- {} -->|    {}|{}\n===|*Classification: {}*".split(
        "|",
      ),
      ..."**Severity:** P1 {}|Severity: {}|Status: resolved {}|Date: {}|Reviewed by: {} ({}) {}|Reviewed by: {} ({}) ({})|- 2025-10-08 14:23 {}|[{}]: {}".split(
        "|",
      ),
    ),
    table,
  );

  it("is somewhere in what is read: in a place of its own or kept word for word", () => {
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 12 }),
        fc.constantFrom("", FOOTER),
        (blocks, end) => {
          let count = 0;
          const word = (at: number) => `word${String(at).padStart(3, "0")}`;
          const next = () => {
            count += 1;
            return word(count);
          };
          const { document } = read(`# Title\n\n${blocks.join("\n\n").replaceAll("{}", next)}\n\n${end}\n`);
          const found = JSON.stringify(document);
          const words = Array.from({ length: count }, (_, at) => word(at + 1));
          expect(words.filter((word) => !found.includes(word))).toEqual([]);
          expect(portableDocument.safeParse(document).success).toBe(true);
          expect(normaliseDocument(document)).toEqual(document);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
