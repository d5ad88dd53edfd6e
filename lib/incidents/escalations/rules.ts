import type { EntryKind, IncidentMode, IncidentStatus, Severity } from "../../../prisma/generated/enums";
import { isOpen } from "../rules";

type Told = { mode: IncidentMode; status: IncidentStatus; severity: Severity };

// Of an incident that is over, what was longer ago when it was written is its story.
const presentMs = 60 * 60_000;

/**
 * Whether an entry that was written or corrected then calls those whom it mentions, or only tells that they were called
 * once: what is said of an incident that was entered afterwards, or of the past of one that is over, calls nobody.
 */
export function callsNow(
  entry: { kind: EntryKind; at: Date },
  { mode, status }: Pick<Told, "mode" | "status">,
  writtenAt: Date,
): boolean {
  if (entry.kind !== "escalation" || mode === "retrospective") return false;
  return isOpen(status) || writtenAt.getTime() - entry.at.getTime() <= presentMs;
}

/** What somebody is told to whom an incident is escalated. */
export function sentenceOfCall(who: string, { mode, severity }: Pick<Told, "mode" | "severity">): string {
  return `${who} escalated this ${severity} ${mode === "drill" ? "drill" : "incident"} to you`;
}
