import { usualRules } from "../../lib/alerts/rules/rules";
import { judgeSamples, type WatchedRule } from "../../lib/alerts/watch/judging";
import { emptyMemory } from "../../lib/alerts/watch/memory";
import { silentAfterMs } from "../../lib/pools/rules";
import type { PoolSample } from "../../lib/pools/schema";
import { at, days, hours, later, minutes } from "../support/clock";
import { exhaustedAt, type Leak, poolWeek, weekPool } from "../support/pool-weeks";
import type { Line } from "./line";
import { median } from "./rounds";

const monday = at("2026-06-01 00:00 UTC");
const rates = [0.25, 1, 4];
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
const cleanWeeks = 8;

/** The rules of an installation that has none of its own, those of pools; silence and health checks have no part here. */
const rules: readonly WatchedRule[] = usualRules
  .filter(({ figure }) => figure !== "health_check" && figure !== "no_data")
  .map(({ name, figure, ...condition }) => ({ id: name, figure, condition }));

/** When each rule fired, as the watch judges the samples. */
function fired(samples: readonly PoolSample[]): { name: string; times: Date[] }[] {
  const silentMs = silentAfterMs(weekPool.everyMs / 1_000);
  const named = samples.map((sample) => ({ ...sample, seriesId: 1, instance: "week" }));
  const events = judgeSamples(emptyMemory(), named, rules, new Map(), silentMs);
  return rules.map(({ id }) => ({
    name: id,
    times: events.flatMap(({ rule, step }) => (rule.id === id && step.to === "firing" ? [step.at] : [])),
  }));
}

/**
 * How long before a pool is exhausted a leak is noticed, on synthetic weeks (tests/support/pool-weeks.ts): twenty leaks
 * of each rate, begun at different hours, and how often the usual rules fire in weeks without a leak, all as the watch judges them.
 */
export function leaks(): Line[] {
  const clean = Array.from({ length: cleanWeeks }, (_, index) => fired(poolWeek(100 + index, monday))).flat();
  const falsely = (name: string) =>
    clean.filter((each) => each.name === name).reduce((sum, { times }) => sum + times.length, 0);
  return [
    ...rates.map(leadOf),
    {
      name: `False firings in ${cleanWeeks} weeks without a leak`,
      ...{ figure: rules.reduce((sum, { id }) => sum + falsely(id), 0), unit: "firings" },
      goal: { most: 0 },
      beside: Object.fromEntries(rules.map(({ id }) => [id, falsely(id)])),
    },
  ];
}

function leadOf(perMinute: number): Line {
  const runs = seeds.map((seed) => leadsIn(seed, perMinute));
  const earliest = runs.map((run) => Math.max(...run.map(({ lead }) => lead)));
  const told = rules.map(({ id: name }) => {
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

/** By how many minutes each rule comes before exhaustion; one that never comes has no end to be late by. */
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
