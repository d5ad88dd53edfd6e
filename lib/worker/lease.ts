import { sql } from "../core/database";
import type { ReactionName } from "../core/permissions";

/** A leased piece of work. `attempt` counts from 1. */
export type LeasedWork = { id: string; kind: string; payload: unknown; attempt: number; maxAttempts: number };

/** Work waits only for work of its own lane: a mail server that hangs holds up nothing that happens in here. */
export type Lane = "inside" | "outside";

/** Kinds that speak with something outside and may wait for it. */
export const outsideKinds: readonly ReactionName[] = [
  "link.mail",
  "notification.deliver",
  "digest.deliver",
  "mail.test",
];

/** How long a lease holds unless renewed: a killed worker's work is taken over after that. */
export const LEASE_SECONDS = 15;

/** An error that no retry will mend; the work is given up at once. */
export class PermanentFailure extends Error {
  readonly permanent = true;
  override name = "PermanentFailure";
}

/**
 * Claims up to `limit` pieces that are due, not leased and have a try left, oldest first. Two workers never get the same
 * piece. With a lane only pieces of its kinds; see `outsideKinds`.
 */
export function claim(worker: string, limit: number, lane: Lane | null = null): Promise<LeasedWork[]> {
  return sql<LeasedWork>(
    `update work set leased_by = $1, lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}), attempt = attempt + 1
     where id in (
       select id from work
       where finished_at is null and failed_at is null and due_at <= clock_timestamp()
         and attempt < max_attempts
         and (lease_until is null or lease_until < clock_timestamp())
         and ($3::text is null or (kind = any($4::text[])) = ($3 = 'outside'))
       order by due_at limit $2 for update skip locked)
     returning id, kind, payload, attempt, max_attempts as "maxAttempts"`,
    [worker, limit, lane, outsideKinds],
  );
}

/** Gives up pieces whose last try ended without a word, as when they take their process down with them; returns them. */
export function giveUpSpent(): Promise<Pick<LeasedWork, "id" | "kind" | "attempt">[]> {
  return sql(
    `update work set failed_at = clock_timestamp(), leased_by = null, lease_until = null, payload = payload - 'sealed',
       last_error = left(concat('The last try ended without an answer: its process was gone. ', last_error), 2000)
     where id in (
       select id from work
       where finished_at is null and failed_at is null and attempt >= max_attempts
         and (lease_until is null or lease_until < clock_timestamp())
       for update skip locked)
     returning id, kind, attempt`,
  );
}

/** Renews a lease; false when another worker has taken the piece over. */
export async function renew(worker: string, id: string): Promise<boolean> {
  const rows = await sql(
    `update work set lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
     where id = $1 and leased_by = $2 and finished_at is null and failed_at is null returning id`,
    [id, worker],
  );
  return rows.length === 1;
}

/** Marks a piece done, if this worker still holds it. What was sealed in it goes: nobody needs it any more. */
export async function finish(worker: string, id: string): Promise<void> {
  await sql(
    `update work set finished_at = clock_timestamp(), lease_until = null, last_error = null, payload = payload - 'sealed'
     where id = $1 and leased_by = $2`,
    [id, worker],
  );
}

/** Puts a piece back with a growing delay, or gives it up when it may not be tried again. */
export async function putBack(worker: string, work: LeasedWork, error: unknown): Promise<void> {
  const permanent =
    (error as { permanent?: boolean } | null)?.permanent === true || work.attempt >= work.maxAttempts;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  await sql(
    `update work set lease_until = null, leased_by = null, last_error = left($3, 2000),
       due_at = clock_timestamp() + make_interval(secs => $4),
       failed_at = case when $5 then clock_timestamp() end,
       payload = case when $5 then payload - 'sealed' else payload end
     where id = $1 and leased_by = $2 and finished_at is null`,
    [work.id, worker, message, retryDelaySeconds(work.attempt), permanent],
  );
}

/** Seconds until the next try: 2, 4, 8 … up to 10 minutes. */
export function retryDelaySeconds(attempt: number): number {
  return Math.min(600, 2 ** attempt);
}
