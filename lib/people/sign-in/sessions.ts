import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { makeToken, tokenHash } from "../tokens";
import { sessionLimits } from "./rules";

/** A session that begins: whose, from where, by which proof. */
type Beginning = {
  personId: string;
  /** When its owner proved who they are on purpose; null where a provider says only that they are signed in there. */
  provedAt: Date | null;
  identityId?: string;
  userAgent: string;
  address: string;
};

/** Makes a session's row in the caller's transaction, which has proved who it is for. The token is readable only now. */
export async function startSession(tx: Transaction, now: Date, beginning: Beginning) {
  const token = makeToken();
  const { id, expiresAt, person } = await tx.session.create({
    data: {
      ...beginning,
      tokenHash: tokenHash(token),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + sessionLimits.absoluteMs),
    },
    select: {
      id: true,
      expiresAt: true,
      person: { select: { id: true, name: true, email: true, role: true, timeZone: true, title: true } },
    },
  });
  return { id, token, expiresAt, person };
}

/**
 * Writes down that the owner of a live session has just proved who they are. Returns when they did before. Refuses with
 * 'unauthenticated' when there is no such session any more.
 */
export async function markSessionProved(
  tx: Transaction,
  now: Date,
  { sessionId, ...whose }: { sessionId: string; personId: string; identityId?: string },
): Promise<Date | null> {
  const session = await tx.session.findUnique({ where: { id: sessionId }, select: { provedAt: true } });
  const { count } = await tx.session.updateMany({
    where: { id: sessionId, ...whose, revokedAt: null, expiresAt: { gt: now } },
    data: { provedAt: now },
  });
  if (count === 0) throw sessionEnded();
  return session?.provedAt ?? null;
}

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

/** The refusal of what was asked in a session that is over. */
export const sessionEnded = () => new Refusal("unauthenticated", "Your session has ended. Sign in again.");
