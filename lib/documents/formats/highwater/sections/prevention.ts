import type { PortableDocument } from "../../../schema";
import { hasColumn, readRows } from "../columns";
import { readItems } from "../items";
import type { Section } from "../outline";
import type { Reading } from "../reading";
import { bullets, table, under } from "../write";

type Controls = PortableDocument["controls"];

/** The controls that are to keep it from happening again. */
export const writePrevention = ({ controls }: PortableDocument): string[] =>
  under(2, "Prevention", [
    ...under(3, "Technical controls", writeControls(controls.technical)),
    ...under(3, "Process controls", writeControls(controls.process)),
  ]);

function writeControls(controls: Controls["technical"]): string[] {
  if (controls.every(({ verification }) => verification === null))
    return bullets(controls.map(({ text }) => text));
  return table([
    { title: "Control", cells: controls.map(({ text }) => text), always: true },
    { title: "Verification", cells: controls.map(({ verification }) => verification ?? "") },
  ]);
}

const COLUMNS = {
  control: /^(control|measure|what)s?$/,
  verification: /^(verification|verified by|how verified)$/,
};

/** Reads one group of controls, from lists, paragraphs and tables. */
export const readControls =
  (group: keyof Controls) =>
  (reading: Reading, section: Section): void => {
    const controls = reading.document.controls[group];
    for (const block of section.blocks) {
      if (block.kind === "table" && hasColumn(block, COLUMNS.control))
        readRows(reading, section, block, COLUMNS, ({ text, stated }) =>
          controls.push({ text: text("control"), verification: stated("verification") }),
        );
      else
        for (const { text } of readItems(reading, { ...section, blocks: [block] }))
          controls.push({ text, verification: null });
    }
  };
