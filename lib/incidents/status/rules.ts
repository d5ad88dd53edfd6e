import type { IncidentMode, IncidentStatus, MilestoneKind } from "../../../prisma/generated/enums";
import { statusLabels } from "../labels";
import { isOpen, type Verdict } from "../rules";

/** An incident's life, in order; moves along it go both ways. */
export const lifeOfAnIncident: readonly IncidentStatus[] = [
  "triage",
  "investigating",
  "identified",
  "monitoring",
  "resolved",
  "closed",
];

const yes: Verdict = { may: true };
const no = (reason: string): Verdict => ({ may: false, reason });
const placeOf = (status: IncidentStatus) => lifeOfAnIncident.indexOf(status);

/** Whether an incident may move from one status to another, and if not, why. Staying is no move and always may. */
export function mayMove(from: IncidentStatus, to: IncidentStatus): Verdict {
  if (from === to) return yes;
  if (from === "merged") return no("It lives on in the incident that it was merged into.");
  if (to === "merged") return no("Merging names the incident that it goes into; a status alone does not.");
  if (to === "cancelled")
    return isOpen(from) ? yes : no("It happened and was resolved: reopen it first if it was no incident.");
  if (from === "cancelled")
    return to === "triage" || to === "investigating"
      ? yes
      : no("A cancelled incident reopens in triage or investigating.");
  if (to === "closed" && from !== "resolved") return no("Resolve the incident before you close it.");
  return yes;
}

/** The statuses that an incident may move to now, in the order of its life. */
export function movesFrom(from: IncidentStatus): IncidentStatus[] {
  return [...lifeOfAnIncident, "cancelled" as const].filter((to) => to !== from && mayMove(from, to).may);
}

/** The one move that usually comes next, or null at the end of an incident's life. */
export function nextMove(from: IncidentStatus): IncidentStatus | null {
  if (isOpen(from)) return "resolved";
  return from === "resolved" ? "closed" : null;
}

/** Whether a move brings back an incident that was over. */
export function isReopening(from: IncidentStatus, to: IncidentStatus): boolean {
  return !isOpen(from) && isOpen(to);
}

/**
 * What a move means for milestones: which are reached (set where they are not set yet) and which are lost (taken away
 * where an earlier move set them). An incident that was entered afterwards reaches and loses none by being edited today.
 */
export function milestonesOfMove(
  from: IncidentStatus,
  to: IncidentStatus,
  mode: IncidentMode,
): { reached: MilestoneKind[]; lost: MilestoneKind[] } {
  if (mode === "retrospective" || to === "cancelled") return { reached: [], lost: [] };
  const lost: MilestoneKind[] = [];
  if (placeOf(to) < placeOf("resolved")) lost.push("resolvedAt");
  if (placeOf(to) < placeOf("closed")) lost.push("closedAt");
  const reached: MilestoneKind[] = [];
  if (to === "monitoring" && placeOf(from) < placeOf("monitoring")) reached.push("mitigatedAt");
  if (to === "resolved" && placeOf(from) < placeOf("resolved")) reached.push("mitigatedAt", "resolvedAt");
  if (to === "closed") reached.push("closedAt");
  return { reached, lost };
}

/** What the timeline says about a move. */
export function sentenceOfMove(from: IncidentStatus, to: IncidentStatus, note: string): string {
  const move = `${statusLabels[from]} → ${statusLabels[to]}`;
  const said = isReopening(from, to) ? `Reopened, ${move}` : move;
  return note === "" ? said : `${said}: ${note}`;
}
