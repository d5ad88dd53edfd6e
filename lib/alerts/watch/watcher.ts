import { log, stackOf } from "../../core/log";
import { labelled } from "../../core/pool";
import { type Repetition, repeatedly } from "../../core/repeatedly";
import { trendHistoryMs } from "./figures";
import { emptyMemory, remember } from "./memory";
import { readJudged } from "./queries";
import { keepWatch, leaveWatch, WatchLost } from "./store";
import { takeTurn, type WatchMemory } from "./turn";

const TICK_MS = 500;

/**
 * Watches every pool and health check by the alert rules, twice a second; of several workers one does, and another takes
 * over ten seconds after it is gone. Nothing is known but what the database knows: a turn that fails is taken again.
 */
export function runWatch(id: string): Repetition {
  let memory: WatchMemory | null = null;
  const take = async () => {
    const held = await keepWatch(id);
    if (!held) {
      memory = null;
      return;
    }
    memory ??= await recall();
    await takeTurn(id, memory, held);
  };
  const turns = repeatedly(
    TICK_MS,
    () => labelled("alert.watch", take),
    (error) => {
      // What was taken in but not written is read once more.
      memory = null;
      if (!(error instanceof WatchLost)) log().warn({ error: stackOf(error) }, "the watch missed a turn");
    },
  );
  return {
    async stop() {
      await turns.stop();
      await leaveWatch(id).catch(() => undefined);
    },
  };
}

/** What is remembered of the last minutes by somebody who takes the watch. */
export async function recall(): Promise<WatchMemory> {
  const memory: WatchMemory = { pools: new Map(), silenceAt: 0, completedFrom: null };
  for (const { poolId, seriesId, instance, ...sample } of await readJudged(
    Math.ceil(trendHistoryMs / 60_000),
  )) {
    const pool = memory.pools.get(poolId) ?? emptyMemory();
    memory.pools.set(poolId, pool);
    remember(pool, seriesId, instance, sample);
  }
  return memory;
}
