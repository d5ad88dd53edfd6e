import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it, vi } from "vitest";
import { readBlocks } from "../../../../../../lib/documents/formats/highwater/markdown/blocks";

// Generated documents by the hundred take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const RUNS = Number(process.env.FUZZ_RUNS ?? 600);
const NAMES: Readonly<Record<string, string>> = {
  thematicBreak: "rule",
  blockquote: "quote",
  definition: "paragraph",
};

/** The blocks of a text as CommonMark's reference for JavaScript sees them, for example `list 3-5`. */
function reference(text: string): string[] {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const lines = text.split("\n");
  return tree.children.map((node) => {
    const first = lines[(node.position?.start.line ?? 0) - 1] ?? "";
    const kind =
      node.type === "code" && /^ {0,3}[`~]/.test(first) ? "fence" : (NAMES[node.type] ?? node.type);
    const size = node.type === "list" ? ` of ${node.children.length}` : "";
    const level = node.type === "heading" ? ` ${node.depth}` : "";
    return `${kind}${level}${size} from ${node.position?.start.line}`;
  });
}

const ours = (text: string): string[] =>
  readBlocks(text.split("\n")).map((block) => {
    const size = block.kind === "list" ? ` of ${block.items.length}` : "";
    const level = block.kind === "heading" ? ` ${block.level}` : "";
    return `${block.kind}${level}${size} from ${block.from + 1}`;
  });

const LINES = [
  ..."# a|## b ##|####|#c|a|b c|===|---|- - -|***|___|- a|- |* b|+ c|1. a|2. b|10) c|> q|> - x|>".split("|"),
  ..."```|```js|````|~~~|<div>|</div>|<!-- c -->|<!--|-->|<pre>|<?x|  - in|   deep|  # in|  ```".split("|"),
  ...["| a | b |", "|---|---|", "|--|", "| c \\| d | e |", "a | b", "-|-", "", "", ""],
];
// A numbered line inside a paragraph that is at once the head of a table: we leave it to the paragraph.
const NUMBERED_HEAD = /^(2\.|10\)) .\n\|--\|/m;

describe("the blocks of a document", () => {
  it("are those that CommonMark and GFM see in it", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 8 }), (lines) => {
        const text = lines.join("\n");
        fc.pre(!NUMBERED_HEAD.test(text));
        expect(ours(text)).toEqual(reference(text));
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    ["code that is indented", "    code\n\n\tmore\n\ntext", ["code from 1", "paragraph from 5"]],
    ["an indented line in a paragraph", "text\n    still text", ["paragraph from 1"]],
    ["a lone tag", "<b>\ntext\n\ntext", ["html from 1", "paragraph from 4"]],
    ["a tag inside a paragraph", "text\n<b>\ntext", ["paragraph from 1"]],
    ["a heading in code", "```\n# no\n```\n# yes", ["fence from 1", "heading 1 from 4"]],
    ["code that is never closed", "# a\n```\n# no", ["heading 1 from 1", "fence from 2"]],
    ["a comment that is never closed", "<!--\n\n# no", ["html from 1"]],
    ["a heading on two lines", "one\ntwo\n===", ["heading 1 from 1"]],
    ["no table where a no-break space is a cell", "\u00a0| a | b |\n|---|---|\n===", ["heading 1 from 1"]],
    ["one where it is within a cell", "|\u00a0a | b\u00a0|\n|---|---|\n===", ["table from 1"]],
    ["nothing", " \n\t", []],
  ])("tell %s", (_, text, blocks) => {
    expect(ours(text)).toEqual(blocks);
    if (text.trim() !== "") expect(reference(text)).toEqual(blocks);
  });

  it("give the items of a list word for word, without marks and indentation", () => {
    const [list] = readBlocks("- a *b*\n  - c\n\n  d\n-\te\nf\n- [ ] g\n\nend".split("\n"));
    expect(list?.kind === "list" && list.items.map(({ text }) => text)).toEqual([
      "a *b*\n- c\n\nd",
      "e\nf",
      "[ ] g",
    ]);
  });

  it("give the cells of a table as they stand, escaped bars included", () => {
    const [table] = readBlocks(["| a | b |", "|---|:-:|", "| c \\| d | `e` |", "f", "| g | h | i |"]);
    expect(table).toMatchObject({
      head: ["a", "b"],
      rows: [{ cells: ["c \\| d", "`e`"] }, { cells: ["f"] }, { cells: ["g", "h", "i"] }],
    });
  });
});
