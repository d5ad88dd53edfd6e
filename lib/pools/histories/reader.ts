import { databaseNow } from "../../core/clock";
import { log } from "../../core/log";
import { labelled } from "../../core/pool";
import { type Repetition, repeatedly } from "../../core/repeatedly";
import { emptyMemory } from "../intake/memory";
import { place, storedAs } from "../intake/places";
import { mostInstances, mostPools, sayRefused } from "../intake/rules";
import { poolsOf } from "../intake/store";
import { keyOf } from "../metrics/reading";
import type { MappedSample } from "../metrics/schema";
import { addressOf } from "../sources/password";
import { type Past, readPast } from "../sources/prometheus-history";
import { sayFailure } from "../sources/rules";
import { CannotCollect } from "../sources/source";
import { moreSteps, nextWindow, stepsIn } from "./rules";
import type { HistoryWindow } from "./schema";
import {
  claimHistories,
  giveBackHistories,
  type HeldHistory,
  holdHistory,
  instancesEver,
  keepWindow,
  noteHistoryFailure,
  renewHistory,
} from "./store";

const TICK_MS = 1_000;
const AT_ONCE = 3;
const RENEW_MS = 10_000;
const noRoom = `A source has at most ${mostPools} pools in use, and its past ${mostInstances.toLocaleString("en")} instances.`;

/**
 * Reads the past of sources, window by window, the newest first. Each window is kept with the note that it was, so that
 * whoever goes on after a killed process asks at most for one once more, and doubles nothing. Up to three sources at once,
 * each by one reader.
 */
export function runHistories(id: string): Repetition {
  const underWay = new Map<string, Promise<void>>();
  let stopping = false;
  const takeTurn = async () => {
    if (underWay.size >= AT_ONCE) return;
    for (const history of await claimHistories(id, AT_ONCE - underWay.size)) {
      const work = labelled("pool.history", () => readOn(id, history, () => stopping)).finally(() =>
        underWay.delete(history.id),
      );
      underWay.set(history.id, work);
    }
  };
  const taking = repeatedly(TICK_MS, takeTurn, ({ message }) =>
    log().warn({ error: message }, "the reader of histories missed a turn"),
  );
  return {
    async stop() {
      stopping = true;
      await taking.stop();
      await Promise.all(underWay.values());
      await giveBackHistories(id).catch(() => undefined);
    },
  };
}

/** Reads window after window until there is none, something fails, or the worker stops. */
async function readOn(id: string, claimed: HeldHistory, stopping: () => boolean): Promise<void> {
  const renewal = setInterval(() => void renewHistory(id, claimed.id).catch(() => undefined), RENEW_MS);
  try {
    let history: HeldHistory | null = claimed;
    while (history && !stopping()) {
      await readWindow(id, history);
      history = await holdHistory(id, history.id);
    }
    await giveBackHistories(id, claimed.id);
  } catch (error) {
    // Our own database is nobody else's failure: the lease runs out, and the window is read once more.
    log().warn({ source: claimed.id, error: (error as Error).message }, "a history could not be kept");
  } finally {
    clearInterval(renewal);
  }
}

async function readWindow(id: string, history: HeldHistory): Promise<void> {
  const now = await databaseNow();
  const window = nextWindow(history, now);
  if (!window) return;
  const begun = performance.now();
  const past = await ask(history, window);
  if ("failure" in past) return noteHistoryFailure(id, history, past);
  const answered = performance.now() - begun;
  const { placed, over, poolIds } = await placeAll(history.id, past.told, now);
  const left = over > 0 ? [...past.refused, { name: "", points: over, reason: noRoom }] : past.refused;
  const { points } = past;
  const answer = { steps: stepsIn(window), points, tookMs: answered, failures: history.failures };
  const read = {
    samples: placed.map(storedAs),
    poolIds,
    leftOut: left.length > 0 ? sayRefused(left) : null,
    steps: moreSteps(history.steps, answer),
    tookMs: performance.now() - begun,
  };
  await keepWindow(id, history, window, read, now);
}

/** What the engine tells of a window, or why it tells nothing. */
async function ask(
  history: HeldHistory,
  window: HistoryWindow,
): Promise<Past | { failure: string; smaller: boolean }> {
  try {
    return await readPast(addressOf(history), window);
  } catch (error) {
    const cannot = error instanceof CannotCollect;
    const failure = cannot ? error.message : sayFailure(error);
    log().warn({ source: history.id, failure }, "an engine told nothing of the past");
    return { failure, smaller: cannot };
  }
}

/**
 * The series of readings. Pools and instances are made as the collector makes them, the latest first, as long as there is
 * room for more; what the collector remembers stays apart, for instances that ended long ago need no room there.
 */
async function placeAll(sourceId: string, told: readonly MappedSample[], now: Date) {
  const memory = emptyMemory(sourceId, now);
  const [pools, instances] = await Promise.all([poolsOf(sourceId), instancesEver(sourceId)]);
  memory.pools = new Map(pools.map((pool) => [keyOf(pool.service, pool.pool), pool]));
  memory.instances = new Map(instances.map(({ poolId, name, seriesId }) => [keyOf(poolId, name), seriesId]));
  const { placed, over } = await place(memory, told, now);
  const named = new Set(told.map(({ service, pool }) => keyOf(service ?? "", pool)));
  const poolIds = [...named].flatMap((key) => {
    const pool = memory.pools.get(key);
    return pool && !pool.archived ? [pool.id] : [];
  });
  return { placed, over, poolIds };
}
