import { normaliseDocument, type PortableDocument } from "../../schema";
import { writeActionItems } from "./sections/action-items";
import { type AttachmentMention, writeAttachments } from "./sections/attachments";
import { type EvidenceMention, writeEvidence } from "./sections/evidence";
import { writeHeader } from "./sections/header";
import { writeImpact } from "./sections/impact";
import { writeLessons } from "./sections/lessons";
import { writeMilestones } from "./sections/milestones";
import { writeNotPlaced } from "./sections/not-placed";
import { writePrevention } from "./sections/prevention";
import { writeResolution } from "./sections/resolution";
import { writeRootCauseAnalysis } from "./sections/root-cause-analysis";
import { writeSignOff } from "./sections/sign-off";
import { writeSummary } from "./sections/summary";
import { writeTimeline } from "./sections/timeline";

/** The last line of an export. It tells the importer that the document means exactly what it says. */
export const FOOTER = "<!-- highwater incident document, version 1 -->";

type Write = (document: PortableDocument, zone: string) => string[];

const PARTS = {
  header: ["Header", writeHeader],
  summary: ["Summary", writeSummary],
  impact: ["Impact", writeImpact],
  timeline: ["Timeline", writeTimeline],
  milestones: ["Milestones", writeMilestones],
  analysis: ["Root cause analysis", writeRootCauseAnalysis],
  resolution: ["Resolution", writeResolution],
  lessons: ["Lessons learned", writeLessons],
  actionItems: ["Action items", writeActionItems],
  controls: ["Prevention", writePrevention],
  signatures: ["Sign-off", writeSignOff],
  unplaced: ["Not placed", writeNotPlaced],
} as const satisfies Record<string, readonly [string, Write]>;

/** A part of the document, by which differences and choices are told apart. */
export type Part = keyof typeof PARTS;

/** The parts of a document as Markdown, in order, times in `zone`; one in which nothing stands is ''. */
export const renderParts = (
  document: PortableDocument,
  zone: string,
): { part: Part; section: string; markdown: string }[] =>
  Object.entries(PARTS).map(([part, [section, write]]) => ({
    part: part as Part,
    section,
    markdown: write(document, zone).join("\n\n"),
  }));

/**
 * Writes a document as Markdown, times in its own zone. Reading it again gives the same document, as `normaliseDocument`
 * spells it; what is mentioned of `evidence` and `attachments` is no part of it. Throws a ZodError for what is not a document.
 */
export function renderHighwaterMarkdown(
  document: PortableDocument,
  evidence: readonly EvidenceMention[] = [],
  attachments: readonly AttachmentMention[] = [],
): string {
  const normal = normaliseDocument(document);
  const zone = normal.header.timeZone;
  const written = renderParts(normal, zone).map(({ markdown }) => markdown);
  const mentioned = [...writeEvidence(evidence, zone), ...writeAttachments(attachments, zone)].join("\n\n");
  return `${[...written, mentioned, FOOTER].filter(Boolean).join("\n\n")}\n`;
}
