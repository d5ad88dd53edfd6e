import { hostname } from "node:os";
import { databaseNow } from "../../core/clock";
import { log } from "../../core/log";
import { type GuardedPool, labelled } from "../../core/pool";
import { ensureOwnPool } from "../collection/store";
import { seriesOf, writeSamples } from "../samples/store";
import type { PoolSample } from "../schema";

const EVERY_MS = 5_000;
/** An hour of samples is kept in hand while the database is away. */
const MOST_IN_HAND = 720;

/** The pool's figures at this instant. */
export function ownFigures(pool: GuardedPool): Omit<PoolSample, "at"> {
  return {
    max: pool.limits.max,
    used: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    idleInTransaction: null,
    waiting: pool.waitingCount,
    oldestHoldSeconds: (pool.holders()[0]?.heldMs ?? 0) / 1_000,
    acquireWaitP95Ms: null,
    timeouts: null,
    transactions: null,
  };
}

/**
 * Records this process's own pool every five seconds until stopped. What cannot be written is kept in hand and written
 * later: just when the pool is full, its figures are wanted most.
 */
export function watchOwnPool(pool: GuardedPool, part: string): { stop(): Promise<void> } {
  const instance = part === "worker" ? `${hostname()} worker` : `${hostname()}:${process.env.PORT ?? ""}`;
  let hand: { takenAt: number; figures: Omit<PoolSample, "at"> }[] = [];
  let turn: Promise<void> | null = null;
  const record = async () => {
    const inHand = hand;
    const poolId = await ensureOwnPool();
    const now = await databaseNow();
    const seriesId = await seriesOf(poolId, instance, now);
    const offset = now.getTime() - performance.now();
    const samples = inHand.map(({ takenAt, figures }) => ({
      seriesId,
      at: new Date(offset + takenAt),
      ...figures,
    }));
    await writeSamples(samples, now);
    hand = hand.filter((one) => !inHand.includes(one));
  };
  const timer = setInterval(() => {
    hand = [...hand.slice(1 - MOST_IN_HAND), { takenAt: performance.now(), figures: ownFigures(pool) }];
    turn ??= labelled("pool.own", record)
      .catch((error: Error) =>
        log().warn({ error: error.message }, "the own pool's figures wait to be written"),
      )
      .finally(() => {
        turn = null;
      });
  }, EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await turn;
    },
  };
}
