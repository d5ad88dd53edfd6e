import { isZone } from "../../../core/zones";
import { normaliseDocument, type PortableDocument } from "../../schema";
import { type Problem, problemIn, problemOf } from "./decode";
import { readLabel } from "./labelled-lines";
import { readBlocks } from "./markdown/blocks";
import { outlineOf, type Section } from "./outline";
import { readSection } from "./readers";
import { type Note, note, type Reading, sourceOf, startReading } from "./reading";
import { FOOTER } from "./render";
import { milestonesOf } from "./rules";
import { setField } from "./sections/header";
import { zoneOfTimes } from "./sections/timeline";

/** A document as read, how much of it had no place and was kept word for word, and what there is to say about it. */
export type Parsed = { document: PortableDocument; unplacedCount: number; notes: Note[] };

/**
 * Reads an incident report: our own export, or a house's document with the same sections in much the same words. Nothing
 * in it is dropped: what has no place is in `unplaced`, word for word, and named in the notes. Times in a document that
 * states no zone are read in `options.timeZone`, or UTC. Never throws; what cannot be read at all is a `problem`.
 */
export function parseHighwaterMarkdown(
  markdown: string,
  options: { timeZone?: string } = {},
): Parsed | { problem: Problem } {
  const problem = problemIn(markdown);
  if (problem) return problemOf(problem);
  const source = markdown
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .trimEnd();
  const own = source.endsWith(FOOTER);
  const lines = (own ? source.slice(0, -FOOTER.length) : source).split("\n");
  const blocks = readBlocks(lines);
  if (!blocks.some(({ kind }) => kind === "heading")) return problemOf("no_heading");

  const sections = outlineOf(lines, blocks, own);
  const chosen = options.timeZone !== undefined && isZone(options.timeZone) ? options.timeZone : null;
  const reading = startReading(lines, own, chosen ?? "UTC");
  const isHeader = ({ role }: Section) => role === "title";
  if (!own) for (const section of sections) takeFooter(reading, section);
  for (const section of sections.filter(isHeader)) readSection(reading, section);
  settleZone(reading, sections, chosen);
  for (const [at, section] of sections.entries())
    if (!isHeader(section)) readSection(reading, section, sections[at + 1]);
  conclude(reading, sections);
  const document = normaliseDocument(reading.document);
  return { document, unplacedCount: document.unplaced.length, notes: reading.notes.sort(byLine) };
}

const byLine = (a: Note, b: Note) => a.line - b.line;

/** A line in italics anywhere that states the classification, as it stands at the foot of many a document. */
function takeFooter(reading: Reading, section: Section): void {
  section.blocks = section.blocks.filter((block) => {
    if (block.kind !== "paragraph" || block.to - block.from > 1) return true;
    const labelled = /^\s*[*_][^*_]/.test(sourceOf(reading, block))
      ? readLabel(sourceOf(reading, block))
      : null;
    return labelled?.label !== "classification" || setField(reading, labelled.label, labelled.value) !== null;
  });
}

function settleZone(reading: Reading, sections: readonly Section[], chosen: string | null): void {
  if (reading.stated.has("timeZone")) return;
  const { header } = reading.document;
  for (const section of sections) {
    const stated = zoneOfTimes(section, reading.own);
    if (!stated) continue;
    header.timeZone = stated.zone;
    if (stated.zone !== stated.name)
      note(reading, stated.table, `Times in ${stated.name} are read as times in ${stated.zone}.`);
    return;
  }
  if (sections.some(({ role }) => role === "timeline" || role === "milestones")) {
    const zone = chosen ?? "UTC, because no other was chosen";
    note(reading, { from: 0, to: 1 }, `The document states no time zone. Its times are read in ${zone}.`);
  }
}

/** What a document from elsewhere tells only between the lines. */
function conclude(reading: Reading, sections: readonly Section[]): void {
  const { document, own } = reading;
  const has = (role: Section["role"]) => sections.some((section) => section.role === role);
  if (!has("title")) note(reading, { from: 0, to: 1 }, "The document has no title.");
  if (own) return;
  if (document.header.severity === null)
    note(reading, { from: 0, to: 1 }, "The document states no severity.");
  if (document.header.status === null) note(reading, { from: 0, to: 1 }, "The document states no status.");
  if (document.timeline.length === 0) note(reading, { from: 0, to: 1 }, "The document has no timeline.");
  if (!has("milestones")) document.milestones = milestonesOf(document.timeline);
}
