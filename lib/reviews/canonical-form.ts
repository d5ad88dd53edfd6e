import { MilestoneKind } from "../../prisma/generated/enums";
import { canonicalJson, sha256Hex } from "../core/canonical";
import type { DocumentEntry, DocumentImpact, Lesson, PostMortemDocument } from "./schema";

/**
 * What a sign-off signs: ref, title, severity, environment, classification, milestones and all sections. Left out,
 * because it may change without the document saying something else: the incident's status, durations that follow from
 * the milestones, comments, sign-offs, imported signatures, entries that are not in the document, the progress of
 * action items (status, evidence, kind, priority, what they address) and the verification of controls.
 */
export type CanonicalDocument = ReturnType<typeof canonicalDocument>;

/** The content that is signed, as a plain JSON value. Instants are ISO 8601 in UTC with milliseconds. */
export function canonicalDocument(document: PostMortemDocument) {
  return {
    ref: document.ref,
    title: document.title,
    severity: document.severity,
    environment: document.environment?.name ?? null,
    classification: document.classification,
    milestones: milestones(document),
    summary: document.summary,
    impact: impact(document.impact),
    timeline: document.timeline.map(({ at, precision, kind, text, author, attachments }) => ({
      at: at.toISOString(),
      precision,
      kind,
      text,
      author,
      ...signedFiles(attachments),
    })),
    rootCauseAnalysis: {
      whatHappened: document.whatHappened,
      rootCauses: document.rootCauses.map(({ title, text }) => ({ title, text })),
      contributingFactors: document.factors.map(({ text, category, positive, acceptedRisk }) => ({
        text,
        category,
        positive,
        acceptedRisk,
      })),
    },
    resolution: {
      fixes: document.fixes.map(({ text }) => text),
      codeChanges: document.codeChanges.map(({ file, text, before, after }) => ({
        file,
        text,
        before,
        after,
      })),
    },
    lessons: {
      wentWell: lessons(document, "went_well"),
      wentWrong: lessons(document, "went_wrong"),
      lucky: lessons(document, "lucky"),
    },
    actionItems: document.actionItems.map(({ title, owner, dueOn }) => ({
      title,
      owner: owner && { kind: owner.kind, name: owner.name },
      dueOn,
    })),
    controls: {
      technical: controls(document, "technical"),
      process: controls(document, "process"),
    },
  };
}

/** The canonical JSON (RFC 8785) of the document: equal content gives equal text, on any machine. */
export function canonicalForm(document: PostMortemDocument): string {
  return canonicalJson(canonicalDocument(document));
}

/** The SHA-256 of the canonical form, 64 hexadecimal digits: what a signer sees and signs. */
export function documentHash(document: PostMortemDocument): string {
  return sha256Hex(canonicalForm(document));
}

/** The files of an entry by name and hash. An entry without any says nothing of them, as before there were files. */
const signedFiles = (attachments: DocumentEntry["attachments"]) =>
  attachments.length === 0
    ? {}
    : {
        attachments: attachments.map(({ fileName, hash }) => ({
          name: fileName,
          sha256: Buffer.from(hash).toString("hex"),
        })),
      };

function milestones(document: PostMortemDocument) {
  return Object.values(MilestoneKind).flatMap((kind) => {
    const set = document.milestones.find((milestone) => milestone.kind === kind);
    return set ? [{ kind, at: set.at.toISOString(), precision: set.precision }] : [];
  });
}

function impact({ statements, figures }: DocumentImpact) {
  const of = (group: DocumentImpact["statements"][number]["group"]) =>
    statements.filter((statement) => statement.group === group).map(({ text }) => text);
  return {
    user: of("user"),
    business: of("business"),
    detection: of("detection"),
    figures: {
      usersAffected: counted(figures?.usersAffected, figures?.usersPrecision),
      customersAffected: counted(figures?.customersAffected, figures?.customersPrecision),
      unavailableFrom: figures?.unavailableFrom?.toISOString() ?? null,
      unavailableTo: figures?.unavailableTo?.toISOString() ?? null,
      dataLoss: figures?.dataLoss ?? null,
      delay: figures?.delay ?? null,
    },
  };
}

const counted = <Precision extends string>(
  count: number | null | undefined,
  precision: Precision | null | undefined,
) => (count === null || count === undefined ? null : { count, precision: precision ?? null });

const lessons = (document: PostMortemDocument, kind: Lesson["kind"]) =>
  document.lessons.filter((lesson) => lesson.kind === kind).map(({ text }) => text);

const controls = (document: PostMortemDocument, kind: "technical" | "process") =>
  document.controls.filter((control) => control.kind === kind).map(({ text }) => text);
