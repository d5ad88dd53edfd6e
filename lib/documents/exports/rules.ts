import type { LessonKind } from "../../../prisma/generated/enums";
import type { Evidence } from "../../incidents/evidence/queries";
import { greatestUse } from "../../incidents/evidence/rules";
import { impactOf } from "../../incidents/impact/rules";
import type { CodeChange, PostMortemDocument } from "../../reviews/schema";
import { normaliseDocument, type PortableDocument } from "../schema";

/**
 * The document as it travels: everything that its page shows, bound to no database. The ref is the one that it came
 * with, where it came from elsewhere. Sign-offs given here are stated after the imported signatures, with their day.
 */
export function portableOf(
  document: PostMortemDocument,
  signOffs: PortableDocument["signatures"] = [],
): PortableDocument {
  const lessons = (kind: LessonKind) =>
    document.lessons.filter((one) => one.kind === kind).map(({ text }) => text);
  const controls = (kind: "technical" | "process") =>
    document.controls
      .filter((one) => one.kind === kind)
      .map(({ text, verification }) => ({ text, verification }));
  return normaliseDocument({
    header: headerOf(document),
    milestones: document.milestones.map(({ kind, at, precision }) => ({
      kind,
      at: at.toISOString(),
      precision,
    })),
    summary: document.summary,
    impact: portableImpact(document),
    timeline: document.timeline.map(({ at, precision, kind, text, author }) => ({
      at: at.toISOString(),
      precision,
      kind,
      text,
      author,
    })),
    whatHappened: document.whatHappened,
    rootCauses: document.rootCauses.map(({ title, text }) => ({ title, text })),
    contributingFactors: document.factors.map(({ text, category, positive, acceptedRisk }) => ({
      text,
      category,
      positive,
      acceptedRisk,
    })),
    fixes: document.fixes.map(({ text }) => text),
    codeChanges: byFile(document.codeChanges),
    lessons: { wentWell: lessons("went_well"), wentWrong: lessons("went_wrong"), lucky: lessons("lucky") },
    actionItems: itemsOf(document),
    controls: { technical: controls("technical"), process: controls("process") },
    signatures: [
      ...document.importedSignatures.map(({ step, name, title, signedOn }) => ({
        step,
        name,
        title,
        signedOn,
      })),
      ...signOffs,
    ],
    signedOn: document.importedSignedOn,
    unplaced: document.unplaced,
  });
}

/**
 * A series that is kept with an incident, as exports tell it: the most in use at once, of how many and when, and the
 * points by columns. It travels beside the document and is no part of it, nor of what sign-offs sign.
 */
export const evidenceOf = ({
  poolName,
  sourceName,
  from,
  to,
  frozenAt,
  bucketSeconds,
  points,
}: Evidence) => ({
  ...{ pool: poolName, source: sourceName, from, to, frozenAt, bucketSeconds },
  greatest: greatestUse(points),
  points,
});

/** The files of the entries that a document prints, as an export mentions them. They travel by their address. */
export const attachmentsOf = ({ ref, timeline }: PostMortemDocument, host: string) =>
  timeline.flatMap(({ at, attachments }) =>
    attachments.map(({ id, fileName, size, hash }) => ({
      ...{ at, fileName, size, sha256: Buffer.from(hash).toString("hex") },
      address: `${host}/incidents/${ref}/attachments/${id}`,
    })),
  );

const headerOf = (document: PostMortemDocument): PortableDocument["header"] => ({
  ref: document.foreignRef ?? document.ref,
  title: document.title,
  severity: document.severity,
  status: document.status,
  statedDuration: document.statedDuration,
  environment: document.environment?.name ?? null,
  service: document.service?.name ?? null,
  timeZone: document.timeZone,
  classification: document.classification,
  mode: document.mode,
});

function portableImpact({ impact }: PostMortemDocument): PortableDocument["impact"] {
  const { user, business, detection, figures } = impactOf(impact.statements, impact.figures);
  return {
    user: [...user],
    business: [...business],
    detection: [...detection],
    figures: {
      ...figures,
      unavailableFrom: figures.unavailableFrom?.toISOString() ?? null,
      unavailableTo: figures.unavailableTo?.toISOString() ?? null,
    },
  };
}

const itemsOf = ({ actionItems }: PostMortemDocument): PortableDocument["actionItems"] =>
  actionItems.map(({ ref, title, owner, dueOn, status, kind, priority, evidence }) => ({
    ...{ ref, title, owner: owner?.name ?? null, dueOn },
    ...{ status, kind, priority, evidence },
  }));

/** Lines that follow each other and belong to one file stand under that file. */
function byFile(changes: readonly CodeChange[]): PortableDocument["codeChanges"] {
  const files: PortableDocument["codeChanges"] = [];
  for (const { file, text, before, after } of changes) {
    const last = files.at(-1);
    // A row without a text or a value stands for a file of which nothing more was said.
    const line = text === "" && before === null && after === null ? [] : [{ text, before, after }];
    if (last && last.file === file) last.changes.push(...line);
    else files.push({ file, changes: line });
  }
  return files;
}
