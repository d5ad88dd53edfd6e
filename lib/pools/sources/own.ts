import { hostname } from "node:os";
import { databaseNow } from "../../core/clock";
import { log } from "../../core/log";
import { percentile95 } from "../../core/percentile";
import { type GuardedPool, labelled } from "../../core/pool";
import { type Repetition, repeatedly } from "../../core/repeatedly";
import { ensureOwnPool, keepHolders } from "../collection/store";
import { seriesOf, writeSamples } from "../samples/store";
import type { Holder, PoolSample } from "../schema";

const EVERY_MS = 5_000;
/** An hour of samples is kept in hand while the database is away. */
const MOST_IN_HAND = 720;

/** The pool's figures at this instant; waits are those that ended since they were last asked for. */
export function ownFigures(pool: GuardedPool): Omit<PoolSample, "at"> {
  const { acquired, timeouts } = pool.counts;
  return {
    max: pool.limits.max,
    used: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    idleInTransaction: null,
    waiting: pool.waitingCount,
    oldestHoldSeconds: (pool.holders()[0]?.heldMs ?? 0) / 1_000,
    acquireWaitP95Ms: percentile95(pool.takeWaits()),
    timeouts,
    transactions: acquired,
    heldSeconds: null,
  };
}

const MOST_LINES = 50;

/** Who holds connections of this process: those of one code line are one, the most numerous first. */
export function ownHolders(pool: GuardedPool): Holder[] {
  const lines = new Map<string, Holder>();
  for (const { line, heldMs } of pool.holders()) {
    const before = lines.get(line);
    const holder = { application: "highwater", user: "", state: "other", fingerprint: "", line } as const;
    const ageSeconds = Math.max(before?.ageSeconds ?? 0, heldMs / 1_000);
    lines.set(line, { ...holder, count: (before?.count ?? 0) + 1, ageSeconds });
  }
  const inOrder = [...lines.values()].sort((a, b) => b.count - a.count || b.ageSeconds - a.ageSeconds);
  return inOrder.slice(0, MOST_LINES);
}

type InHand = { takenAt: number; figures: Omit<PoolSample, "at">; holders: Holder[] };

/**
 * Records this process's own pool every five seconds until stopped; `port` is the one it serves the web on, null for a
 * worker alone. What cannot be written is kept in hand and written later: just when the pool is full, its figures are
 * wanted most.
 */
export function watchOwnPool(pool: GuardedPool, port: number | null): Repetition {
  const instance = port === null ? `${hostname()} worker` : `${hostname()}:${port}`;
  let hand: InHand[] = [];
  const record = async () => {
    const inHand = hand;
    const newest = inHand.at(-1);
    if (!newest) return;
    const poolId = await ensureOwnPool();
    const now = await databaseNow();
    const seriesId = await seriesOf(poolId, instance, now);
    const offset = now.getTime() - performance.now();
    const at = ({ takenAt }: InHand) => new Date(offset + takenAt);
    // Before the samples: whoever sees them, sees who made them.
    await keepHolders(seriesId, newest.holders, at(newest));
    await writeSamples(
      inHand.map((one) => ({ seriesId, at: at(one), ...one.figures })),
      now,
    );
    hand = hand.filter((one) => !inHand.includes(one));
  };
  // Not with the writing: that may wait for a connection itself.
  const taking = setInterval(() => {
    const taken = { takenAt: performance.now(), figures: ownFigures(pool), holders: ownHolders(pool) };
    hand = [...hand.slice(1 - MOST_IN_HAND), taken];
  }, EVERY_MS);
  const writing = repeatedly(
    EVERY_MS,
    () => labelled("pool.own", record),
    ({ message }) => log().warn({ error: message }, "the own pool's figures wait to be written"),
  );
  return {
    async stop() {
      clearInterval(taking);
      await writing.stop();
    },
  };
}
