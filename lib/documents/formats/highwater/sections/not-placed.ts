import type { PortableDocument } from "../../../schema";
import { keepBlock } from "../items";
import type { Section } from "../outline";
import { keep, note, type Reading, sourceOf } from "../reading";
import { writeFence, writeHeading } from "../texts";
import { under } from "../write";

/** What an import could not place, word for word and out of reach of the rest. */
export const writeNotPlaced = ({ unplaced }: PortableDocument): string[] =>
  under(
    2,
    "Not placed",
    unplaced.flatMap(({ place, markdown }) => [writeHeading(3, place), writeFence(markdown)]),
  );

/** Reads what an earlier import could not place. */
export function readKept(reading: Reading, section: Section): void {
  if (section.blocks.every(({ kind }) => kind === "rule"))
    keep(reading, section, section.headed, "nothing stands under this heading.");
  for (const block of section.blocks) {
    if (block.kind !== "fence") keepBlock(reading, section, block);
    else {
      reading.document.unplaced.push({ place: section.heading, markdown: sourceOf(reading, block.content) });
      // What is kept from here on is no continuation of this.
      reading.kept = null;
    }
  }
}

/** Keeps all of a section that has no place; its bare heading where nothing that is kept names it in its path. */
export function readUnknown(reading: Reading, section: Section, isNamedBelow: boolean): void {
  const blocks = section.blocks.filter(({ kind }) => kind !== "rule");
  for (const block of blocks) keep(reading, section, block, "the section has no place.");
  if (section.role === "unknown" && blocks.length === 0 && !isNamedBelow)
    keep(reading, section, section.headed, "the heading names no section that is known.");
  if (section.role === "before" && blocks.length > 0)
    note(reading, section, "The document does not begin with a heading.");
}
