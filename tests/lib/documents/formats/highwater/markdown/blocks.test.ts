import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { type Block, readBlocks } from "../../../../../../lib/documents/formats/highwater/markdown/blocks";

const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);
const NAMES: Readonly<Record<string, string>> = { thematicBreak: "rule", blockquote: "quote", definition: "paragraph" };

/** The blocks of a text as CommonMark's reference for JavaScript sees them, for example `list 3-5`. */
function reference(text: string): string[] {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const lines = text.split("\n");
  return tree.children.map((node) => {
    const first = lines[(node.position?.start.line ?? 0) - 1] ?? "";
    const kind = node.type === "code" && /^ {0,3}[`~]/.test(first) ? "fence" : (NAMES[node.type] ?? node.type);
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
  ..."# a|## b ##|####|#c|a|b c|===|---|- - -|***|___|- a|- |* b|+ c|1. a|2. b|10) c|> q|> - x|>|```|```js|````|~~~|<div>|</div>|<!-- c -->|<!--|-->|<pre>|</pre>|<b>|<?x|[a]: b|    code|  - in|   deep|\tt|  # in|  ```".split("|"),
  ...["| a | b |", "|---|---|", "|--|", "| c \\| d | e |", "a | b", "-|-", "", "", ""],
];

describe("the blocks of a document", () => {
  it("are those that CommonMark and GFM see in it", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 7 }), (lines) => {
        const text = lines.join("\n");
        expect(ours(text)).toEqual(reference(text));
      }),
      { numRuns: RUNS },
    );
  });
});
