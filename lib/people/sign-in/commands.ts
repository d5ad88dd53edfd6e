import { z } from "zod";
import { check, command } from "../../core/command";
import type { Context } from "../../core/context";
import { database, type Transaction } from "../../core/database";
import { demand } from "../../core/permissions";
import { Refusal } from "../../core/refusal";
import { signedIn } from "../queries";
import { makeToken, tokenHash } from "../tokens";
import { type PasswordProof, proofField, provePassword } from "./proof";
import { sessionLimits } from "./rules";
import { beginSessionInput, proveSessionInput, sessionInput } from "./schema";

const openSession = command(
  "session.begin",
  z.object({ proof: proofField, userAgent: z.string(), address: z.string() }),
  async ({ tx, context: { now }, input: { proof, userAgent, address }, changed }) => {
    await holdsStill(tx, proof);
    const token = makeToken();
    const person = await tx.person.findUniqueOrThrow({
      where: { id: proof.personId },
      select: { id: true, name: true, email: true, role: true, timeZone: true, title: true },
    });
    const { id, expiresAt } = await tx.session.create({
      data: {
        personId: person.id,
        tokenHash: tokenHash(token),
        createdAt: now,
        lastSeenAt: now,
        provedAt: now,
        expiresAt: new Date(now.getTime() + sessionLimits.absoluteMs),
        userAgent,
        address,
      },
    });
    changed({ kind: "session", id }, { personId: [null, person.id], expiresAt: [null, expiresAt] });
    return { token, person };
  },
);

/**
 * Begins a session for whoever knows the password. The token is what the cookie carries; only its hash is kept. Refuses
 * with 'unauthenticated', one message for every reason, or with 'rate_limited'.
 */
export const beginSession = Object.assign(
  async (context: Context, raw: unknown) => {
    const { email, password, userAgent, address } = check(beginSessionInput, raw);
    const proof = await provePassword(context, { email, password, address });
    if (!proof) throw new Refusal("unauthenticated", "This e-mail address and password do not match.");
    return openSession(context, { proof, userAgent, address });
  },
  { action: "session.begin" as const },
);

const markProved = command(
  "session.prove",
  z.object({ proof: proofField, sessionId: z.uuid() }),
  async ({ tx, context: { now }, input: { proof, sessionId }, changed }) => {
    await holdsStill(tx, proof);
    const session = await tx.session.findUnique({ where: { id: sessionId } });
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, personId: proof.personId, revokedAt: null, expiresAt: { gt: now } },
      data: { provedAt: now },
    });
    if (count === 0) throw sessionEnded();
    changed({ kind: "session", id: sessionId }, { provedAt: [session?.provedAt, now] });
    return { provedAt: now };
  },
);

/**
 * The password again, in one's own session: a fresh login for what wants one, such as a sign-off. Returns when.
 * Refuses with 'invalid' at the field `password`, or with 'rate_limited'.
 */
export const proveSession = Object.assign(
  async (context: Context, raw: unknown) => {
    demand(context, "session.prove");
    const { password, sessionId } = check(proveSessionInput, raw);
    const proof = await proveOwnPassword(context, { password, sessionId, field: "password" });
    return markProved(context, { proof, sessionId });
  },
  { action: "session.prove" as const },
);

/** Holds a password against the actor's own account. Refuses at `field` when it is wrong. */
export async function proveOwnPassword(
  context: Context,
  { password, sessionId, field }: { password: string; sessionId: string; field: string },
): Promise<PasswordProof> {
  const session = await database().session.findFirst({
    where: { id: sessionId, personId: signedIn(context), revokedAt: null, expiresAt: { gt: context.now } },
    select: { address: true, person: { select: { email: true } } },
  });
  if (!session) throw sessionEnded();
  const { address, person } = session;
  const proof = await provePassword(context, { email: person.email, password, address });
  const sentence = "This is not your password.";
  if (!proof) throw new Refusal("invalid", sentence, { [field]: sentence });
  return proof;
}

/** Ends one of the actor's own sessions; the current one, to sign out. Quiet when it has ended already. */
export const revokeSession = command(
  "session.revoke",
  sessionInput,
  async ({ tx, context, input: { sessionId }, changed }) => {
    const own = { id: sessionId, personId: signedIn(context) };
    const { count } = await tx.session.updateMany({
      where: { ...own, revokedAt: null },
      data: { revokedAt: context.now },
    });
    if (count > 0) changed({ kind: "session", id: sessionId }, { revokedAt: [null, context.now] });
    else if ((await tx.session.count({ where: own })) === 0)
      throw new Refusal("not_found", "There is no such session of yours.");
    return { sessionId };
  },
);

/** Ends all of the actor's sessions but the one named. Returns how many ended. */
export const revokeOtherSessions = command(
  "session.revoke-others",
  sessionInput,
  async ({ tx, context, input: { sessionId }, changed }) => {
    const personId = signedIn(context);
    if ((await tx.session.count({ where: { id: sessionId, personId } })) === 0)
      throw new Refusal("not_found", "There is no such session of yours.");
    const ended = await endSessions(tx, context.now, personId, sessionId);
    if (ended > 0) changed({ kind: "person", id: personId }, { otherSessionsEnded: [0, ended] });
    return { ended };
  },
);

/** Ends a person's open sessions inside the caller's transaction, all or all but one. Returns how many ended. */
export async function endSessions(
  tx: Transaction,
  now: Date,
  personId: string,
  except?: string,
): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { personId, revokedAt: null, ...(except ? { id: { not: except } } : {}) },
    data: { revokedAt: now },
  });
  return count;
}

/**
 * Holds the person's row until the transaction ends and refuses when they were deactivated or the password was changed
 * since it was proved: else a session could begin beside the very change that ends all sessions.
 */
export async function holdsStill(tx: Transaction, proof: PasswordProof): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from person where id = ${proof.personId}::uuid and password_hash = ${proof.passwordHash}
      and deactivated_at is null for share`;
  if (rows.length === 0)
    throw new Refusal("unauthenticated", "This e-mail address and password do not match.");
}

const sessionEnded = () => new Refusal("unauthenticated", "Your session has ended. Sign in again.");
