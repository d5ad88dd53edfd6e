import type { DocumentState, EntrySource, IncidentStatus } from "../../../prisma/generated/enums";
import { isSigned } from "../merging/rules";
import { isOpen, type Verdict } from "../rules";

/**
 * Whether entries may be split off from an incident, and if not, why. `changesDocument` says whether something would
 * leave its post-mortem, which no act at its edge may do while signatures stand on it.
 */
export function maySplit(
  source: { ref: string; status: IncidentStatus; documentState: DocumentState },
  changesDocument: boolean,
): Verdict {
  if (source.status === "merged")
    return {
      may: false,
      reason: `${source.ref} was merged: split off from the incident that it goes on in.`,
    };
  if (source.status === "cancelled")
    return { may: false, reason: `${source.ref} was cancelled: reopen it first.` };
  if (changesDocument && isSigned(source))
    return {
      may: false,
      reason: `The post-mortem of ${source.ref} is signed: copy the entries instead of moving them, and leave its action items.`,
    };
  return { may: true };
}

/** Whether an entry can be split off. What Highwater wrote of the incident itself belongs to it alone. */
export const canBeSplitOff = (entry: { source: EntrySource; withdrawnAt: Date | null }): boolean =>
  entry.source !== "system" && entry.withdrawnAt === null;

/** The status that what was split off begins in: somebody must look at it, unless all of it is over. */
export const statusOfSplit = (status: IncidentStatus): "triage" | "resolved" =>
  isOpen(status) ? "triage" : "resolved";

/** What the timeline says that entries were split off from. */
export function sentenceOfSplit(ref: string, title: string, entries: number, how: "move" | "copy"): string {
  const done = how === "move" ? "moved" : "copied";
  return `${ref} split off: ${title} (${entries} ${entries === 1 ? "entry" : "entries"} ${done})`;
}
