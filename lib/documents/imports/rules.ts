import type { z } from "zod";
import type { IncidentStatus } from "../../../prisma/generated/enums";
import { editImpactInput } from "../../incidents/impact/schema";
import { editControlsInput } from "../../reviews/controls/schema";
import { editLessonsInput } from "../../reviews/lessons/schema";
import { editRootCauseAnalysisInput } from "../../reviews/rca/schema";
import { editResolutionInput } from "../../reviews/resolution/schema";
import { DEFAULT_CLASSIFICATION, editPostMortemInput } from "../../reviews/schema";
import type { PortableDocument } from "../schema";
import { type ImportPart, importParts } from "./labels";

/** What of a document belongs to a part, for comparing and taking over. */
const contentOf: Record<ImportPart, (document: PortableDocument) => unknown> = {
  header: ({ header }) => header,
  summary: ({ summary }) => summary,
  impact: ({ impact }) => impact,
  timeline: ({ timeline, milestones }) => ({
    timeline,
    milestones: [...milestones].sort((a, b) => a.kind.localeCompare(b.kind)),
  }),
  analysis: ({ whatHappened, rootCauses, contributingFactors }) => ({
    whatHappened,
    rootCauses,
    contributingFactors,
  }),
  resolution: ({ fixes, codeChanges }) => ({ fixes, codeChanges }),
  lessons: ({ lessons }) => lessons,
  actionItems: (document) => withoutNumbers(document).actionItems,
  controls: ({ controls }) => controls,
  signatures: ({ signatures, signedOn }) => ({ signatures, signedOn }),
  unplaced: ({ unplaced }) => unplaced,
};

/** What a document says in one part. */
export const partOf = (document: PortableDocument, part: ImportPart): unknown => contentOf[part](document);

/** The parts in which two documents say different things, in the document's order. */
export function differingParts(one: PortableDocument, other: PortableDocument): ImportPart[] {
  const parts = Object.keys(importParts) as ImportPart[];
  return parts.filter(
    (part) => JSON.stringify(contentOf[part](one)) !== JSON.stringify(contentOf[part](other)),
  );
}

/** The document without the numbers of its action items: each instance gives its own, and they are no part of what is said. */
export function withoutNumbers(document: PortableDocument): PortableDocument {
  return { ...document, actionItems: document.actionItems.map((item) => ({ ...item, ref: null })) };
}

/** The document that arrives, with what its header and milestones leave open taken from the one that is here: silence changes nothing. */
export function withGapsFilled(incoming: PortableDocument, current: PortableDocument): PortableDocument {
  const { header } = incoming;
  const stated = new Set(incoming.milestones.map(({ kind }) => kind));
  return {
    ...incoming,
    milestones: [...incoming.milestones, ...current.milestones.filter(({ kind }) => !stated.has(kind))],
    header: {
      ...header,
      severity: header.severity ?? current.header.severity,
      status: header.status ?? current.header.status,
      environment: header.environment ?? current.header.environment,
      service: header.service ?? current.header.service,
      classification: header.classification ?? current.header.classification,
      mode: header.mode ?? current.header.mode,
    },
  };
}

/** The status of a document that states none: closed when it says when, else resolved when it says when, else open. */
export function statusOf({ header, milestones }: PortableDocument): IncidentStatus {
  if (header.status) return header.status;
  const reached = (kind: string) => milestones.some((milestone) => milestone.kind === kind);
  return reached("closedAt") ? "closed" : reached("resolvedAt") ? "resolved" : "investigating";
}

/** Why a document cannot be stored as it is, one sentence each; empty when it can. */
export function obstacles(document: PortableDocument): string[] {
  const found: string[] = [];
  const long = (what: string, text: string, most: number) => {
    if (text.length > most) found.push(`${what} has ${text.length} characters; at most ${most} can be kept.`);
  };
  if (document.header.title === "")
    found.push("The document has no title. Begin it with a heading of the first level.");
  long("The title", document.header.title, 300);
  document.timeline.forEach((entry, index) => {
    if (entry.text === "") found.push(`Timeline entry ${index + 1} says nothing.`);
    long(`Timeline entry ${index + 1}`, entry.text, 20_000);
  });
  document.actionItems.forEach((item, index) => {
    if (item.title === "") found.push(`Action item ${index + 1} has no wording.`);
    long(`Action item ${index + 1}`, item.title, 500);
  });
  if (document.header.status === "merged")
    found.push("The document says that the incident was merged, but not into which one.");
  for (const [part, input, content] of formsOf(document)) {
    const issues = input.safeParse({ ref: "INC-2025-0001", base: "", ...content }).error?.issues ?? [];
    for (const { path, message } of issues.slice(0, 5)) found.push(`${placeIn(part, path)}: ${message}`);
  }
  const { unavailableFrom, unavailableTo } = document.impact.figures;
  if (unavailableFrom && unavailableTo && unavailableTo < unavailableFrom)
    found.push("The outage in the impact ends before it begins.");
  return found;
}

/** What a section's form would be sent: what it could not take could never be edited here. */
function formsOf(document: PortableDocument): [string, z.ZodType, object][] {
  const { whatHappened, rootCauses, contributingFactors: factors, fixes, lessons, controls } = document;
  const codeChanges = document.codeChanges.flatMap(({ file, changes }) =>
    changes.map((change) => ({ file, ...change })),
  );
  const texts = (all: readonly string[]) => all.map((text) => ({ text }));
  const { header, summary, impact } = document;
  const classification = header.classification ?? DEFAULT_CLASSIFICATION;
  const { user, business, detection, figures } = impact;
  return [
    [importParts.summary, editPostMortemInput, { summary, classification }],
    [importParts.impact, editImpactInput, { user, business, detection, delay: figures.delay }],
    [importParts.analysis, editRootCauseAnalysisInput, { whatHappened, rootCauses, factors }],
    [importParts.resolution, editResolutionInput, { fixes: texts(fixes), codeChanges }],
    [
      importParts.lessons,
      editLessonsInput,
      { wentWell: texts(lessons.wentWell), wentWrong: texts(lessons.wentWrong), lucky: texts(lessons.lucky) },
    ],
    [importParts.controls, editControlsInput, controls],
  ];
}

/** A path within the form of a part as words: `rootCauses.2.text` → `Root cause analysis, root causes 3`. */
function placeIn(part: string, [list, index]: readonly PropertyKey[]): string {
  const name = String(list).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (name === part.toLowerCase()) return part;
  return `${part}, ${typeof index === "number" ? `${name} ${index + 1}` : name}`;
}
