import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBlocks } from "../../../../../lib/documents/formats/highwater/markdown/blocks";
import {
  readBody,
  readCell,
  readCode,
  readForeignCell,
  readHeading,
  readItem,
  writeBody,
  writeCell,
  writeCode,
  writeFence,
  writeHeading,
  writeItem,
} from "../../../../../lib/documents/formats/highwater/texts";
import { anyMarkdown, anyText } from "../../any-document";

const text = anyText.map((value) => value.replace(/\r\n?/g, "\n").trim());
const line = text.map((value) => value.replace(/\s*\n\s*/g, " ").trim());
const markdown = anyMarkdown.map((value) =>
  value
    .replace(/\r\n?/g, "\n")
    .replace(/^(?:[^\S\n]*\n)+/, "")
    .trimEnd(),
);
const blocksOf = (source: string) => readBlocks(source.split("\n"));

describe("a text that is written where it could be taken for structure", () => {
  it("is one cell of a table, and reads back", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), (cells) => {
        const row = `| ${cells.map(writeCell).join(" | ")} | end |`;
        const [table] = blocksOf(
          `| ${"a | ".repeat(cells.length)}end |\n${"|-".repeat(cells.length + 1)}|\n${row}`,
        );
        const found = table?.kind === "table" ? (table.rows[0]?.cells ?? []) : [];
        expect(found.slice(0, -1).map(readCell)).toEqual(cells);
      }),
    );
  });

  it("is one item of a list, and reads back", () => {
    fc.assert(
      fc.property(
        fc.array(text.filter(Boolean), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (items, ordered) => {
          const source = items.map((item, at) => writeItem(ordered ? `${at + 9}. ` : "- ", item)).join("\n");
          const [list, ...rest] = blocksOf(`${source}\n\n# The next section`);
          const found = list?.kind === "list" ? list.items.map((item) => readItem(item.text).trim()) : [];
          expect([found, rest.length]).toEqual([items, 1]);
        },
      ),
    );
  });

  it("is one heading, and reads back", () => {
    fc.assert(
      fc.property(line, fc.integer({ min: 1, max: 6 }), (heading, level) => {
        const [block, ...rest] = blocksOf(writeHeading(level, heading));
        expect(block).toMatchObject({ kind: "heading", level });
        expect(readHeading(block?.kind === "heading" ? block.text : "").trim()).toBe(heading);
        expect(rest).toEqual([]);
      }),
    );
  });

  it("is code in a line, and reads back", () => {
    fc.assert(
      fc.property(line, (code) => {
        expect(readCode(writeCode(code))).toBe(code);
      }),
    );
  });

  it("is the body of a section, ends with it, and reads back", () => {
    fc.assert(
      fc.property(markdown, fc.integer({ min: 2, max: 4 }), (body, level) => {
        const written = writeBody(body, level);
        const headings = blocksOf(`${written}\n\n# The next section`).filter(
          ({ kind }) => kind === "heading",
        );
        expect(headings.filter((block) => block.kind === "heading" && block.level <= level)).toHaveLength(1);
        expect(readBody(written)).toBe(body);
      }),
    );
  });

  it("is kept in a fence that nothing in it can close", () => {
    fc.assert(
      fc.property(markdown, (kept) => {
        const source = writeFence(kept);
        const [fence, ...rest] = blocksOf(source);
        const range = fence?.kind === "fence" ? fence.content : { from: 0, to: 0 };
        expect([source.split("\n").slice(range.from, range.to).join("\n"), rest.length]).toEqual([kept, 0]);
      }),
    );
  });
});

describe("a text that cannot be mistaken", () => {
  it.each([
    "Pool size: 50 → 200",
    "**bold**, _italic_, `code` and [a link](https://example.org)",
    "- a list\n- of two\n\n1. and\n2. a numbered one",
    "#### A deeper heading\n\nand text",
    "```sh\n# a comment in code\n```",
    "A \\# that was escaped by hand",
    "> a quotation\n\n| a | b |\n|---|---|\n| 1 | 2 |",
  ])("is written as it stands: %j", (body) => {
    expect(writeBody(body, 3)).toBe(body);
  });

  it("keeps its bars legible in a table", () => {
    expect(writeCell("a | b\nc")).toBe("a \\| b<br>c");
    expect(readForeignCell("a \\| b<BR />c<br>d")).toBe("a | b\nc\nd");
  });
});

describe("a text that would end its section", () => {
  it("shows the same to a reader, by character references", () => {
    expect(writeBody("## Impact\n\nHigh\n====", 2)).toBe("&#35;# Impact\n\nHigh\n&#61;===");
    expect(writeBody("```\nnever closed", 2)).toBe("&#96;``\nnever closed");
    expect(writeItem("- ", "--")).toBe("- &#45;-");
    expect(writeHeading(2, "C #")).toBe("## C &#35;");
  });
});
