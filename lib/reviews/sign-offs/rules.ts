import type { DocumentState, SignOffStep } from "../../../prisma/generated/enums";
import type { Actor } from "../../core/context";
import { isAtLeast } from "../../core/permissions";
import type { Verdict } from "../../incidents/rules";
import { stepLabels, steps } from "./labels";
import { FRESH_LOGIN_MS, type SignOffRow } from "./schema";

/** How a document stands: which steps hold, which an edit voided, and what it is as a whole. */
export type Standing<Row extends SignOffRow = SignOffRow> = {
  state: DocumentState;
  /** Steps that stand: given for the document as it is now. */
  given: Partial<Record<SignOffStep, Row>>;
  /** The step that comes next; null when all three stand. */
  next: SignOffStep | null;
  /** Steps given for an earlier text, the latest first: an edit or a return voided them. */
  voided: Row[];
  /** The return that still waits for an answer. */
  returned: Row | null;
};

/**
 * How a document stands. An edit voids a sign-off: each is given for one version of the document, every change of what
 * is signed makes a new version, and only steps of the current version stand. Nothing needs to be undone or marked; the
 * state is read from the acts each time. A return makes a new version too, so that all steps are given again after it.
 */
export function standing<Row extends SignOffRow>(
  signOffs: readonly Row[],
  documentVersion: number,
): Standing<Row> {
  const acts = [...signOffs].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  const given: Partial<Record<SignOffStep, Row>> = {};
  const voided: Row[] = [];
  for (const act of acts) {
    if (act.act !== "given") continue;
    if (act.documentVersion === documentVersion) given[act.step] = act;
    else voided.unshift(act);
  }
  const last = acts.at(-1);
  const returned = last?.act === "returned" ? last : null;
  const next = steps.find((step) => !given[step]) ?? null;
  return { state: stateOf(given, voided, returned), given, next, voided, returned };
}

/** How a document stands once a step was given, and nothing else happened. */
export const stateGivenBy = {
  prepared: "in_review",
  reviewed: "reviewed",
  approved: "approved",
} as const satisfies Record<SignOffStep, DocumentState>;

function stateOf(
  given: Partial<Record<SignOffStep, SignOffRow>>,
  voided: readonly SignOffRow[],
  returned: SignOffRow | null,
): DocumentState {
  const step = steps.findLast((each) => given[each]);
  if (step) return stateGivenBy[step];
  if (returned) return "changes_requested";
  return voided.some((act) => act.step === "approved") ? "stale" : "draft";
}

/**
 * The version that the document is at. Names of people, teams and environments belong to the text but are changed
 * elsewhere: when the text no longer is what the current version's steps signed, it counts as the next version.
 */
export function versionNow(signOffs: readonly SignOffRow[], stored: number, hash: string): number {
  const other = signOffs.some(
    (act) => act.act === "given" && act.documentVersion === stored && act.hash !== hash,
  );
  return other ? stored + 1 : stored;
}

/** Who gives a step: at least this role. */
const leastRole = { prepared: "responder", reviewed: "lead", approved: "approver" } as const;

/** Whether an actor's kind of person gives this step at all. */
export function isSignerOf(step: SignOffStep, actor: Pick<Actor, "id" | "role">): boolean {
  return actor.id !== null && isAtLeast(actor.role, leastRole[step]);
}

/** Whether an actor may give a step of a document that stands like this; three steps need three different people. */
export function mayGive(step: SignOffStep, actor: Pick<Actor, "id" | "role">, now: Standing): Verdict {
  if (now.given[step]) return { may: false, reason: `${now.given[step].name} has already signed this step.` };
  if (!isSignerOf(step, actor))
    return { may: false, reason: `This step is given by ${stepLabels[step].by}.` };
  const own = steps.find((earlier) => now.given[earlier]?.personId === actor.id);
  if (own)
    return {
      may: false,
      reason: `You signed it as ${own}: the three steps are given by three different people.`,
    };
  if (now.next !== step) return { may: false, reason: `${stepLabels[now.next ?? step].done} comes first.` };
  return { may: true };
}

/** Whether an actor may send a document back: a lead while it is in review, an approver also when it is reviewed. */
export function mayReturn(actor: Pick<Actor, "role">, now: Standing): Verdict {
  if (now.state === "in_review")
    return isAtLeast(actor.role, "lead") ? { may: true } : { may: false, reason: "A lead sends it back." };
  if (now.state === "reviewed")
    return isAtLeast(actor.role, "approver")
      ? { may: true }
      : { may: false, reason: "It is reviewed: an approver sends it back." };
  return { may: false, reason: "Nobody has it for review." };
}

/** Whether a proof of who somebody is, given at that moment or never, is fresh enough for a signature now. */
export function isFresh(provedAt: Date | null, now: Date): boolean {
  return provedAt !== null && now.getTime() - provedAt.getTime() <= FRESH_LOGIN_MS;
}

/** What waits for an actor in a document that stands like this; null when nothing does. */
export function waitingFor(
  actor: Pick<Actor, "id" | "role">,
  now: Standing,
): "review" | "approval" | "changes" | null {
  if (now.state === "in_review" && mayGive("reviewed", actor, now).may) return "review";
  if (now.state === "reviewed" && mayGive("approved", actor, now).may) return "approval";
  if (now.state === "changes_requested" || now.state === "stale") {
    const prepared = now.voided.find((act) => act.step === "prepared");
    if (prepared && prepared.personId === actor.id) return "changes";
  }
  return null;
}
