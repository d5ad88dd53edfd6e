import type { DocumentState, IncidentMode, IncidentStatus } from "../../../prisma/generated/enums";
import { statusLabels } from "../labels";
import type { Verdict } from "../rules";

/** An incident as far as merging asks about it. */
export type Mergeable = {
  id: string;
  ref: string;
  status: IncidentStatus;
  mode: IncidentMode;
  restrictedAt: Date | null;
  documentState: DocumentState;
};

const yes: Verdict = { may: true };
const no = (reason: string): Verdict => ({ may: false, reason });

const signed: readonly DocumentState[] = ["in_review", "reviewed", "approved"];

/** Whether signatures stand on the post-mortem as it is, so that no act at its edge may change its text. */
export const isSigned = ({ documentState }: Pick<Mergeable, "documentState">): boolean =>
  signed.includes(documentState);

/** Whether an incident may go on in any other, and if not, why: what `mayMerge` asks of it alone. */
export function mayBeMerged({ ref, status, documentState }: Mergeable): Verdict {
  if (status === "merged") return no(`${ref} was merged already: separate it again first.`);
  if (status === "cancelled") return no(`${ref} was cancelled: reopen it first.`);
  if (isSigned({ documentState }) || documentState === "stale")
    return no(`The post-mortem of ${ref} was signed: what was signed stays an incident of its own.`);
  return yes;
}

/**
 * Whether one incident may go on in another, and if not, why. `outsiders` says whether anybody who sees the target may
 * not see the source: what is restricted must not become known to more people than before.
 */
export function mayMerge(source: Mergeable, target: Mergeable, outsiders: boolean): Verdict {
  const [from, into] = [source.ref, target.ref];
  if (source.id === target.id) return no("An incident cannot be merged into itself.");
  const alone = mayBeMerged(source);
  if (!alone.may) return alone;
  if (target.status === "merged")
    return no(`${into} was merged itself: name the incident that it goes on in.`);
  if (target.status === "cancelled") return no(`${into} was cancelled: reopen it first.`);
  if (target.status === "closed") return no(`${into} is closed: reopen it first.`);
  if ((source.mode === "drill") !== (target.mode === "drill"))
    return no("A drill and what really happened are not merged.");
  if (source.restrictedAt && !target.restrictedAt)
    return no(`${from} is restricted, and ${into} is not: everybody would read what few may.`);
  if (outsiders)
    return no(
      `${from} is restricted, and somebody in ${into} takes no part in it: they would read what few may.`,
    );
  return yes;
}

/**
 * Whether a merged incident may stand for itself again, and if not, why. `inSigned` says whether entries that came with
 * it are part of what is signed there.
 */
export function mayUnmerge(source: Mergeable, target: Mergeable, inSigned: boolean): Verdict {
  if (source.status !== "merged") return no(`${source.ref} is not merged.`);
  if (target.status === "merged")
    return no(`${target.ref} was merged itself meanwhile: separate that one first.`);
  if (target.status === "closed") return no(`${target.ref} is closed: reopen it first.`);
  if (inSigned)
    return no(
      `The post-mortem of ${target.ref} is signed with entries of ${source.ref}: have it sent back first.`,
    );
  return yes;
}

/** The name of the other incident where those may read it who see this one: a restricted one is told of to nobody else. */
export const nameBeside = (other: Pick<Mergeable, "ref" | "restrictedAt">): string =>
  other.restrictedAt ? "another incident" : other.ref;

const because = (note: string) => (note === "" ? "" : `: ${note}`);

/** What the timeline of the merged incident says. */
export const sentenceOfMerge = (from: IncidentStatus, into: string, note: string): string =>
  `${statusLabels[from]} → ${statusLabels.merged}, into ${into}${because(note)}`;

/** What the timeline of the incident says that it goes on in. */
export const sentenceOfMerged = (source: { ref: string; title: string }, note: string): string =>
  `${source.ref} merged into this incident: ${source.title}${note === "" ? "" : ` (${note})`}`;

/** What the timeline of an incident says that stands for itself again. */
export const sentenceOfUnmerge = (to: IncidentStatus, note: string): string =>
  `Separated again, ${statusLabels.merged} → ${statusLabels[to]}${because(note)}`;

/** Why entries are withdrawn that came with an incident which was separated again. */
export const separatedReason = (ref: string): string => `${ref} was separated again.`;

/** Why an entry is withdrawn that was moved to another incident. */
export const movedReason = (ref: string): string => `Moved to ${ref}.`;
