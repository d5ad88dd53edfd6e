import { hasColumn } from "./columns";
import { keepBlock } from "./items";
import type { Section } from "./outline";
import { keep, note, type Reading, sourceOf } from "./reading";

/**
 * Passes over what our own export only mentions in a section: the table with these columns, and the remark under it.
 * Anything else there is kept word for word.
 */
export function passOver(
  reading: Reading,
  section: Section,
  own: { columns: readonly RegExp[]; remark: string; says: string },
): void {
  const isOwn = (block: Section["blocks"][number]) =>
    reading.own &&
    (block.kind === "table"
      ? own.columns.every((column) => hasColumn(block, column))
      : sourceOf(reading, block) === own.remark);
  if (!reading.own && section.blocks.length === 0)
    keep(reading, section, section.headed, "nothing stands under this heading.");
  for (const block of section.blocks) if (!isOwn(block)) keepBlock(reading, section, block);
  if (section.blocks.some(isOwn)) note(reading, section.headed, own.says);
}
