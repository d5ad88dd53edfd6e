import { createHash } from "node:crypto";
import type { Role } from "../../../prisma/generated/enums";
import { sql } from "../../core/database";
import { type AttemptKind, delaysInSeconds, forgetFailuresMs, sessionLimits } from "./rules";

/**
 * Bookkeeping of sign-ins, written outside `command()`: counters of attempts must outlive the refusal that they cause,
 * and the last use of a session is a fact of every request that nobody wants in the trail.
 */

/** One counter of attempts: what it counts, and for whom. */
export type Counter = { kind: AttemptKind; of: string };

/** A live session as its row and its person's row say now. */
export type LiveSession = {
  sessionId: string;
  provedAt: Date | null;
  /** The identity by which it began at a provider; null when a password began it. */
  identityId: string | null;
  person: { id: string; name: string; email: string; role: Role; timeZone: string; title: string | null };
};

type SessionLine = { session_id: string; proved_at: Date | null; identity_id: string | null };

const keyOf = ({ kind, of }: Counter) => `${kind}:${createHash("sha256").update(of).digest("hex")}`;

/**
 * Counts an attempt before it is made, as if it failed, so that many at once cannot slip through. Null when it may be
 * made; else the instant from which the next one may, and nothing is counted.
 */
export async function takeAttempt(counters: readonly Counter[], now: Date): Promise<Date | null> {
  const until = await blockedUntil(counters, now);
  if (until) return until;
  for (const counter of counters) if (!(await count(counter, now))) return blockedUntil(counters, now);
  return null;
}

/** Takes a counted attempt back because it succeeded; what counts one account alone starts afresh. */
export async function settleAttempt(counters: readonly Counter[]): Promise<void> {
  const isAfresh = ({ kind }: Counter) => kind === "account-at-address" || kind === "code";
  const afresh = counters.filter(isAfresh).map(keyOf);
  const others = counters.filter((counter) => !isAfresh(counter)).map(keyOf);
  await sql("delete from sign_in_throttle where key = any($1)", [afresh]);
  await sql(
    `update sign_in_throttle set failures = greatest(failures - 1, 0), blocked_until = null
      where key = any($1)`,
    [others],
  );
}

/** Deletes counters that count for nothing any more. Returns how many. */
export async function forgetOldAttempts(now: Date): Promise<number> {
  const gone = await sql(
    "delete from sign_in_throttle where greatest(first_at, blocked_until) <= $1 returning key",
    [before(now, forgetFailuresMs)],
  );
  return gone.length;
}

/** Whether somebody signed in to this account from this address within the longest life of a session. */
export async function isKnownAddress(email: string, address: string, now: Date): Promise<boolean> {
  const rows = await sql(
    `select 1 from session s join person p on p.id = s.person_id
      where p.email = $1 and s.address = $2 and s.created_at > $3 limit 1`,
    [email, address, before(now, sessionLimits.absoluteMs)],
  );
  return rows.length > 0;
}

/** The live session with this token's hash, its last use written down at most once a minute, in one statement. */
export async function touchSession(hash: Uint8Array, now: Date): Promise<LiveSession | null> {
  const [row] = await sql<SessionLine & LiveSession["person"]>(
    `with live as (
       select s.id as session_id, s.proved_at, s.identity_id, s.last_seen_at,
              p.id, p.name, p.email, p.role, p.time_zone as "timeZone", p.title
         from session s join person p on p.id = s.person_id
        where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2 and s.last_seen_at > $3
          and p.deactivated_at is null
     ), seen as (
       update session set last_seen_at = $2 where id = (select session_id from live where last_seen_at < $4)
     )
     select session_id, proved_at, identity_id, id, name, email, role, "timeZone", title from live`,
    [Buffer.from(hash), now, before(now, sessionLimits.inactiveMs), before(now, sessionLimits.seenEveryMs)],
  );
  if (!row) return null;
  const { session_id, proved_at, identity_id, ...person } = row;
  return { sessionId: session_id, provedAt: proved_at, identityId: identity_id, person };
}

async function blockedUntil(counters: readonly Counter[], now: Date): Promise<Date | null> {
  const [row] = await sql<{ until: Date | null }>(
    "select max(blocked_until) as until from sign_in_throttle where key = any($1) and blocked_until > $2",
    [counters.map(keyOf), now],
  );
  return row?.until ?? null;
}

async function count(counter: Counter, now: Date): Promise<boolean> {
  const rows = await sql(
    `insert into sign_in_throttle as t (key, failures, first_at, blocked_until)
     values ($1, 1, $2, $2::timestamptz + make_interval(secs => ($3::float8[])[1]))
     on conflict (key) do update set
       failures = case when greatest(t.first_at, t.blocked_until) <= $4 then 1 else t.failures + 1 end,
       first_at = case when greatest(t.first_at, t.blocked_until) <= $4 then $2 else t.first_at end,
       blocked_until = $2::timestamptz + make_interval(secs => ($3::float8[])[
         case when greatest(t.first_at, t.blocked_until) <= $4 then 1
              else least(t.failures + 1, cardinality($3::float8[])) end])
     where t.blocked_until is null or t.blocked_until <= $2
     returning 1`,
    [keyOf(counter), now, [...delaysInSeconds[counter.kind]], before(now, forgetFailuresMs)],
  );
  return rows.length > 0;
}

const before = (now: Date, ms: number): Date => new Date(now.getTime() - ms);
