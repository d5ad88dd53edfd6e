import type { PoolSample } from "../../lib/pools/schema";
import { type Chance, chanceOf } from "./chance";
import { days, hours, minutes, seconds } from "./clock";

/** A leak: from when on, and how many connections a minute never come back. */
export type Leak = { from: Date; perMinute: number };

/** The pool of the synthetic weeks. */
export const weekPool = { max: 50, everyMs: seconds(15), quietest: 6, busiest: 22, burst: [4, 10] } as const;

/**
 * A week of a pool of 50, sampled every 15 seconds, the same for the same seed. Work follows the hours of the day, its
 * mean from 6 at midnight to 22 at noon (UTC), and at each instant it is as random as independent callers make it
 * (Poisson). Once an hour reports take 4 to 10 connections more for 90 seconds. A leak adds to all that until nothing is
 * left; who then finds no connection waits, and the wait of 95 in 100 callers is a few milliseconds and what a queue as long
 * takes in a pool where connections are held for half a second each.
 */
export function poolWeek(seed: number, begins: Date, leak?: Leak, lengthMs = days(7)): PoolSample[] {
  const chance = chanceOf(seed);
  const { max, everyMs } = weekPool;
  const bursts = Array.from({ length: Math.ceil(lengthMs / hours(1)) }, (_, hour) => ({
    begins: begins.getTime() + hours(hour) + chance.below(hours(1) - seconds(90)),
    height: weekPool.burst[0] + chance.below(weekPool.burst[1] - weekPool.burst[0] + 1),
  }));
  return Array.from({ length: Math.floor(lengthMs / everyMs) }, (_, index) => {
    const at = begins.getTime() + index * everyMs;
    const burst = bursts[Math.floor((at - begins.getTime()) / hours(1))];
    const reports = burst && at >= burst.begins && at < burst.begins + seconds(90) ? burst.height : 0;
    const leaking = leak ? Math.max(0, at - leak.from.getTime()) / minutes(1) : 0;
    const leaked = Math.min(max, Math.floor(leaking * (leak?.perMinute ?? 0)));
    const demand = poisson(chance, meanAt(at)) + reports + leaked;
    const used = Math.min(max, demand);
    const waiting = demand - used;
    const acquireWaitP95Ms = waitMs(waiting, max - leaked);
    return { ...unknown, at: new Date(at), max, used, idle: max - used, waiting, acquireWaitP95Ms };
  });
}

const unknown = {
  idleInTransaction: null,
  oldestHoldSeconds: null,
  timeouts: null,
  transactions: null,
  heldSeconds: null,
};

const [promptMs, holdMs, patienceMs] = [3, 500, 30_000];

/** How long the last of a queue waits: connections that still come back do so one after the other. */
const waitMs = (waiting: number, working: number) =>
  promptMs + (waiting === 0 ? 0 : Math.min(patienceMs, (waiting * holdMs) / Math.max(1, working)));

function meanAt(at: number): number {
  const { quietest, busiest } = weekPool;
  const turn = Math.cos((2 * Math.PI * (at % days(1))) / days(1));
  return (quietest + busiest) / 2 - ((busiest - quietest) / 2) * turn;
}

/** A number of independent events where so many are expected (D. E. Knuth's product of uniform numbers). */
function poisson(chance: Chance, mean: number): number {
  const least = Math.exp(-mean);
  let [count, product] = [-1, 1];
  do {
    count++;
    product *= (chance.below(2 ** 32) + 0.5) / 2 ** 32;
  } while (product > least);
  return count;
}

/** When the pool is exhausted: it has been full for a whole minute. One full sample may be the work of a moment. */
export function exhaustedAt(samples: readonly PoolSample[]): Date | undefined {
  const full = samples.map(({ used, max }) => used !== null && max !== null && used >= max);
  const minute = minutes(1) / weekPool.everyMs;
  return samples.find((_, index) => index >= minute && full.slice(index - minute, index + 1).every(Boolean))
    ?.at;
}

/** When a detector fires: what it finds in the last `historyMs` has then held for `forMs`, and had not before. */
export function firings<T extends { at: Date }>(
  samples: readonly T[],
  holds: (recent: readonly T[], now: Date) => boolean,
  { forMs, historyMs }: { forMs: number; historyMs: number },
): Date[] {
  const fired: Date[] = [];
  let [since, firing, oldest]: [number | null, boolean, number] = [null, false, 0];
  for (const [index, { at }] of samples.entries()) {
    while ((samples[oldest]?.at.getTime() ?? 0) <= at.getTime() - historyMs) oldest++;
    if (!holds(samples.slice(oldest, index + 1), at)) [since, firing] = [null, false];
    else {
      since ??= at.getTime();
      if (!firing && at.getTime() - since >= forMs) {
        firing = true;
        fired.push(at);
      }
    }
  }
  return fired;
}
