import type { AlertFigure } from "../../../prisma/generated/enums";
import { goneAfterMs } from "../../pools/rules";
import type { SeriesSample } from "../../pools/samples/rules";
import type { PoolSample } from "../../pools/schema";
import { figuresOfSample, figuresOfTrend, instanceValue, isOf } from "./figures";
import {
  complete,
  forgetGone,
  type PoolMemory,
  type PoolValue,
  remember,
  type SilentValue,
  silentValues,
  valueOfPool,
} from "./memory";
import {
  type Condition,
  givenUp,
  judge,
  type Observation,
  type Standing,
  type Step,
  speaksForEnd,
  worseOf,
} from "./rules";

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
    const pause = sample.at.getTime() - (memory.lastAt?.getTime() ?? 0);
    if (!memory.heardSince || pause > silentMs) memory.heardSince = sample.at;
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
  const begun = [...standings.values()].map(({ pendingAt }) => pendingAt.getTime());
  forgetGone(memory, begun.length > 0 ? new Date(Math.min(...begun)) : null);
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

/**
 * Judges a pool at its present against a rule. An instance that fell silent beyond the threshold is not well by that: what
 * stands is left as it is while the instance may come back, and given up once it counts as gone.
 */
function observePool(
  rule: WatchedRule,
  memory: PoolMemory,
  standings: Standings,
  at: Date,
  silentMs: number,
  gapMs: number,
): Event[] {
  const found = valueOfPool(rule.figure, rule.condition, memory, silentMs);
  const stands = standings.get(rule.id);
  if (stands && at > stands.lastAt && (!found || speaksForEnd(rule.condition, stands, found.value))) {
    const silent = silentOf(rule, stands, memory, silentMs, at);
    if (silent === "awaited") return [];
    if (silent) {
      standings.delete(rule.id);
      return [{ rule, step: givenUp(stands, at, silent.value), standing: stands, origin: silent }];
    }
  }
  return observe(rule, standings, { at, value: found?.value ?? null }, gapMs, found);
}

/**
 * Who fell silent while it spoke against the end of what stands: 'awaited' where one of them may come back, else the worst
 * of those that are gone and were heard of since it began; null where there is none, or where others kept it going after
 * they were gone: then it is theirs to end. Where nobody was heard of, nobody was waited for.
 */
function silentOf(
  { figure, condition }: WatchedRule,
  stands: Standing,
  memory: PoolMemory,
  silentMs: number,
  at: Date,
): PoolValue | "awaited" | null {
  const silent = silentValues(figure, memory, silentMs).filter(
    ({ value }) => !speaksForEnd(condition, stands, value),
  );
  const [lastAt, heardSince] = [memory.lastAt?.getTime() ?? 0, memory.heardSince?.getTime() ?? 0];
  const goneAt = ({ heardAt }: SilentValue) =>
    Math.max(heardAt.getTime(), heardSince) + goneAfterMs(silentMs);
  if (silent.some((one) => lastAt <= goneAt(one))) return "awaited";
  const gone = silent
    .filter((one) => one.heardAt >= stands.pendingAt && stands.lastAt.getTime() <= goneAt(one))
    .reduce<PoolValue | null>(
      (worst, one) => (worst && worseOf(condition, worst.value, one.value) === worst.value ? worst : one),
      null,
    );
  // One dip of those that keep it going is not the end of it.
  const steadyMs = Math.max(silentMs, condition.keepFiringSeconds * 1_000);
  return gone && at.getTime() - stands.lastAt.getTime() <= steadyMs ? "awaited" : gone;
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
