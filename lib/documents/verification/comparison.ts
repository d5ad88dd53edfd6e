import type { CanonicalDocument } from "../../reviews/canonical-form";
import { normaliseDocument, type PortableDocument } from "../schema";

const byKind = (a: { kind: string }, b: { kind: string }) => (a.kind < b.kind ? -1 : 1);

/** What a signed text says, told as a document that travels; what is not signed is taken from `rest`. */
function portableOfSigned(signed: CanonicalDocument, rest: PortableDocument): PortableDocument {
  const { impact, rootCauseAnalysis, resolution } = signed;
  const counted = (figure: (typeof impact)["figures"]["usersAffected"]) =>
    figure && { count: figure.count, precision: figure.precision ?? ("exact" as const) };
  const controls = (kind: "technical" | "process") =>
    signed.controls[kind].map((text, at) => ({
      text,
      verification: rest.controls[kind][at]?.verification ?? null,
    }));
  return normaliseDocument({
    ...rest,
    header: {
      ...rest.header,
      title: signed.title,
      severity: signed.severity,
      environment: signed.environment,
      classification: signed.classification,
    },
    milestones: [...signed.milestones].sort(byKind),
    summary: signed.summary,
    impact: {
      ...impact,
      figures: {
        ...impact.figures,
        usersAffected: counted(impact.figures.usersAffected),
        customersAffected: counted(impact.figures.customersAffected),
      },
    },
    timeline: signed.timeline,
    whatHappened: rootCauseAnalysis.whatHappened,
    rootCauses: rootCauseAnalysis.rootCauses,
    contributingFactors: rootCauseAnalysis.contributingFactors,
    fixes: resolution.fixes,
    codeChanges: resolution.codeChanges.map(({ file, ...change }) => ({ file, changes: [change] })),
    lessons: signed.lessons,
    actionItems: signed.actionItems.map(({ title, owner, dueOn }, at) => ({
      ...{ ref: null, status: "open" as const, kind: null, priority: null, evidence: null },
      ...rest.actionItems[at],
      ...{ title, owner: owner?.name ?? null, dueOn },
    })),
    controls: { technical: controls("technical"), process: controls("process") },
  });
}

/** The lines of code changes, each with its file: how they are grouped carries no meaning. */
const flat = (document: PortableDocument) =>
  document.codeChanges.flatMap(({ file, changes }) =>
    (changes.length > 0 ? changes : [{ text: "", before: null, after: null }]).map((change) => ({
      file,
      ...change,
    })),
  );

const sections: readonly (readonly [string, (document: PortableDocument) => unknown])[] = [
  ["title", ({ header }) => header.title],
  ["severity", ({ header }) => header.severity],
  ["environment", ({ header }) => header.environment],
  ["classification", ({ header }) => header.classification],
  ["milestones", ({ milestones }) => milestones],
  ["summary", ({ summary }) => summary],
  ["impact", ({ impact }) => impact],
  ["timeline", ({ timeline }) => timeline],
  ["root cause analysis", (one) => [one.whatHappened, one.rootCauses, one.contributingFactors]],
  ["resolution", (one) => [one.fixes, flat(one)]],
  ["lessons", ({ lessons }) => lessons],
  ["action items", ({ actionItems }) => actionItems],
  ["prevention", ({ controls }) => controls],
];

/**
 * The sections in which an exported document does not say what the signed text says. Not compared is what the other
 * does not carry: whether an owner is a person or a team. Throws for a text that is no signed document.
 */
export function differingSections(document: PortableDocument, signed: CanonicalDocument): string[] {
  const told = { ...document, milestones: [...document.milestones].sort(byKind) };
  const meant = portableOfSigned(signed, told);
  return sections
    .filter(([, part]) => JSON.stringify(part(told)) !== JSON.stringify(part(meant)))
    .map(([name]) => name);
}
