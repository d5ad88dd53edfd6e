import type { PortableDocument } from "../../../schema";
import { readRows } from "../columns";
import { keepBlock } from "../items";
import type { Section } from "../outline";
import { type Reading, timeIn } from "../reading";
import { writeTime } from "../times";
import { keyOf, milestones as words } from "../words";
import { table, under } from "../write";
import { zoneOfTimes } from "./timeline";

/** The table of milestones. */
export const writeMilestones = ({ milestones }: PortableDocument, zone: string): string[] =>
  under(
    2,
    "Milestones",
    table([
      { title: "Milestone", cells: milestones.map(({ kind }) => words[kind]) },
      {
        title: `Time (${zone})`,
        cells: milestones.map(({ at, precision }) => writeTime(at, precision, zone)),
      },
    ]),
  );

const COLUMNS = { milestone: /^(milestone|event|what)$/, time: /^(time ?stamp|time|when|at)\b/ };

/** Reads the table of milestones. */
export function readMilestones(reading: Reading, section: Section): void {
  const zone = zoneOfTimes(section, reading.own)?.zone ?? reading.document.header.timeZone;
  for (const block of section.blocks) {
    if (block.kind !== "table") keepBlock(reading, section, block);
    else
      readRows(reading, section, block, COLUMNS, ({ fact, row, failed }) => {
        const kind = fact("milestone", (word) => keyOf(words, word));
        const time = fact("time", (text) => timeIn(reading, text, row, zone));
        const isKnown = reading.document.milestones.some((milestone) => milestone.kind === kind);
        if (isKnown) failed.push("the milestone is given twice.");
        else if (kind && time)
          reading.document.milestones.push({ kind, at: time.at, precision: time.precision });
        else if (failed.length === 0 && (kind || row.cells[0])) failed.push("it has no name or no time.");
      });
  }
}
