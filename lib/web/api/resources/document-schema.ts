import { z } from "zod";
import {
  DocumentState,
  EntryKind,
  EntrySource,
  IncidentMode,
  IncidentStatus,
  MilestoneKind,
  Precision,
  Severity,
  SignOffStep,
} from "../../../../prisma/generated/enums";
import { frozenPoints } from "../../../incidents/evidence/schema";
import { sectionContent } from "../../../reviews/rules";
import type { PostMortemDocument } from "../../../reviews/schema";
import { impactSection } from "../../../reviews/section";
import type { DocumentStanding } from "../../../reviews/sign-offs/queries";
import { actionItemOfDocument } from "./action-item-schema";
import { asAttachment, attachmentOfEntry } from "./attachments";
import { instant, named, personShown } from "./parts";
import { asImpact, sectionShown } from "./section-schema";

/** A signature that a document brought from elsewhere. */
export const importedSignature = z
  .object({
    step: z.enum(SignOffStep),
    name: z.string(),
    title: z.string().nullable(),
    signedOn: z.string().nullable(),
    person: personShown.nullable(),
  })
  .meta({ id: "ImportedSignature" });

/** The figures of a pool that are kept with an incident, in buckets; beginnings of buckets in epoch milliseconds. */
const evidenceShown = z
  .object({
    pool: z.string(),
    source: z.string(),
    from: instant,
    to: instant,
    frozenAt: instant,
    bucketSeconds: z.int(),
    greatest: z.object({ used: z.number(), max: z.number().nullable(), at: z.int() }).nullable(),
    points: frozenPoints,
  })
  .meta({ id: "Evidence" });

/** The post-mortem of an incident, whole. */
export const documentShown = z
  .object({
    ref: z.string(),
    foreignRef: z.string().nullable(),
    title: z.string(),
    severity: z.enum(Severity),
    status: z.enum(IncidentStatus),
    mode: z.enum(IncidentMode),
    timeZone: z.string(),
    statedDuration: z.string().nullable(),
    service: named.nullable(),
    environment: named.nullable(),
    documentVersion: z.int(),
    state: z.enum(DocumentState),
    hash: z.string(),
    classification: z.string(),
    milestones: z.array(z.object({ kind: z.enum(MilestoneKind), at: instant, precision: z.enum(Precision) })),
    summary: z.string(),
    impact: sectionShown.impact,
    timeline: z.array(
      z.object({
        id: z.uuid(),
        at: instant,
        precision: z.enum(Precision),
        kind: z.enum(EntryKind),
        source: z.enum(EntrySource),
        text: z.string(),
        author: z.string().nullable(),
        attachments: z.array(attachmentOfEntry),
      }),
    ),
    rootCauseAnalysis: sectionShown.rootCauseAnalysis,
    resolution: sectionShown.resolution,
    lessons: sectionShown.lessons,
    actionItems: z.array(actionItemOfDocument),
    prevention: sectionShown.prevention,
    importedSignatures: z.array(importedSignature),
    unplaced: z.array(z.object({ place: z.string(), markdown: z.string() })),
    evidence: z.array(evidenceShown),
  })
  .meta({ id: "Document" });

/** A document as it is shown, with how it stands. */
export const asDocument = ({ document, now }: { document: PostMortemDocument; now: DocumentStanding }) => ({
  ...document,
  state: now.state,
  hash: now.hash,
  timeline: document.timeline.map((entry) => ({
    ...entry,
    attachments: entry.attachments.map(asAttachment),
  })),
  impact: asImpact(impactSection(document).impact),
  rootCauseAnalysis: sectionContent.analysis(document),
  resolution: sectionContent.resolution(document),
  lessons: sectionContent.lessons(document),
  prevention: sectionContent.controls(document),
});
