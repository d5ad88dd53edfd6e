import type { PoolSourceKind } from "../../../prisma/generated/enums";
import { sayNetworkFault } from "../../core/network-faults";
import type { Holder, HolderState, PoolSample } from "../schema";
import { pushedKinds } from "./labels";

/** Why a source of this kind is nothing that people set up, as a sentence; null where it is. */
export function whyNotSetUp(kind: PoolSourceKind): string | null {
  if (kind === "own") return "Highwater's own pool is set by its environment.";
  if (pushedKinds.includes(kind)) return "Nothing is set up here: this source is what a key delivers.";
  return null;
}

/** A session of a database server, as pg_stat_activity tells it. */
export type Session = {
  database: string;
  user: string;
  application: string;
  /** Empty where the server does not let us know. */
  state: string;
  /** For how long it has been in that state, or in its transaction, in seconds. */
  sinceSeconds: number | null;
  statement: string;
};

/** Which sessions are a pool's; null takes all. */
export type SessionFilter = { database: string | null; userName: string | null; application: string | null };

/** The sessions that a filter takes. */
export const sessionsOf = (sessions: readonly Session[], filter: SessionFilter): Session[] =>
  sessions.filter(
    ({ database, user, application }) =>
      (filter.database === null || filter.database === database) &&
      (filter.userName === null || filter.userName === user) &&
      (filter.application === null || filter.application === application),
  );

/**
 * Whether a client holds a connection: it is at work, in a transaction, or idle for longer than the limit. A leaked
 * connection outside a transaction looks idle; one that a pool keeps ready does, too, but is used again before long.
 */
export function isHeld({ state, sinceSeconds }: Session, holdLimitSeconds: number): boolean {
  if (state !== "idle") return true;
  return sinceSeconds !== null && sinceSeconds > holdLimitSeconds;
}

/** Transactions of each database since the server began to count. */
export type Transactions = Readonly<Record<string, number>>;

/** What a database has got done, or the whole server where none is named; null where the server has no such database. */
export function transactionsOf(transactions: Transactions, database: string | null): number | null {
  if (database !== null) return transactions[database] ?? null;
  return Object.values(transactions).reduce((sum, count) => sum + count, 0);
}

/** A pool's figures, counted over its sessions. A server tells of nobody who waits outside. */
export function figuresOfSessions(
  sessions: readonly Session[],
  {
    max,
    holdLimitSeconds,
    transactions,
  }: { max: number | null; holdLimitSeconds: number; transactions: number | null },
): Omit<PoolSample, "at"> {
  const held = sessions.filter((session) => isHeld(session, holdLimitSeconds));
  const ages = held.flatMap(({ sinceSeconds }) => (sinceSeconds === null ? [] : [sinceSeconds]));
  return {
    max,
    used: held.length,
    idle: sessions.length - held.length,
    idleInTransaction: held.filter(({ state }) => state.startsWith("idle in transaction")).length,
    waiting: null,
    oldestHoldSeconds: ages.reduce((oldest, age) => Math.max(oldest, age), 0),
    acquireWaitP95Ms: null,
    timeouts: null,
    transactions,
    heldSeconds: null,
  };
}

const known: readonly string[] = ["active", "idle", "idle in transaction", "idle in transaction (aborted)"];

/** Who holds connections: those that are held alike are one line, the most numerous first, at most 50 lines. */
export function holdersOfSessions(
  sessions: readonly Session[],
  holdLimitSeconds: number,
  fingerprintOf: (statement: string) => string,
): Holder[] {
  const lines = new Map<string, Holder>();
  for (const session of sessions) {
    if (!isHeld(session, holdLimitSeconds)) continue;
    const { application, user } = session;
    const state = (known.includes(session.state) ? session.state : "other") as HolderState;
    const fingerprint = fingerprintOf(session.statement);
    const key = JSON.stringify([application, user, state, fingerprint]);
    const line = lines.get(key) ?? { application, user, state, fingerprint, count: 0, ageSeconds: 0 };
    const ageSeconds = Math.max(line.ageSeconds, session.sinceSeconds ?? 0);
    lines.set(key, { ...line, count: line.count + 1, ageSeconds });
  }
  return [...lines.values()].sort((a, b) => b.count - a.count || b.ageSeconds - a.ageSeconds).slice(0, 50);
}

const FAILURES: readonly [code: RegExp, says: string][] = [
  [/^28/, "The server refuses this user or password."],
  [/^3D000$/, "The server has no database of this name."],
  [/^53300$/, "Every connection of the server is taken, the collector's too."],
  [/^57P03$/, "The server is starting or stopping."],
  [/^57014$/, "The server took longer than five seconds to answer."],
  // Of a connection that was there already.
  [/^(ETIMEDOUT|57P01|57P02)$/, "The connection was lost."],
  [/^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)$/, "The server does not encrypt its connections."],
  [/^ERR_INVALID_CHAR$/, "The password or token has characters in it that cannot be sent."],
];

/** Why a collection failed, in a sentence without anything secret. */
export function sayFailure(error: unknown): string {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  const found = FAILURES.find(([pattern]) => pattern.test(code));
  const says = found?.[1] ?? sayNetworkFault(code);
  if (says) return says;
  if (/timeout/i.test(message)) return "The server took longer than five seconds to answer.";
  if (/terminated unexpectedly/i.test(message)) return "The connection was lost.";
  if (/does not support SSL/i.test(message)) return "The server does not encrypt its connections.";
  return `The server could not be asked${code ? ` (${code})` : ""}.`;
}
