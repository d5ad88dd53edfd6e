import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { runChecker } from "../alerts/health-checks/checker";
import { runWatch } from "../alerts/watch/watcher";
import { databaseNow } from "../core/clock";
import { sql } from "../core/database";
import { log, stackOf } from "../core/log";
import { labelled } from "../core/pool";
import { traced } from "../core/trace";
import { onWork } from "../core/work";
import { runCollector } from "../pools/collection/collector";
import { runHistories } from "../pools/histories/reader";
import {
  claim,
  finish,
  giveUpSpent,
  type Lane,
  LEASE_SECONDS,
  type LeasedWork,
  PermanentFailure,
  putBack,
  renew,
} from "./lease";
import { reactionPayload, reactions } from "./reactions";
import { schedule, takeTurn } from "./schedule";

const TICK_MS = 1_000;
const HEARTBEAT_MS = 5_000;
const AT_ONCE = 4;

/** A worker that runs until stopped. */
export type RunningWorker = { stop(deadlineMs: number): Promise<void> };

/**
 * Starts this process's worker: on every tick (1 s, or at once when work was committed here) it takes what is due
 * on the schedule, and leases work until none is left; work that waits for others has a loop of its own. Every
 * `heartbeatMs` it says that it is alive, however long a tick takes. A database that is away is met with patience: the tick is logged and tried again.
 */
export async function runWorker(heartbeatMs = HEARTBEAT_MS): Promise<RunningWorker> {
  const id = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  let stopping = false;
  const sleeping = new Set<() => void>();
  const wake = () => {
    for (const awake of sleeping) awake();
  };
  const stopListening = onWork(wake);
  const heart = await startHeart(id, heartbeatMs);
  const collector = runCollector(id);
  const histories = runHistories(id);
  const checker = runChecker(id);
  const watch = runWatch(id);

  const loop = async (lane: Lane) => {
    while (!stopping) {
      await turn(id, lane, () => stopping).catch((error: Error) =>
        log().warn({ error: error.message }, "the worker missed a tick"),
      );
      if (stopping) break;
      await new Promise<void>((resolve) => {
        const awake = () => {
          clearTimeout(timer);
          sleeping.delete(awake);
          resolve();
        };
        const timer = setTimeout(awake, TICK_MS);
        sleeping.add(awake);
      });
    }
  };
  const loops = Promise.all([loop("inside"), loop("outside")]);

  return {
    async stop(deadlineMs) {
      stopping = true;
      stopListening();
      wake();
      const deadline = new Promise<void>((resolve) => setTimeout(resolve, deadlineMs).unref());
      await Promise.race([
        Promise.all([loops, collector.stop(), histories.stop(), checker.stop(), watch.stop()]),
        deadline,
      ]);
      await heart.stop();
      await sql("delete from worker_process where id = $1", [id]).catch(() => undefined);
    },
  };
}

/** One turn of everything. For tests, which have no patience for the clock. */
export const tick = (worker: string): Promise<void> => turn(worker, null, () => false);

async function turn(worker: string, lane: Lane | null, stopping: () => boolean): Promise<void> {
  if (lane !== "outside") await runSchedule(stopping);
  while (!stopping()) {
    const pieces = await claim(worker, AT_ONCE, lane);
    if (pieces.length === 0) return;
    await Promise.all(pieces.map((piece) => perform(worker, piece)));
  }
}

async function runSchedule(stopping: () => boolean): Promise<void> {
  for (const line of schedule) {
    if (stopping()) return;
    const at = await takeTurn(line.name, line.everySeconds);
    if (at)
      await labelled(line.name, () => line.run(at)).catch((error: Error) =>
        log().error({ turn: line.name, error: stackOf(error) }, "a scheduled turn failed"),
      );
  }
  for (const { kind, attempt } of await giveUpSpent())
    log().error(
      { work: kind, attempt },
      "a piece of work was given up: its process ended during the last try",
    );
}

async function perform(worker: string, work: LeasedWork): Promise<void> {
  const renewal = setInterval(
    () => void renew(worker, work.id).catch(() => undefined),
    (LEASE_SECONDS * 1000) / 3,
  );
  try {
    const doIt = async () => {
      const reaction = Object.hasOwn(reactions, work.kind)
        ? reactions[work.kind as keyof typeof reactions]
        : null;
      if (!reaction) throw new PermanentFailure(`nothing knows how to do '${work.kind}'`);
      const lastTry = work.attempt >= work.maxAttempts;
      await reaction(reactionPayload.parse(work.payload), await databaseNow(), lastTry);
    };
    const parent = (work.payload as { traceparent?: string } | null)?.traceparent ?? null;
    await traced(`work ${work.kind}`, { parent }, () => labelled(work.kind, doIt));
    await finish(worker, work.id);
  } catch (error) {
    log().error({ work: work.kind, attempt: work.attempt, error: stackOf(error) }, "a piece of work failed");
    await putBack(worker, work, error);
  } finally {
    clearInterval(renewal);
  }
}

/** Says that the worker is alive, now and then on a timer; `stop` waits for the last word, so that none follows. */
async function startHeart(worker: string, everyMs: number): Promise<{ stop(): Promise<void> }> {
  await beAlive(worker);
  let beat: Promise<void> | null = null;
  const timer = setInterval(() => {
    beat ??= beAlive(worker)
      .catch((error: Error) => log().warn({ error: error.message }, "the worker missed a heartbeat"))
      .finally(() => {
        beat = null;
      });
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await beat;
    },
  };
}

async function beAlive(worker: string): Promise<void> {
  await sql(
    `insert into worker_process (id, started_at, seen_at) values ($1, clock_timestamp(), clock_timestamp())
     on conflict (id) do update set seen_at = excluded.seen_at`,
    [worker],
  );
}
