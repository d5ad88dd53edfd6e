import type { IncidentMode, IncidentRole, IncidentStatus, Severity } from "../../../prisma/generated/enums";
import { isOpen, type Verdict } from "../rules";
import { formatEntryTime } from "../times/rules";

const minute = 60_000;

/** After how many minutes there is an update where none was promised. Severities that are not named want none. */
export const usualMinutes: Readonly<Partial<Record<Severity, number>>> = { P0: 30, P1: 60 };

/** When the next update is due, and whether somebody promised it by then. */
export type UpdateDue = { at: Date; promised: boolean };

type Watched = {
  severity: Severity;
  status: IncidentStatus;
  mode: IncidentMode;
  createdAt: Date;
  milestones: readonly { kind: string; at: Date }[];
};

/** What the last update that stands says of the time. */
export type LastUpdate = { at: Date; nextUpdateAt: Date | null };

/** Whether somebody outside waits for news: the incident is grave, open, and no story told afterwards. */
export function wantsUpdates({
  severity,
  status,
  mode,
}: Pick<Watched, "severity" | "status" | "mode">): boolean {
  return usualMinutes[severity] !== undefined && isOpen(status) && mode !== "retrospective";
}

/**
 * When the next update is due: at the time that the last one promised, else the usual time of the severity after the
 * later of declaration and last update. Null for an incident that wants none.
 */
export function updateDue(incident: Watched, last: LastUpdate | null): UpdateDue | null {
  const usual = usualMinutes[incident.severity];
  if (usual === undefined || !wantsUpdates(incident)) return null;
  if (last?.nextUpdateAt) return { at: last.nextUpdateAt, promised: true };
  const declared = incident.milestones.find(({ kind }) => kind === "declaredAt")?.at ?? incident.createdAt;
  const from = Math.max(declared.getTime(), last?.at.getTime() ?? 0);
  return { at: new Date(from + usual * minute), promised: false };
}

/** Whether an update that was due then is late. */
export const isUpdateLate = (due: Pick<UpdateDue, "at">, now: Date): boolean => now >= due.at;

/**
 * How long it is until an update is due, or since it was, in full minutes: rounded up before, down behind, so that
 * nobody has less time than is shown.
 */
export function minutesToDue(due: Pick<UpdateDue, "at">, now: Date): { late: boolean; minutes: number } {
  const left = (due.at.getTime() - now.getTime()) / minute;
  return left > 0
    ? { late: false, minutes: Math.ceil(left) }
    : { late: true, minutes: Math.floor(Math.abs(left)) };
}

/** Somebody in an incident, as far as it decides who is told. */
export type Taking = { personId: string; role: IncidentRole };

/** Who is told that an update is late: who communicates, else the commander, else everybody who takes part. */
export function whoSpeaks(participants: readonly Taking[]): string[] {
  const having = (role: IncidentRole) => participants.filter((one) => one.role === role);
  const [speaker] = [...having("communications"), ...having("commander")];
  return speaker ? [speaker.personId] : [...new Set(participants.map(({ personId }) => personId))];
}

/** Whether an incident takes updates: any that did not go into another one. */
export function mayTakeUpdates({ status }: Pick<Watched, "status">): Verdict {
  return status === "merged"
    ? { may: false, reason: "It was merged: write the update in the incident that it lives on in." }
    : { may: true };
}

/** A promised time as `parseTimeAhead` reads it back: what a form is given to begin with, and what entries say before the zone. */
export const promiseWritten = (at: Date, zone: string): string =>
  formatEntryTime({ at, precision: "exact" }, zone);
