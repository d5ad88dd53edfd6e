import { z } from "zod";
import { check, command } from "../../core/command";
import type { Context } from "../../core/context";
import { database, type Transaction } from "../../core/database";
import { demand } from "../../core/permissions";
import { Refusal } from "../../core/refusal";
import { signInSettings } from "../../core/sign-in-settings";
import { signedIn } from "../queries";
import { codeIsDue, makeChallenge } from "../second-factor/challenge";
import { spendCode } from "../second-factor/codes";
import { hasSecondFactor } from "../second-factor/queries";
import { codeField, finishSignInInput } from "../second-factor/schema";
import { type PasswordProof, proofField, proofOfChallenge, provePassword, withCode } from "./proof";
import { beginSessionInput, proveSessionInput, sessionInput } from "./schema";
import { endSessions, markSessionProved, sessionEnded, startSession } from "./sessions";

const openSession = command(
  "session.begin",
  z.object({
    proof: proofField,
    code: codeField.optional(),
    userAgent: z.string(),
    address: z.string(),
  }),
  async ({ tx, context: { now }, input: { proof, code, ...device }, changed }) => {
    await holdsStill(tx, proof);
    const secondFactor = await spendCode(tx, now, proof.personId, code);
    const begun = await startSession(tx, now, { ...device, personId: proof.personId, provedAt: now });
    changed(
      { kind: "session", id: begun.id },
      {
        personId: [null, begun.person.id],
        expiresAt: [null, begun.expiresAt],
        secondFactor: [null, secondFactor],
      },
    );
    return { token: begun.token, person: begun.person };
  },
);

/**
 * Begins a session for whoever knows the password. The token is what the cookie carries; only its hash is kept. Refuses
 * with 'unauthenticated', one message for every reason, or with 'rate_limited'; and with a challenge (`challengeOf`)
 * where a code is due as well.
 */
export const beginSession = Object.assign(
  async (context: Context, raw: unknown) => {
    if (!signInSettings().passwords) throw passwordsAreOff();
    return beginSessionAfterLink(context, raw);
  },
  { action: "session.begin" as const },
);

/** The same for somebody who chose this password by a one-time link a moment ago, which is a way in where passwords are off. */
export async function beginSessionAfterLink(context: Context, raw: unknown) {
  const { email, password, userAgent, address } = check(beginSessionInput, raw);
  const proof = await provePassword(context, { email, password, address });
  if (!proof) throw new Refusal("unauthenticated", "This e-mail address and password do not match.");
  if (await hasSecondFactor(proof.personId)) throw codeIsDue(makeChallenge(proof, context.now));
  return openSession(context, { proof, userAgent, address });
}

/**
 * The second step of a sign-in: the code after the password. Refuses with 'invalid' at `code`, with 'rate_limited', and
 * with 'unauthenticated' when the first step is too long ago or holds no more.
 */
export const finishSignIn = Object.assign(
  async (context: Context, raw: unknown) => {
    const { challenge, code, ...device } = check(finishSignInInput, raw);
    const proof = await proofOfChallenge(challenge, context.now);
    if (!proof) throw new Refusal("unauthenticated", "That took too long. Sign in again from the start.");
    return withCode(context, proof.personId, () => openSession(context, { proof, code, ...device }));
  },
  { action: "session.begin" as const },
);

const markProved = command(
  "session.prove",
  z.object({ proof: proofField, code: codeField.optional(), sessionId: z.uuid() }),
  async ({ tx, context: { now }, input: { proof, code, sessionId }, changed }) => {
    await holdsStill(tx, proof);
    const secondFactor = await spendCode(tx, now, proof.personId, code);
    const before = await markSessionProved(tx, now, { sessionId, personId: proof.personId });
    changed(
      { kind: "session", id: sessionId },
      { provedAt: [before, now], secondFactor: [null, secondFactor] },
    );
    return { provedAt: now };
  },
);

/**
 * The password again, and the code where there is a second factor, in one's own session: a fresh login for what wants
 * one, such as a sign-off. Returns when. Refuses with 'invalid' at `password` or `code`, with 'rate_limited', and with
 * 'forbidden' in a session that began at a provider.
 */
export const proveSession = Object.assign(
  async (context: Context, raw: unknown) => {
    demand(context, "session.prove");
    const { password, code, sessionId } = check(proveSessionInput, raw);
    await demandPasswordSession(context, sessionId);
    const proof = await proveOwnPassword(context, { password, sessionId, field: "password" });
    return withCode(context, proof.personId, () => markProved(context, { proof, code, sessionId }));
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

async function demandPasswordSession(context: Context, sessionId: string): Promise<void> {
  const session = await database().session.findFirst({
    where: { id: sessionId, personId: signedIn(context) },
    select: { identityId: true },
  });
  if (session?.identityId)
    throw new Refusal("forbidden", "You signed in at a provider: confirm there who you are.");
}

const passwordsAreOff = () =>
  new Refusal("forbidden", "Passwords are switched off here. Sign in with the button instead.");
