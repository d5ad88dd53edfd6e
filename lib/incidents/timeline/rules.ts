import type { EntrySource } from "../../../prisma/generated/enums";
import type { Actor } from "../../core/context";
import { may } from "../../core/permissions";
import type { Verdict } from "../rules";

/** What a person or a document said, not what a machine recorded. */
export const byPeople: readonly EntrySource[] = ["manual", "import", "api"];

/**
 * Whether an actor may correct or withdraw an entry: any responder who sees the incident, what a person or a document
 * said. What a machine recorded stays as it is.
 */
export function mayCorrect(entry: { source: EntrySource }, actor: Pick<Actor, "role">): Verdict {
  if (!may(actor, "timeline-entry.correct"))
    return { may: false, reason: "Responders correct the timeline." };
  if (!byPeople.includes(entry.source))
    return {
      may: false,
      reason: "Highwater recorded this itself: add an entry that says what is wrong with it.",
    };
  return { may: true };
}

/** Whether an entry is part of the post-mortem as it stands. */
export function isInDocument(entry: { inDocument: boolean; withdrawnAt: Date | null }): boolean {
  return entry.inDocument && entry.withdrawnAt === null;
}
