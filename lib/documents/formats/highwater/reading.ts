import { emptyDocument, type PortableDocument } from "../../schema";
import type { Range } from "./markdown/blocks";
import type { Section } from "./outline";
import { readCell, readForeignCell, readItem } from "./texts";
import { readTime } from "./times";

/** Something that whoever imports the document should know; `line` counts from 1. */
export type Note = { line: number; message: string };

/** A document while it is read: what has been found, what has been kept, and what there is to say about it. */
export type Reading = {
  document: PortableDocument;
  lines: readonly string[];
  /** Whether the document is our own export, which means exactly what it says. */
  own: boolean;
  notes: Note[];
  /** The fields and figures that have been stated, so that a second statement is noticed. */
  stated: Set<string>;
  /** Where the last kept part ended and why it was kept. */
  kept: { section: Section; line: number; why: string } | null;
};

/** A reading in which nothing has been found yet. */
export const startReading = (lines: readonly string[], own: boolean, zone: string): Reading => ({
  document: emptyDocument(zone),
  lines,
  own,
  notes: [],
  stated: new Set(),
  kept: null,
});

/** The source of a range, word for word. */
export const sourceOf = (reading: Reading, { from, to }: Range): string =>
  reading.lines.slice(from, to).join("\n");

/** Says something about a line of the source. */
export const note = (reading: Reading, { from }: Range, message: string): void => {
  reading.notes.push({ line: from + 1, message });
};

/**
 * Keeps a part of a section word for word, with the headings it stood under, and says why it has no place. Neighbours
 * stay together; what is kept for one and the same reason is remarked on once.
 */
export function keep(reading: Reading, section: Section, range: Range, why: string): void {
  const { lines, kept } = reading;
  const last = reading.document.unplaced.at(-1);
  const between = kept?.section === section ? lines.slice(kept.line, range.from) : null;
  const follows = between?.every((line) => line.trim() === "") ?? false;
  if (!follows || kept?.why !== why) noteKept(reading, section, range, why);
  if (last && between && follows) last.markdown += `\n${[...between, sourceOf(reading, range)].join("\n")}`;
  else reading.document.unplaced.push({ place: placeOf(section), markdown: sourceOf(reading, range) });
  reading.kept = { section, line: range.to, why };
}

/** Keeps some rows of a table under its head, so that they can still be read. */
export function keepRows(
  reading: Reading,
  section: Section,
  table: Range,
  rows: readonly { row: Range; why: string }[],
): void {
  if (rows.length === 0) return;
  for (const { row, why } of rows) noteKept(reading, section, row, why);
  const head = { from: table.from, to: table.from + 2 };
  const markdown = [head, ...rows.map(({ row }) => row)].map((range) => sourceOf(reading, range)).join("\n");
  reading.document.unplaced.push({ place: placeOf(section), markdown });
  reading.kept = null;
}

const placeOf = ({ path }: Section): string =>
  path.length === 0 ? "before the first heading" : path.join(" > ");

const noteKept = (reading: Reading, section: Section, range: Range, why: string): void =>
  note(reading, range, `Kept word for word under '${placeOf(section)}': ${why}`);

/** The text of a table's cell. */
export const cellText = (reading: Reading, cell: string): string =>
  reading.own ? readCell(cell) : readForeignCell(cell);

/** The text of a list's item. */
export const itemText = (reading: Reading, text: string): string =>
  (reading.own ? readItem(text) : text).trim();

/** Reads a time in the zone of the document and notes what is in doubt about it; null when it is none. */
export function timeIn(
  reading: Reading,
  text: string,
  range: Range,
  zone = reading.document.header.timeZone,
  day: NonNullable<ReturnType<typeof readTime>>["day"] | null = null,
): ReturnType<typeof readTime> {
  const time = readTime(text, zone, day);
  if (time?.doubt) note(reading, range, time.doubt);
  return time;
}
