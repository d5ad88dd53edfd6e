import { expect } from "vitest";
import type { Context } from "../../../lib/core/context";
import { database } from "../../../lib/core/database";
import { declareIncident } from "../../../lib/incidents/commands";
import { restrictIncident } from "../../../lib/incidents/restriction/commands";

/** Declares an incident with what a test does not care about filled in. */
export function declared(context: Context, input: Record<string, unknown> = {}) {
  return declareIncident(context, { title: "Connection pool exhausted", severity: "P1", ...input });
}

/** An incident that only its declarer (and admins) see. `lead` restricts it. */
export async function restricted(lead: Context, input: Record<string, unknown> = {}) {
  const incident = await declared(lead, input);
  await restrictIncident(lead, { ref: incident.ref });
  return incident;
}

/** The incident's row. */
export const rowOf = (id: string) => database().incident.findUniqueOrThrow({ where: { id } });

/** The timeline as written: kind, text, source and whether it is in the document, in the order of recording. */
export async function entriesOf(incidentId: string) {
  return database().timelineEntry.findMany({ where: { incidentId }, orderBy: { sequence: "asc" } });
}

/** Milestones by kind. */
export async function milestonesOf(incidentId: string): Promise<Record<string, Date>> {
  const rows = await database().milestone.findMany({ where: { incidentId } });
  return Object.fromEntries(rows.map(({ kind, at }) => [kind, at]));
}

/** Marks the document as prepared at this version, as a sign-off does. */
export async function prepare(incidentId: string, now: Date): Promise<void> {
  await database().incident.update({ where: { id: incidentId }, data: { preparedAt: now } });
}

/** Expects that `work` makes a new version of the document, which is no longer prepared; or that it does not. */
export async function expectEdit(incidentId: string, edits: boolean, work: () => Promise<unknown>) {
  const before = await rowOf(incidentId);
  await prepare(incidentId, before.createdAt);
  await work();
  const after = await rowOf(incidentId);
  expect({
    newVersion: after.documentVersion > before.documentVersion,
    prepared: after.preparedAt !== null,
  }).toEqual({
    newVersion: edits,
    prepared: !edits,
  });
}
