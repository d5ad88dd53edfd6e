import type { PortableDocument } from "../../../schema";
import { readNarrative } from "../narrative";
import type { Section } from "../outline";
import type { Reading } from "../reading";
import { writeBody } from "../texts";
import { under } from "../write";

/** The summary. */
export const writeSummary = ({ summary }: PortableDocument): string[] =>
  summary === "" ? [] : under(2, "Summary", [writeBody(summary, 2)]);

/** Reads the summary; one that is given in several places is joined. */
export function readSummary(reading: Reading, section: Section): void {
  reading.document.summary = readNarrative(reading, section, reading.document.summary);
}
