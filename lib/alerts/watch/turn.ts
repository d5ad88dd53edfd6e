import type { Alert, AlertRule } from "../../../prisma/generated/client";
import type { AlertReason } from "../../../prisma/generated/enums";
import { silentAfterMs } from "../../pools/rules";
import { rulesFor } from "../rules/rules";
import { sightsOf } from "./breaches";
import {
  type Event,
  judgeCompleted,
  judgeSamples,
  observe,
  type Standings,
  type WatchedRule,
} from "./judging";
import { emptyMemory, type PoolMemory } from "./memory";
import {
  type ReadSample,
  readCompleted,
  readOpenAlerts,
  readRules,
  readUnjudged,
  type WatchedCheck,
  type WatchedPool,
  watchedChecks,
  watchedPools,
} from "./queries";
import type { Standing } from "./rules";
import { type Outcome, type Subject, writeTurn } from "./store";

/**
 * What a watcher takes along from turn to turn: the last minutes of each pool, when silences were judged, and from when on
 * it is to be read which samples were completed.
 */
export type WatchMemory = { pools: Map<string, PoolMemory>; silenceAt: number; completedFrom: Date | null };

/** The moment of a turn, and since when the watch has gone on without a pause. */
export type Moment = { now: Date; since: Date };

const SILENCE_EVERY_MS = 5_000;
/** How long after the last sample something may still follow from it, beyond the silence of its source. */
const STALE_MS = 60_000;

/**
 * One turn of the watch: judges every sample that came since the last, how long each pool has been silent, and how its
 * health checks stand, by the rules that apply; and writes what came of it.
 */
export async function takeTurn(watcher: string, memory: WatchMemory, moment: Moment): Promise<void> {
  const [pools, checks, rules, open, samples, { completed, next }] = await Promise.all([
    watchedPools(),
    watchedChecks(),
    readRules(),
    readOpenAlerts(),
    readUnjudged(moment.now),
    readCompleted(memory.completedFrom),
  ]);
  // What is remembered may have been read when they were complete already, and nobody have judged them.
  const isNew = memory.completedFrom === null;
  memory.completedFrom = next;
  const silence = moment.now.getTime() - memory.silenceAt >= SILENCE_EVERY_MS;
  if (silence) memory.silenceAt = moment.now.getTime();
  for (const gone of memory.pools.keys()) if (!pools.some(({ id }) => id === gone)) memory.pools.delete(gone);
  const byPool = grouped(samples, ({ poolId }) => poolId);
  const completedByPool = grouped(completed, ({ poolId }) => poolId);
  const readOf = (id: string): Read => ({
    samples: byPool.get(id) ?? [],
    completed: completedByPool.get(id) ?? [],
    isNew,
  });
  const subjects = grouped(open, (alert) => alert.poolId ?? alert.healthCheckId ?? "");
  const judged = new Set([...pools, ...checks].map(({ id }) => id));
  const outcomes = await Promise.all([
    ...pools.map((pool) =>
      judgePool(pool, readOf(pool.id), rules, subjects.get(pool.id) ?? [], memory, moment, silence),
    ),
    ...checks.map((check) => judgeCheck(check, rules, subjects.get(check.id) ?? [], moment)),
    ...[...subjects].filter(([id]) => !judged.has(id)).map(([, alerts]) => abandon(alerts, moment.now)),
  ]);
  const cursors = new Map(samples.map(({ seriesId, at }) => [seriesId, at]));
  await writeTurn(watcher, outcomes, cursors, moment.now);
}

type Read = { samples: readonly ReadSample[]; completed: readonly ReadSample[]; isNew: boolean };

async function judgePool(
  pool: WatchedPool,
  { samples, completed, isNew }: Read,
  rules: readonly AlertRule[],
  open: readonly Alert[],
  memory: WatchMemory,
  { now, since }: Moment,
  silence: boolean,
): Promise<Outcome> {
  const ours = rulesFor({ poolId: pool.id, serviceId: pool.serviceId }, rules);
  const watched = ours.map(watchedRule);
  const { standings, events } = begin(open, ours, now);
  const remembered = memory.pools.get(pool.id) ?? emptyMemory();
  memory.pools.set(pool.id, remembered);
  const silentMs = silentAfterMs(pool.intervalSeconds);
  events.push(...judgeCompleted(remembered, completed, watched, standings, silentMs, isNew));
  events.push(...judgeSamples(remembered, samples, watched, standings, silentMs));
  const heardAt = Math.max(
    ...[remembered.lastAt, pool.judgedTo, pool.createdAt, since].map((at) => at?.getTime() ?? 0),
  );
  // Of a pool that its source named nobody waits for figures before the first: it may be there by its history alone.
  const awaited = !pool.told || remembered.lastAt !== null || pool.judgedTo !== null;
  for (const rule of silence && awaited ? watched.filter(({ figure }) => figure === "no_data") : []) {
    const value = Math.max(0, (now.getTime() - heardAt) / 1000);
    events.push(...observe(rule, standings, { at: now, value }, PAUSE_MS, null));
  }
  return {
    ...{ subject: { poolId: pool.id, healthCheckId: null }, rules: byId(ours), events, standings },
    ...{ open: openByRule(open), freshAfter: new Date(now.getTime() - silentMs - STALE_MS) },
    sightOf: await sightsOf(remembered, events, open),
  };
}

// A silence is judged every few seconds: a pause of the watch is none of the pool's.
const PAUSE_MS = 30_000;

async function judgeCheck(
  { id, serviceId, intervalSeconds, lastAt, failuresInARow }: WatchedCheck,
  rules: readonly AlertRule[],
  open: readonly Alert[],
  { now }: Moment,
): Promise<Outcome> {
  const ours = rulesFor({ poolId: null, serviceId }, rules).filter(({ figure }) => figure === "health_check");
  const { standings, events } = begin(open, ours, now);
  const gapMs = silentAfterMs(intervalSeconds);
  for (const rule of ours.map(watchedRule))
    events.push(...observe(rule, standings, { at: lastAt, value: failuresInARow }, gapMs, null));
  return {
    ...{ subject: { poolId: null, healthCheckId: id }, rules: byId(ours), events, standings },
    ...{ open: openByRule(open), freshAfter: new Date(now.getTime() - gapMs - STALE_MS) },
    sightOf: () => null,
  };
}

/** Ends alerts of what is not watched any more. */
async function abandon(alerts: readonly Alert[], now: Date): Promise<Outcome> {
  const [first] = alerts;
  const subject: Subject =
    first?.poolId == null
      ? { poolId: null, healthCheckId: first?.healthCheckId ?? "" }
      : { poolId: first.poolId, healthCheckId: null };
  const events = alerts.map((alert) => endOf(alert, "subject_gone", now));
  return {
    ...{ subject, rules: new Map(), events, standings: new Map(), open: openByRule(alerts) },
    ...{ freshAfter: now, sightOf: () => null },
  };
}

/** How things stand before a turn; alerts of rules that do not apply any more end. */
function begin(open: readonly Alert[], rules: readonly AlertRule[], now: Date) {
  const applies = (alert: Alert) => rules.some(({ id }) => id === alert.ruleId);
  const standings: Standings = new Map(
    open.filter(applies).map((alert) => [alert.ruleId, standingOf(alert)]),
  );
  const events: Event[] = open
    .filter((alert) => !applies(alert))
    .map((alert) => endOf(alert, "rule_changed", now));
  return { standings, events };
}

function endOf(alert: Alert, reason: AlertReason, now: Date): Event {
  const { lastAt, lastValue: value, state: from } = alert;
  const at = now > lastAt ? now : lastAt;
  const rule = watchedRule({
    ...alert,
    id: alert.ruleId,
    clearThreshold: null,
    forSeconds: 0,
    keepFiringSeconds: 0,
  });
  const to = from === "firing" ? "resolved" : "lapsed";
  return { rule, step: { from, to, reason, at, value }, standing: standingOf(alert), origin: null };
}

type RuleLike = Pick<
  AlertRule,
  "id" | "figure" | "comparison" | "threshold" | "clearThreshold" | "forSeconds" | "keepFiringSeconds"
>;

/** A rule as judging sees it. */
export function watchedRule({ id, figure, ...condition }: RuleLike): WatchedRule {
  const { comparison, threshold, clearThreshold, forSeconds, keepFiringSeconds } = condition;
  return { id, figure, condition: { comparison, threshold, clearThreshold, forSeconds, keepFiringSeconds } };
}

function standingOf(alert: Alert): Standing {
  const { pendingAt, firingAt, clearSince, lastAt, lastValue, firstValue, worstValue } = alert;
  const state = alert.state === "firing" ? "firing" : "pending";
  return { state, pendingAt, firingAt, clearSince, lastAt, lastValue, firstValue, worstValue };
}

const byId = (rules: readonly AlertRule[]) => new Map(rules.map((rule) => [rule.id, rule]));
const openByRule = (alerts: readonly Alert[]) => new Map(alerts.map((alert) => [alert.ruleId, alert]));

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
