import { log, stackOf } from "../../core/log";
import { labelled } from "../../core/pool";
import { trendHistoryMs } from "./figures";
import { emptyMemory, remember } from "./memory";
import { readJudged } from "./queries";
import { keepWatch, leaveWatch, WatchLost } from "./store";
import { type Moment, takeTurn, type WatchMemory } from "./turn";

const TICK_MS = 500;

/** A watch that goes on until stopped. */
export type RunningWatch = { stop(): Promise<void> };

/**
 * Watches every pool and health check by the alert rules, twice a second; of several workers one does, and another takes
 * over ten seconds after it is gone. Nothing is known but what the database knows: a turn that fails is taken again.
 */
export function runWatch(id: string): RunningWatch {
  let memory: WatchMemory | null = null;
  let turn: Promise<void> | null = null;
  const take = async () => {
    const held = await keepWatch(id);
    if (!held) {
      memory = null;
      return;
    }
    memory ??= await recall();
    await judge(id, memory, held);
  };
  const timer = setInterval(() => {
    turn ??= labelled("alert.watch", take)
      .catch((error: unknown) => {
        // What was taken in but not written is read once more.
        memory = null;
        if (!(error instanceof WatchLost)) log().warn({ error: stackOf(error) }, "the watch missed a turn");
      })
      .finally(() => {
        turn = null;
      });
  }, TICK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await turn;
      await leaveWatch(id).catch(() => undefined);
    },
  };
}

async function judge(id: string, memory: WatchMemory, moment: Moment): Promise<void> {
  // After a long pause there is more than is read at once.
  for (let judged = 1; judged > 0; ) judged = (await takeTurn(id, memory, moment)) > MANY ? 1 : 0;
}

const MANY = 1_999;

/** What is remembered of the last minutes by somebody who takes the watch. */
export async function recall(): Promise<WatchMemory> {
  const memory: WatchMemory = { pools: new Map(), silenceAt: 0 };
  for (const { poolId, seriesId, instance, ...sample } of await readJudged(
    Math.ceil(trendHistoryMs / 60_000),
  )) {
    const pool = memory.pools.get(poolId) ?? emptyMemory();
    memory.pools.set(poolId, pool);
    remember(pool, seriesId, instance, sample);
  }
  return memory;
}
