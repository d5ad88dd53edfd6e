import { database, sql } from "../../../core/database";
import { openStatuses } from "../../rules";
import { updatesDue } from "../queries";
import { isUpdateLate, usualMinutes, whoSpeaks } from "../rules";

/** Bookkeeping of who was told that an update is late, written outside `command()`: it follows from what was not done. */

/** That an update of an incident was due and did not come, and who is to know. */
export type LateUpdate = {
  incidentId: string;
  ref: string;
  title: string;
  dueAt: Date;
  people: string[];
};

/** What decides when an update is due. */
const timed = {
  ...{ id: true, severity: true, status: true, mode: true, createdAt: true },
  milestones: { where: { kind: "declaredAt" as const }, select: { kind: true, at: true } },
};

const active = { person: { deactivatedAt: null } };

/** The open incidents whose update is late and of which nobody was told yet, though somebody takes part, by their ids. */
export async function lateIncidents(now: Date): Promise<string[]> {
  const severities = Object.keys(usualMinutes) as (keyof typeof usualMinutes)[];
  const rows = await database().incident.findMany({
    where: {
      status: { in: [...openStatuses] },
      severity: { in: severities },
      participants: { some: active },
    },
    select: timed,
  });
  const late = [...(await updatesDue(rows))].filter(([, due]) => isUpdateLate(due, now));
  if (late.length === 0) return [];
  const kept = await database().updateReminder.findMany({
    where: { OR: late.map(([incidentId, { at }]) => ({ incidentId, dueAt: at })) },
    select: { incidentId: true },
  });
  const decided = new Set(kept.map(({ incidentId }) => incidentId));
  return late.map(([id]) => id).filter((id) => !decided.has(id));
}

/**
 * Decides once for each instant at which an update is due who is told that it is late, and keeps that. Nobody decides
 * beside a command on the incident: an update that was written, or an end, before it is seen, and nothing is kept then.
 */
export async function keepReminder(incidentId: string, now: Date): Promise<void> {
  await database().$transaction(async (tx) => {
    await tx.$queryRaw`select 1 as held from incident where id = ${incidentId}::uuid for update`;
    const incident = await tx.incident.findUniqueOrThrow({
      where: { id: incidentId },
      select: {
        ...timed,
        participants: {
          where: active,
          select: { personId: true, role: true },
          orderBy: [{ role: "asc" }, { addedAt: "asc" }],
        },
      },
    });
    const due = (await updatesDue([incident], tx)).get(incidentId);
    const people = whoSpeaks(incident.participants);
    // While nobody takes part, there is nobody to tell; whoever comes first will be.
    if (!due || !isUpdateLate(due, now) || people.length === 0) return;
    await tx.updateReminder.createMany({
      data: [{ incidentId, dueAt: due.at, people, madeAt: now }],
      skipDuplicates: true,
    });
  });
}

/**
 * What was kept and is not settled yet. `stands` is whether the update is still due as it was: what a killed process left
 * may have come, or the incident may have ended meanwhile.
 */
export async function unsettledReminders(): Promise<(LateUpdate & { stands: boolean })[]> {
  const rows = await database().updateReminder.findMany({
    where: { toldAt: null },
    include: { incident: { select: { ...timed, ref: true, title: true } } },
    orderBy: { dueAt: "asc" },
    take: 100,
  });
  const due = await updatesDue(rows.map(({ incident }) => incident));
  return rows.map(({ incidentId, dueAt, people, incident: { ref, title } }) => ({
    ...{ incidentId, dueAt, people, ref, title },
    stands: due.get(incidentId)?.at.getTime() === dueAt.getTime(),
  }));
}

/** Notes that nobody is to be told any more. */
export async function settleReminder(
  { incidentId, dueAt }: Pick<LateUpdate, "incidentId" | "dueAt">,
  now: Date,
): Promise<void> {
  await sql("update update_reminder set told_at = $3 where incident_id = $1::uuid and due_at = $2", [
    ...[incidentId, dueAt],
    now,
  ]);
}
