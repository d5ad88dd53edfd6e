import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { isAtLeast } from "../../core/permissions";
import { Refusal } from "../../core/refusal";
import { DAY_MS } from "../../core/zones";
import { tokenHash } from "../tokens";
import { whyNotScope } from "./rules";
import { apiKeyInput, createApiKeyInput, keyLifetimeDays, mostKeys } from "./schema";
import { makeApiKeyToken } from "./token";

/** A key that was just made: the token is shown this once, and only its hash is kept. */
export type NewApiKey = { keyId: string; name: string; token: string; expiresAt: Date };

/**
 * Makes a key with which a program acts for a person, up to their role: oneself, or whoever the product itself names.
 * Lives 90 days unless `expiresInDays` says otherwise, a year at most.
 */
export const createApiKey = command(
  "api-key.create",
  createApiKeyInput,
  async ({ tx, context, input, changed }) => {
    const { name, scopes, expiresInDays = keyLifetimeDays.usual } = input;
    if (context.actor.via === "api") throw new Refusal("forbidden", "A key cannot make another key.");
    const person = await holderFor(tx, context, input.personId);
    for (const scope of scopes) {
      const reason = whyNotScope(person.role, scope);
      if (reason) throw new Refusal("forbidden", reason, { scopes: reason });
    }
    const working = { personId: person.id, revokedAt: null, expiresAt: { gt: context.now } };
    if ((await tx.apiKey.count({ where: working })) >= mostKeys)
      throw new Refusal(
        "conflict",
        `At most ${mostKeys} keys work at a time. Revoke one that is not needed.`,
      );
    const { token, handle } = makeApiKeyToken();
    const expiresAt = new Date(context.now.getTime() + expiresInDays * DAY_MS);
    const { id } = await tx.apiKey.create({
      data: {
        ...{ personId: person.id, name, handle, scopes, expiresAt },
        tokenHash: tokenHash(token),
        createdAt: context.now,
        createdById: context.actor.id,
      },
    });
    changed(
      { kind: "api-key", id },
      {
        personId: [null, person.id],
        name: [null, name],
        scopes: [null, scopes],
        expiresAt: [null, expiresAt],
      },
    );
    return { keyId: id, name, token, expiresAt } satisfies NewApiKey;
  },
);

/** Ends a key at once: one's own, or as an admin anybody's. Quiet when it was revoked already. */
export const revokeApiKey = command(
  "api-key.revoke",
  apiKeyInput,
  async ({ tx, context: { actor, now }, input: { keyId }, changed }) => {
    const key = await tx.apiKey.findUnique({ where: { id: keyId } });
    if (!key || (key.personId !== actor.id && !isAtLeast(actor.role, "admin")))
      throw new Refusal("not_found", "There is no such key of yours.");
    const { count } = await tx.apiKey.updateMany({
      where: { id: keyId, revokedAt: null },
      data: { revokedAt: now, revokedById: actor.id },
    });
    if (count > 0) changed({ kind: "api-key", id: keyId }, { revokedAt: [null, now] });
    return { keyId, name: key.name };
  },
);

/** Ends all of a person's keys inside the caller's transaction. Returns how many ended. */
export async function revokeKeysOf(
  tx: Transaction,
  { actor, now }: Context,
  personId: string,
): Promise<number> {
  const { count } = await tx.apiKey.updateMany({
    where: { personId, revokedAt: null, expiresAt: { gt: now } },
    data: { revokedAt: now, revokedById: actor.id },
  });
  return count;
}

/** Whom the key is for, their row held so that neither a deactivation nor another key happens beside it. */
async function holderFor(tx: Transaction, { actor }: Context, named: string | undefined) {
  if (named !== undefined && named !== actor.id && actor.role !== "system")
    throw new Refusal("forbidden", "Everybody makes keys for themselves.");
  const personId = named ?? actor.id;
  if (!personId) throw new Refusal("invalid", "Say whom the key is for.", { personId: "Choose a person." });
  await tx.$queryRaw`select 1 from person where id = ${personId}::uuid for update`;
  const person = await tx.person.findUnique({ where: { id: personId } });
  if (!person) throw new Refusal("not_found", "There is no such person.");
  if (person.deactivatedAt) throw new Refusal("conflict", `${person.name} was deactivated.`);
  return person;
}
