import { verifyControls } from "../alerts/controls/verifying";
import { forgetOldResults } from "../alerts/health-checks/store";
import { forgetLapsed } from "../alerts/watch/store";
import { sealTrail } from "../audit/store";
import { sql } from "../core/database";
import { forgetOldUploads } from "../documents/imports/store";
import { forgetUnsent } from "../incidents/attachments/store";
import { remindOfUpdates } from "../incidents/updates/reminders/sending";
import { queueDigests, tidyNotifications } from "../notifications/store";
import { forgetOldAttempts } from "../people/sign-in/store";
import { keepPartitions, rollUpSamples } from "../pools/roll-ups/store";
import { remindOwners } from "../reviews/action-items/reminders/sending";

/** One line of the schedule: what runs, how often, in seconds. */
export type ScheduledTurn = { name: string; everySeconds: number; run: (now: Date) => Promise<unknown> };

/** Everything that runs by the clock. A turn is taken by one worker, however many there are. */
export const schedule: readonly ScheduledTurn[] = [
  { name: "audit.seal", everySeconds: 2, run: (now) => sealTrail(now) },
  { name: "audit.seal-late", everySeconds: 600, run: (now) => sealTrail(now, "everything") },
  { name: "notification.digests", everySeconds: 30, run: queueDigests },
  { name: "action-item.remind", everySeconds: 600, run: remindOwners },
  { name: "status-update.remind", everySeconds: 15, run: remindOfUpdates },
  { name: "pool.roll-up", everySeconds: 15, run: rollUpSamples },
  { name: "pool.keep-partitions", everySeconds: 3_600, run: keepPartitions },
  { name: "control.verify", everySeconds: 30, run: (now) => verifyControls(now) },
  { name: "alert.forget-lapsed", everySeconds: 3_600, run: forgetLapsed },
  { name: "health-check.forget-results", everySeconds: 3_600, run: forgetOldResults },
  { name: "notification.tidy", everySeconds: 3_600, run: tidyNotifications },
  { name: "work.forget-finished", everySeconds: 3_600, run: forgetFinishedWork },
  { name: "sign-in.forget-attempts", everySeconds: 3_600, run: forgetOldAttempts },
  { name: "session.forget-ended", everySeconds: 3_600, run: forgetEndedSessions },
  { name: "api.forget-answers", everySeconds: 3_600, run: forgetOldAnswers },
  { name: "import.forget-uploads", everySeconds: 3_600, run: forgetOldUploads },
  { name: "attachment.forget-unsent", everySeconds: 3_600, run: forgetUnsent },
  { name: "worker.forget-gone", everySeconds: 300, run: forgetGoneWorkers },
];

/** Takes the turn of a line if it is due, so that no other worker takes it too. */
export async function takeTurn(name: string, everySeconds: number): Promise<Date | null> {
  const [turn] = await sql<{ last_at: Date }>(
    `insert into schedule_turn (name, last_at) values ($1, clock_timestamp())
     on conflict (name) do update set last_at = excluded.last_at
       where schedule_turn.last_at <= excluded.last_at - make_interval(secs => $2)
     returning last_at`,
    [name, everySeconds],
  );
  return turn?.last_at ?? null;
}

/** Finished work is kept for a week, work given up for a quarter, so that operators can look at it. */
async function forgetFinishedWork(now: Date): Promise<void> {
  await sql(
    "delete from work where finished_at < $1::timestamptz - interval '7 days' or failed_at < $1::timestamptz - interval '90 days'",
    [now],
  );
}

async function forgetEndedSessions(now: Date): Promise<void> {
  await sql(
    "delete from session where coalesce(revoked_at, expires_at) < $1::timestamptz - interval '30 days'",
    [now],
  );
}

/** What a request with an Idempotency-Key was answered is kept for a day, as the API's reference says. */
async function forgetOldAnswers(now: Date): Promise<void> {
  await sql("delete from idempotent_answer where created_at < $1::timestamptz - interval '24 hours'", [now]);
}

async function forgetGoneWorkers(now: Date): Promise<void> {
  await sql("delete from worker_process where seen_at < $1::timestamptz - interval '1 hour'", [now]);
}
