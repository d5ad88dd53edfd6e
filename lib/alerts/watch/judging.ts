import type { AlertFigure } from "../../../prisma/generated/enums";
import type { SeriesSample } from "../../pools/samples/rules";
import type { PoolSample } from "../../pools/schema";
import { figuresOfSample, figuresOfTrend, instanceValue, isOf } from "./figures";
import { complete, forgetGone, type PoolMemory, remember, valueOfPool } from "./memory";
import { type Condition, judge, type Observation, type Standing, type Step } from "./rules";

/** A rule as far as judging needs it. */
export type WatchedRule = { id: string; figure: AlertFigure; condition: Condition };

/** A sample of a pool's instance, with the instance's name. */
export type NamedSample = SeriesSample & { instance: string };

/** The instance that an observation is of. */
export type Origin = { seriesId: number; instance: string };

/** A step of a rule, and how it stood at that moment: afterwards, or, where it ended, until then. */
export type Event = { rule: WatchedRule; step: Step; standing: Standing; origin: Origin | null };

/** How the rules of one subject stand, by rule. */
export type Standings = Map<string, Standing>;

// A trend of many minutes does not turn in seconds; to look at it at every sample would be work for nothing.
const TREND_EVERY_MS = 15_000;

/**
 * Judges new samples of a pool in the order of their times, each against every rule; `standings` and `memory` are taken
 * along. Samples of one instant are judged together.
 */
export function judgeSamples(
  memory: PoolMemory,
  samples: readonly NamedSample[],
  rules: readonly WatchedRule[],
  standings: Standings,
  silentMs: number,
): Event[] {
  const events: Event[] = [];
  let told: PoolSample[] = [];
  const inOrder = samples.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  for (const [index, { seriesId, instance, ...sample }] of inOrder.entries()) {
    remember(memory, seriesId, instance, sample);
    told.push(sample);
    if (inOrder[index + 1]?.at.getTime() === sample.at.getTime() || !memory.lastAt) continue;
    const at = memory.lastAt;
    const trends = !memory.trendAt || at.getTime() - memory.trendAt.getTime() >= TREND_EVERY_MS;
    if (trends) memory.trendAt = at;
    for (const rule of rules) {
      if (isOf(figuresOfTrend, rule.figure) ? !trends : !tells(told, rule.figure)) continue;
      const gapMs = Math.max(silentMs, isOf(figuresOfTrend, rule.figure) ? 2 * TREND_EVERY_MS : 0);
      events.push(...observePool(rule, memory, standings, at, silentMs, gapMs));
    }
    told = [];
  }
  forgetGone(memory);
  return events;
}

/**
 * Judges anew samples of a pool of which something was told after they were judged, each at its own time. Those that tell
 * nothing new are passed over, unless that is not known, `isNew` being true: to judge one twice changes nothing. Trends
 * learn of them with the next sample.
 */
export function judgeCompleted(
  memory: PoolMemory,
  samples: readonly NamedSample[],
  rules: readonly WatchedRule[],
  standings: Standings,
  silentMs: number,
  isNew: boolean,
): Event[] {
  const events: Event[] = [];
  for (const { seriesId, instance: _, ...sample } of samples.toSorted(
    (a, b) => a.at.getTime() - b.at.getTime(),
  )) {
    if (!complete(memory, seriesId, sample) && !isNew) continue;
    for (const rule of rules.filter(({ figure }) => tells([sample], figure)))
      events.push(...observePool(rule, memory, standings, sample.at, silentMs, silentMs));
  }
  return events;
}

/** Whether any of some samples tells a figure by itself: what nobody told just now is not observed once more. */
const tells = (samples: readonly PoolSample[], figure: AlertFigure) =>
  isOf(figuresOfSample, figure) &&
  samples.some((sample) => instanceValue(figure, [sample], sample.at) !== null);

function observePool(
  rule: WatchedRule,
  memory: PoolMemory,
  standings: Standings,
  at: Date,
  silentMs: number,
  gapMs: number,
): Event[] {
  const found = valueOfPool(rule.figure, rule.condition, memory, silentMs);
  return observe(rule, standings, { at, value: found?.value ?? null }, gapMs, found);
}

/** Judges one observation of a subject against a rule, and takes how it stands along. */
export function observe(
  rule: WatchedRule,
  standings: Standings,
  observation: Observation,
  gapMs: number,
  origin: Origin | null,
): Event[] {
  const before = standings.get(rule.id) ?? null;
  const { standing, steps } = judge(rule.condition, before, observation, gapMs);
  if (standing) standings.set(rule.id, standing);
  else standings.delete(rule.id);
  const stood = standing ?? before;
  return stood ? steps.map((step) => ({ rule, step, standing: stood, origin })) : [];
}
