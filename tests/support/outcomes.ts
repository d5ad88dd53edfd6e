import { expect } from "vitest";
import type { Context } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { type ActionName, type Permission, permissions } from "@/lib/core/permissions";
import { isRefusal, type Refusal } from "@/lib/core/refusal";
import type { Door } from "./doors";

/** The refusal that an attempt ends in. Fails where it succeeds, or ends in a fault. */
export async function refusalOf(attempt: Promise<unknown>): Promise<Refusal> {
  const outcome = await attempt.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("error" in outcome && isRefusal(outcome.error)) return outcome.error;
  throw new Error(`not refused: ${"error" in outcome ? outcome.error : JSON.stringify(outcome.value)}`);
}

/** The id of the newest audit event. */
export async function lastEventId() {
  const event = await database().auditEvent.findFirst({ orderBy: { id: "desc" }, select: { id: true } });
  return event?.id ?? 0;
}

const onTwo: ReadonlySet<ActionName> = new Set(["incident.merge", "incident.unmerge", "incident.split"]);

/**
 * Expects that `work` leaves exactly one event (one with each of two incidents), by this person through their door, that says what changed; and its
 * reactions. An action that the table names as untraced leaves none.
 */
export async function expectOneEvent(
  action: ActionName,
  { actor, now }: Context,
  work: () => Promise<unknown>,
) {
  const [before, workBefore] = [await lastEventId(), await database().work.count()];
  await work();
  const events = await database().auditEvent.findMany({ where: { id: { gt: before } } });
  const { id: actorId, role: actorRole, via } = actor;
  const { followedBy = [], untraced }: Permission = permissions[action];
  if (untraced) return expect(events).toEqual([]);
  // What is done to two incidents is read in each.
  expect(events).toHaveLength(onTwo.has(action) ? 2 : 1);
  expect(new Set(events.map(({ incidentId }) => incidentId)).size).toBe(events.length);
  for (const event of events) {
    expect(event).toMatchObject({ action, actorId, actorRole, via, at: now });
    const changes = event.changes as { fields: Record<string, unknown> }[];
    expect(changes.flatMap(({ fields }) => Object.keys(fields))).not.toEqual([]);
  }
  expect((await database().work.count()) - workBefore).toBe(followedBy.length);
}

/**
 * Expects that somebody is told of a hidden incident, or of what is inside it, just what they would be told of one that
 * does not exist; never its title.
 */
export async function expectHidden(door: Door, outsider: Context, input: { ref: string }, title: string) {
  const refusal = await refusalOf(door(outsider, input));
  expect(["not_found", "forbidden"]).toContain(refusal.code);
  const { code, message, fields, detail = null } = refusal;
  expect(JSON.stringify([message, fields, detail])).not.toContain(title);
  const nowhere = input.ref.replace(/\d+$/, "9999");
  const missing = await refusalOf(door(outsider, { ...input, ref: nowhere }));
  expect([code, message.replace(input.ref, nowhere)]).toEqual([missing.code, missing.message]);
}
