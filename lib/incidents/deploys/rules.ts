import type { EntryKind, IncidentMode, IncidentStatus, MilestoneKind } from "../../../prisma/generated/enums";
import { beganAt, type MilestonePoint } from "../milestones/rules";
import { isOpen } from "../rules";

/** How long before an incident began a deploy of its service is suspicious. */
export const suspectHours = 6;

const SUSPECT_MS = suspectHours * 3_600_000;

const beginnings: readonly MilestoneKind[] = ["impactStartedAt", "detectedAt", "declaredAt"];

/** Whether the time of an incident's deploys depends on this milestone. */
export const boundsDeploys = (kind: MilestoneKind): boolean =>
  beginnings.includes(kind) || kind === "resolvedAt" || kind === "closedAt";

type Bounded = {
  status: IncidentStatus;
  mode: IncidentMode;
  createdAt: Date;
  milestones: readonly MilestonePoint[];
};

/**
 * When an incident began, as far as its deploys are concerned: at the start of impact, else at its detection. Null for one
 * that was entered afterwards and of which nobody has said so yet.
 */
export function beginningOf({ mode, createdAt, milestones }: Omit<Bounded, "status">): Date | null {
  const known = mode !== "retrospective" || milestones.some(({ kind }) => beginnings.includes(kind));
  return known ? beganAt(milestones, createdAt) : null;
}

/** The time whose deploys stand on an incident's timeline; `to` is null while it goes on. */
export type DeployWindow = { from: Date; began: Date; to: Date | null };

/**
 * From six hours before an incident began until it was resolved, or closed; until its beginning where nobody has said when
 * it ended. Null for one that was none, or of which no beginning is known.
 */
export function deployWindow(incident: Bounded): DeployWindow | null {
  const { status, milestones } = incident;
  const began = beginningOf(incident);
  if (!began || status === "cancelled" || status === "merged") return null;
  const at = (kind: MilestoneKind) => milestones.find((milestone) => milestone.kind === kind)?.at;
  const from = new Date(began.getTime() - SUSPECT_MS);
  if (isOpen(status)) return { from, began, to: null };
  const ended = at("resolvedAt") ?? at("closedAt") ?? began;
  return { from, began, to: ended < began ? began : ended };
}

/** Whether a deploy stands on the timeline of an incident with this window. */
export const isWithin = (at: Date, { from, to }: DeployWindow): boolean =>
  at >= from && (to === null || at <= to);

/** Whether an entry tells of a deploy so shortly before the incident began, or just as it did, that it may have caused it. */
export function isSuspect(entry: { kind: EntryKind; at: Date }, began: Date | null): boolean {
  if (entry.kind !== "deploy" || began === null) return false;
  const before = began.getTime() - entry.at.getTime();
  return before >= 0 && before <= SUSPECT_MS;
}
