import { expect } from "vitest";
import { database } from "../../../lib/core/database";
import type { RefusalCode } from "../../../lib/core/refusal";

type Fields = Record<string, [before: unknown, after: unknown]>;

/** What the newest audit event says, its first change opened. */
export async function lastEvent(incidentId?: string) {
  const event = await database().auditEvent.findFirstOrThrow({
    ...(incidentId === undefined ? {} : { where: { incidentId } }),
    orderBy: { id: "desc" },
  });
  const [first] = event.changes as unknown as { fields: Fields }[];
  const { action, actorId, actorRole, via, subjectKind, subjectId, at } = event;
  return { action, actorId, actorRole, via, subjectKind, subjectId, at, fields: first?.fields ?? {} };
}

/** How many audit events there are. */
export const countEvents = () => database().auditEvent.count();

/** Expects a refusal with this code, and with a message that matches. */
export async function expectRefusal(
  promise: Promise<unknown>,
  code: RefusalCode,
  message?: RegExp | string,
): Promise<void> {
  await expect(promise).rejects.toMatchObject({
    code,
    ...(message ? { message: typeof message === "string" ? message : expect.stringMatching(message) } : {}),
  });
}

/** Expects that a command changes nothing and leaves no trace. */
export async function expectQuiet(work: () => Promise<unknown>): Promise<void> {
  const before = await countEvents();
  await work();
  expect(await countEvents()).toBe(before);
}
