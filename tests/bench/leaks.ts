import {
  findRisingFloor,
  predictExhaustion,
  predictionLimits,
  risingFloorLimits,
} from "../../lib/pools/forecast/rules";
import { criticalAt, utilisation, warningAt } from "../../lib/pools/rules";
import type { PoolSample } from "../../lib/pools/schema";
import { at, days, hours, later, minutes } from "../support/clock";
import { exhaustedAt, firings, type Leak, poolWeek } from "../support/pool-weeks";
import type { Line } from "./line";
import { median } from "./rounds";

const monday = at("2026-06-01 00:00 UTC");
const rates = [0.25, 1, 4];
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
const cleanWeeks = 8;

const above = (share: number) => ({
  ...{ forMs: minutes(1), historyMs: 1 },
  holds: (samples: readonly PoolSample[]) => samples.some((sample) => (utilisation(sample) ?? 0) >= share),
});

/** What watches for a pool that fills: two thresholds, and the two that look ahead. */
const detectors = {
  "80 %": above(warningAt),
  "95 %": above(criticalAt),
  prediction: {
    ...predictionLimits,
    holds: (samples: readonly PoolSample[], now: Date) => holding(predictExhaustion(samples, now)),
  },
  "rising floor": {
    ...risingFloorLimits,
    holds: (samples: readonly PoolSample[], now: Date) => holding(findRisingFloor(samples, now)),
  },
};

const holding = (given: ReturnType<typeof predictExhaustion>) => given.validity === "ok" && given.holds;

const fired = (samples: readonly PoolSample[]) =>
  Object.entries(detectors).map(([name, { holds, ...limits }]) => ({
    name,
    times: firings(samples, holds, limits),
  }));

/**
 * How long before a pool is exhausted a leak is noticed, on synthetic weeks (tests/support/pool-weeks.ts): twenty leaks
 * of each rate, begun at different hours, and how often the detectors fire in weeks without a leak.
 */
export function leaks(): Line[] {
  const clean = Array.from({ length: cleanWeeks }, (_, index) => fired(poolWeek(100 + index, monday))).flat();
  const falsely = (name: string) =>
    clean.filter((each) => each.name === name).reduce((sum, { times }) => sum + times.length, 0);
  return [
    ...rates.map(leadOf),
    {
      name: `False firings in ${cleanWeeks} weeks without a leak`,
      ...{ figure: Object.keys(detectors).reduce((sum, name) => sum + falsely(name), 0), unit: "firings" },
      goal: { most: 0 },
      beside: Object.fromEntries(Object.keys(detectors).map((name) => [name, falsely(name)])),
    },
  ];
}

function leadOf(perMinute: number): Line {
  const runs = seeds.map((seed) => leadsIn(seed, perMinute));
  const earliest = runs.map((run) => Math.max(...run.map(({ lead }) => lead)));
  const told = Object.keys(detectors).map((name) => {
    const leads = runs.flatMap((run) => run.filter((each) => each.name === name).map(({ lead }) => lead));
    const inTime = leads.filter((lead) => lead > 0).length;
    return [name, `${median(leads).toFixed(1)} min, in time ${inTime} of ${leads.length}`];
  });
  return {
    name: `A leak of ${perMinute} a minute is noticed before exhaustion, the latest of ${seeds.length}`,
    ...{ figure: Math.min(...earliest), unit: "min", goal: { least: 0 } },
    beside: { "median of the earliest": median(earliest), ...Object.fromEntries(told) },
  };
}

/** By how many minutes each detector comes before exhaustion; one that never comes has no end to be late by. */
function leadsIn(seed: number, perMinute: number): { name: string; lead: number }[] {
  const leak: Leak = { from: later(monday, (hours(7) * seed) % days(7)), perMinute };
  const begins = later(leak.from, -hours(2));
  const samples = poolWeek(seed, begins, leak, hours(3) + minutes(50 / perMinute));
  const exhausted = exhaustedAt(samples);
  if (!exhausted) throw new Error(`Seed ${seed}: a leak of ${perMinute} a minute does not exhaust the pool.`);
  return fired(samples).map(({ name, times }) => {
    const first = times.find((time) => time > leak.from);
    const lead = first ? (exhausted.getTime() - first.getTime()) / minutes(1) : Number.NEGATIVE_INFINITY;
    return { name, lead };
  });
}
