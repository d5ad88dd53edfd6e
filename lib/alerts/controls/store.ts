import { database, sql, type Transaction } from "../../core/database";
import { enqueue, ringWorker } from "../../core/work";
import { type ControlStanding, type Judgement, type Move, moveOf } from "./rules";

/** Whether controls hold is found by whoever verifies; written outside `command()`. What people say about them passes it. */

/** A control that was judged: what watched it, since when, and how it stood before. */
export type Verified = {
  controlId: string;
  watchedSince: Date;
  watched: string;
  before: ControlStanding;
  judgement: Judgement;
};

/**
 * Writes what came of judging controls. What somebody else judged meanwhile, or what is watched by something else by now,
 * is left as it is; so each change is written, and told, once.
 */
export async function writeVerdicts(all: readonly Verified[], now: Date): Promise<void> {
  const judged = all.map((one) => ({ one, move: moveOf(one.before, one.judgement, now) }));
  await keepStanding(
    judged.flatMap(({ one, move }) => (move.moved ? [] : [one])),
    now,
  );
  for (const { one, move } of judged)
    if (move.moved) await database().$transaction((tx) => change(tx, one, move, now));
  if (judged.some(({ move }) => move.tells)) ringWorker();
}

/** Of those whose verdict stays: when they were verified last, and by what. */
async function keepStanding(all: readonly Verified[], now: Date): Promise<void> {
  if (all.length === 0) return;
  await sql(
    `update control_watch w set judged_at = $1, value = u.value, says = u.says, verified_at = greatest(u.at, w.verified_at)
     from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::timestamptz[])
       as u (id, since, judged, value, says, at)
     where w.control_id = u.id and w.watched_since = u.since and w.judged_at is not distinct from u.judged
       and w.control_id in (select control_id from control_watch where control_id = any($2::uuid[]) for update skip locked)`,
    [
      now,
      all.map(({ controlId }) => controlId),
      all.map(({ watchedSince }) => watchedSince),
      all.map(({ before }) => before.judgedAt),
      all.map(({ judgement }) => judgement.value),
      all.map(({ judgement }) => judgement.says),
      all.map(({ judgement }) => judgement.at),
    ],
  );
}

async function change(tx: Transaction, one: Verified, move: Move, now: Date): Promise<void> {
  const { controlId, watchedSince, watched, before, judgement } = one;
  const { verdict, value, says, at } = judgement;
  // Held before its watch, in the order in which it is removed.
  await tx.$queryRaw`select 1 as held from control where id = ${controlId}::uuid for key share`;
  const { count } = await tx.controlWatch.updateMany({
    where: { controlId, watchedSince, judgedAt: before.judgedAt, verdict: before.verdict },
    data: {
      ...{ verdict, verdictSince: now, value, says, judgedAt: now, brokenSince: move.brokenSince },
      ...(at ? { verifiedAt: at } : {}),
    },
  });
  if (count === 0) return;
  const step = await tx.controlVerification.create({
    data: { controlId, from: before.verdict, to: verdict, at: now, watched, value, says },
  });
  if (!move.tells) return;
  const subject = { kind: "control-verification", id: String(step.id) };
  const payload = { action: "control.verify", subject, at: now.toISOString() };
  await enqueue(tx, now, [{ kind: "control.tell", key: `control.tell ${step.id}`, payload }]);
}
