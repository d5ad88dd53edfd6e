import type { Range } from "./markdown/blocks";
import type { Section } from "./outline";
import { itemText, keep, type Reading, sourceOf } from "./reading";

/** A statement of a section and where it stands. */
export type Statement = Range & { text: string };

/** The statements of a section: the items of its lists, and its paragraphs. Blocks of any other sort are kept. */
export function readItems(reading: Reading, section: Section): Statement[] {
  return section.blocks.flatMap((block): Statement[] => {
    const { from, to } = block;
    if (block.kind === "list")
      return block.items
        .map((item) => ({ from: item.from, to: item.to, text: itemText(reading, item.text) }))
        .filter(({ text }) => text !== "");
    if (block.kind === "paragraph") return [{ from, to, text: sourceOf(reading, block).trim() }];
    keepBlock(reading, section, block);
    return [];
  });
}

/** Keeps a block that a section has no place for; a horizontal rule says nothing and goes. */
export function keepBlock(reading: Reading, section: Section, block: Section["blocks"][number]): void {
  if (block.kind !== "rule")
    keep(reading, section, block, `there is no place for ${SORTS[block.kind]} here.`);
}

const SORTS = {
  heading: "a heading",
  list: "a list",
  table: "a table",
  fence: "a block of code",
  code: "a block of code",
  paragraph: "a paragraph",
  html: "HTML",
  quote: "a quotation",
} as const;
