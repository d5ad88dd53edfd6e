import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { signInSettings } from "../../core/sign-in-settings";
import { signedIn } from "../queries";
import { hasSecondFactor } from "../second-factor/queries";
import { tokenHash } from "../tokens";
import { liveSession } from "./rules";
import { type LiveSession, touchSession } from "./store";

/**
 * The session behind a cookie's token, with its person as their row stands now, or null when it was ended, ran out,
 * lay unused too long or belongs to somebody deactivated. Also writes down, at most once a minute, that it was used.
 */
export async function findSession(token: string, now: Date): Promise<LiveSession | null> {
  return touchSession(tokenHash(token), now);
}

/** How the owner of a session proves once more who they are: as they did when it began. */
export type WayToProve =
  | { by: "password"; code: boolean }
  | { by: "provider"; name: string; provedAt: Date | null };

/** How the owner of this session proves once more who they are. */
export async function wayToProve(session: LiveSession): Promise<WayToProve> {
  const { identityId, provedAt, person } = session;
  if (!identityId) return { by: "password", code: await hasSecondFactor(person.id) };
  return { by: "provider", name: signInSettings().provider?.name ?? "the provider", provedAt };
}

/** One of a person's live sessions, as its list shows it. */
export type SessionRow = {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  userAgent: string;
  address: string;
};

/** The actor's own live sessions, the last used first. */
export async function listSessions(context: Context): Promise<SessionRow[]> {
  const personId = signedIn(context);
  return database().session.findMany({
    where: { personId, ...liveSession(context.now) },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    select: { id: true, createdAt: true, lastSeenAt: true, expiresAt: true, userAgent: true, address: true },
    take: 100,
  });
}
