import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it, vi } from "vitest";
import { readBlocks } from "../../../../../lib/documents/formats/highwater/markdown/blocks";
import { parseHighwaterMarkdown } from "../../../../../lib/documents/formats/highwater/parse";
import { FOOTER, renderHighwaterMarkdown } from "../../../../../lib/documents/formats/highwater/render";
import { emptyDocument, type PortableDocument } from "../../../../../lib/documents/schema";
import { anyDocument } from "../../any-document";

// Generated documents by the hundred take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const RUNS = Number(process.env.FUZZ_RUNS ?? 300);

function read(markdown: string) {
  const parsed = parseHighwaterMarkdown(markdown);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return parsed;
}

/** A document in which a little is said in every section. */
const full: PortableDocument = {
  ...emptyDocument("America/New_York"),
  header: {
    ref: "INC-2025-0042",
    title: "Checkout answers slowly",
    severity: "P1",
    status: "closed",
    statedDuration: "an hour",
    environment: "production",
    service: "checkout",
    timeZone: "America/New_York",
    classification: "Internal",
    mode: "live",
  },
  milestones: [{ kind: "detectedAt", at: "2025-11-02T05:30:00.000Z", precision: "about" }],
  summary: "The pool was **full**.\n\n- once\n- twice",
  impact: {
    user: ["Slow pages"],
    business: ["Fewer orders"],
    detection: ["An alert"],
    figures: {
      usersAffected: { count: 1200, precision: "about" },
      customersAffected: { count: 3, precision: "exact" },
      unavailableFrom: "2025-11-02T05:30:00.000Z",
      unavailableTo: "2025-11-02T06:30:00.000Z",
      dataLoss: "recoverable",
      delay: "a day",
    },
  },
  timeline: [
    { at: "2025-11-02T05:30:00.000Z", precision: "exact", kind: "alert", text: "Pool | full", author: null },
    {
      at: "2025-11-02T07:00:01.250Z",
      precision: "about",
      kind: "status",
      text: "Calm again\nand stable",
      author: "Ben",
    },
  ],
  whatHappened: "Reports held connections.",
  rootCauses: [{ title: "Leak", text: "An error path kept its connection." }],
  contributingFactors: [
    { text: "Small pool", category: "capacity", positive: false, acceptedRisk: "Grows next year" },
    { text: "Found early", category: null, positive: true, acceptedRisk: null },
  ],
  fixes: ["Closed the leak"],
  codeChanges: [
    {
      file: "config/pool.ts",
      changes: [
        { text: "Pool size", before: "50", after: "200" },
        { text: "Recycling added", before: null, after: null },
      ],
    },
  ],
  lessons: { wentWell: ["Quick alert"], wentWrong: ["No test"], lucky: ["It was night"] },
  actionItems: [
    {
      ref: "AI-0001",
      title: "Test for leaks",
      owner: "Lea",
      dueOn: "2025-11-20",
      status: "in_progress",
      kind: "prevent",
      priority: "high",
      evidence: null,
    },
  ],
  controls: {
    technical: [{ text: "Alert at 80%", verification: "Drill in May" }],
    process: [{ text: "Review list", verification: null }],
  },
  signatures: [{ step: "prepared", name: "Ben", title: "Engineer", signedOn: "2025-11-03" }],
  signedOn: "3 November 2025",
  unplaced: [{ place: "Costs > Refunds", markdown: "We paid:\n```\n12\n```" }],
};

describe("import of an export", () => {
  it("gives the same document, whatever is in it, and finds nothing to remark", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const back = read(renderHighwaterMarkdown(document));
        expect(back.document).toEqual(document);
        expect(back.notes.filter(({ message }) => message !== "The document has no title.")).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it("gives the same document where line ends were changed on the way, or the end of the file was", () => {
    const markdown = renderHighwaterMarkdown(full);
    expect(read(markdown.replaceAll("\n", "\r\n")).document).toEqual(full);
    expect(read(`\uFEFF${markdown.trimEnd()}`).document).toEqual(full);
    expect(read(`${markdown}\n\n`).document).toEqual(full);
  });

  it("takes over what a person changed in it by hand", () => {
    const edited = renderHighwaterMarkdown(full)
      .replace("- Slow pages", "- Slow pages\n- Lost baskets")
      .replace(
        "| AI-0001 | Test for leaks | Lea | 2025-11-20 | In progress |",
        "|AI-0001|Test for leaks|Ben|2025-11-21|done|",
      )
      .replace("# Incident Report: Checkout answers slowly", "# Incident Report: Checkout answers late")
      .replace("## Prevention", "## Costs\n\nNone.\n\n## Prevention");
    const { document, notes } = read(edited);
    expect(document).toEqual({
      ...full,
      header: { ...full.header, title: "Checkout answers late" },
      impact: { ...full.impact, user: ["Slow pages", "Lost baskets"] },
      actionItems: [{ ...full.actionItems[0], owner: "Ben", dueOn: "2025-11-21", status: "done" }],
      unplaced: [{ place: "Costs", markdown: "None." }, ...full.unplaced],
    });
    expect(notes.map(({ message }) => message)).toEqual([
      "Kept word for word under 'Costs': the section has no place.",
    ]);
  });

  it("still reads it as a house's document where its last line was cut off", () => {
    const { document } = read(renderHighwaterMarkdown(full).replace(FOOTER, ""));
    expect({ ...document, unplaced: [] }).toEqual({ ...full, unplaced: [] });
  });
});

describe("an export", () => {
  it("is written the same again after it was read", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const markdown = renderHighwaterMarkdown(document);
        expect(renderHighwaterMarkdown(read(markdown).document)).toBe(markdown);
      }),
      { numRuns: RUNS / 3 },
    );
  });

  it("has the same headings for any reader of Markdown as for ours", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const markdown = renderHighwaterMarkdown(document);
        const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
        const theirs = tree.children.filter(({ type }) => type === "heading");
        const ours = readBlocks(markdown.split("\n")).filter(({ kind }) => kind === "heading");
        expect(theirs.map(({ position }) => position?.start.line)).toEqual(ours.map(({ from }) => from + 1));
      }),
      { numRuns: RUNS / 10 },
    );
  });

  it("leaves out what nothing is said of", () => {
    expect(renderHighwaterMarkdown({ ...emptyDocument("UTC"), fixes: ["Restarted"] })).toBe(
      `# Incident Report:\n\n| Field | Value |\n| --- | --- |\n| Time zone | UTC |\n\n## Resolution\n\n### Fixes\n\n1. Restarted\n\n${FOOTER}\n`,
    );
  });

  it("reads well", () => {
    expect(renderHighwaterMarkdown(full)).toMatchInlineSnapshot(`
      "# Incident Report: Checkout answers slowly

      | Field | Value |
      | --- | --- |
      | Incident ID | INC-2025-0042 |
      | Severity | P1 - High |
      | Status | Closed |
      | Stated duration | an hour |
      | Environment | production |
      | Service | checkout |
      | Time zone | America/New_York |
      | Mode | Live |
      | Classification | Internal |

      ## Summary

      The pool was **full**.

      - once
      - twice

      ## Impact

      ### User impact

      - Slow pages

      ### Business impact

      - Fewer orders

      ### Detection

      - An alert

      ### Figures

      | Figure | Value |
      | --- | --- |
      | Users affected | ~1200 |
      | Customers affected | 3 |
      | Unavailable from (America/New_York) | 2025-11-02 01:30 -04:00 |
      | Unavailable to (America/New_York) | 2025-11-02 01:30 -05:00 |
      | Data loss | Recoverable |
      | Delay | a day |

      ## Timeline

      | Time (America/New_York) | Kind | Event | Author |
      | --- | --- | --- | --- |
      | 2025-11-02 01:30 -04:00 | Alert | Pool \\| full |  |
      | 2025-11-02 ~02:00:01.250 | Status | Calm again<br>and stable | Ben |

      ## Milestones

      | Milestone | Time (America/New_York) |
      | --- | --- |
      | Detected | 2025-11-02 ~01:30 -04:00 |

      ## Root cause analysis

      ### What happened

      Reports held connections.

      ### Root causes

      #### Leak

      An error path kept its connection.

      ### Contributing factors

      | Factor | Category | Effect | Accepted risk |
      | --- | --- | --- | --- |
      | Small pool | Capacity |  | Grows next year |
      | Found early |  | Positive |  |

      ## Resolution

      ### Fixes

      1. Closed the leak

      ### Code changes

      #### \`config/pool.ts\`

      - Pool size: 50 → 200
      - Recycling added

      ## Lessons learned

      ### What went well

      - Quick alert

      ### What went wrong

      - No test

      ### Where we got lucky

      - It was night

      ## Action items

      | Ref | Action | Owner | Due | Status | Kind | Priority |
      | --- | --- | --- | --- | --- | --- | --- |
      | AI-0001 | Test for leaks | Lea | 2025-11-20 | In progress | Prevent | High |

      ## Prevention

      ### Technical controls

      | Control | Verification |
      | --- | --- |
      | Alert at 80% | Drill in May |

      ### Process controls

      - Review list

      ## Sign-off

      | Step | Name | Title | Date |
      | --- | --- | --- | --- |
      | Prepared by | Ben | Engineer | 2025-11-03 |

      **Date:** 3 November 2025

      ## Not placed

      ### Costs > Refunds

      \`\`\`\`markdown
      We paid:
      \`\`\`
      12
      \`\`\`
      \`\`\`\`

      <!-- highwater incident document, version 1 -->
      "
    `);
  });

  it("refuses what is no document", () => {
    expect(() => renderHighwaterMarkdown({ ...full, summary: "\0" })).toThrow();
    expect(() =>
      renderHighwaterMarkdown({ ...full, header: { ...full.header, timeZone: "Nowhere" } }),
    ).toThrow();
  });
});
