import type { Breach } from "@/lib/pools/attribution/schema";
import type { Holder, HolderState, PoolSample } from "@/lib/pools/schema";
import { at, later, minutes, seconds } from "../../../support/clock";

/** A line of holders. */
export const holder = (
  state: HolderState,
  count: number,
  ageSeconds: number,
  more: Partial<Holder> = {},
): Holder => ({
  application: "reports",
  user: "app",
  state,
  fingerprint: "select ?",
  count,
  ageSeconds,
  ...more,
});

const nothing = {
  max: 50,
  used: null,
  idle: null,
  idleInTransaction: null,
  waiting: null,
  oldestHoldSeconds: null,
  acquireWaitP95Ms: null,
  timeouts: null,
  transactions: null,
  heldSeconds: null,
};

/** Samples of the fifteen minutes up to 14:23, every fifteen seconds, by how many seconds have passed. */
export const quarterHour = (figures: (second: number) => Partial<PoolSample>): PoolSample[] => {
  const end = at("2025-10-08 14:23 America/New_York");
  return Array.from({ length: 61 }, (_, index) => ({
    ...nothing,
    at: later(end, seconds(index * 15) - minutes(15)),
    ...figures(index * 15),
  }));
};

/** From one figure to another, beginning at a second of the quarter of an hour. */
export const climb = (from: number, to: number, begin: number, second: number) =>
  Math.round(from + (to - from) * Math.max(0, (second - begin) / (900 - begin)));

/** A hold that comes and goes, of one to three seconds. */
export const shortHold = (second: number) => 1 + (second % 45) / 22;

export const limits = { holdSeconds: 60, idleInTransactionSeconds: 60 };

/**
 * The founding incident: from the sixth minute on a worker of reports begins transactions that end in an error and are
 * never given back, half of the pool being in use; nothing more is asked for than before, and less and less is done.
 */
export const founding: Breach = {
  samples: quarterHour((second) => ({
    used: climb(25, 50, 360, second),
    idleInTransaction: climb(1, 46, 360, second),
    oldestHoldSeconds: second > 360 ? second - 360 : shortHold(second),
  })),
  holders: {
    now: [holder("idle in transaction", 46, 540), holder("active", 4, 0.3, { application: "web" })],
    before: {
      holders: [holder("idle in transaction", 18, 240), holder("active", 9, 0.4, { application: "web" })],
      secondsAgo: 300,
    },
  },
  throughput: { baseline: 40, now: 31 },
  limits,
};

/** A statement that took half a second takes forty, and all wait for theirs. */
export const slow: Breach = {
  samples: quarterHour((second) => ({
    used: climb(25, 50, 600, second),
    idleInTransaction: 1,
    oldestHoldSeconds: second > 600 ? (second - 600) / 7 : shortHold(second),
  })),
  holders: {
    now: [holder("active", 48, 42), holder("idle in transaction", 2, 0.1)],
    before: { holders: [holder("active", 23, 0.6), holder("idle in transaction", 2, 0.2)], secondsAgo: 300 },
  },
  throughput: { baseline: 40, now: 17 },
  limits,
};

/** Twice as many ask, and each is served as quickly as before. */
export const peak: Breach = {
  samples: quarterHour((second) => ({
    used: climb(24, 48, 600, second),
    idleInTransaction: 6,
    oldestHoldSeconds: shortHold(second),
  })),
  holders: {
    now: [holder("active", 40, 0.5), holder("idle in transaction", 8, 0.1)],
    before: { holders: [holder("active", 20, 0.4), holder("idle in transaction", 4, 0.1)], secondsAgo: 300 },
  },
  throughput: { baseline: 40, now: 79 },
  limits,
};
