import type { AlertComparison, AlertReason, AlertState } from "../../../prisma/generated/enums";

/** When a rule fires and when it ends, in the unit of its figure and in seconds. */
export type Condition = {
  comparison: AlertComparison;
  threshold: number;
  /** Where it ends; null ends it where it begins. */
  clearThreshold: number | null;
  forSeconds: number;
  keepFiringSeconds: number;
};

/** What a figure was at an instant; null where nobody told. */
export type Observation = { at: Date; value: number | null };

/** A condition that holds, or held until a moment ago. What does not hold has no standing. */
export type Standing = {
  state: "pending" | "firing";
  pendingAt: Date;
  firingAt: Date | null;
  /** Since when the figure has been clear, while it fires. */
  clearSince: Date | null;
  lastAt: Date;
  lastValue: number;
  firstValue: number;
  worstValue: number;
};

/** A move from one state to another, and why. */
export type Step = {
  from: AlertState | null;
  to: AlertState;
  reason: AlertReason;
  at: Date;
  value: number;
};

/** What one observation led to: where things stand after it (null: nowhere), and the moves, in order. */
export type Judgement = { standing: Standing | null; steps: Step[] };

/** Whether a value meets a condition: at the threshold or beyond it. */
export const isMet = ({ comparison, threshold }: Condition, value: number): boolean =>
  comparison === "above" ? value >= threshold : value <= threshold;

/** Whether a value is clear: on the good side of where the condition ends, that itself not included. */
export function isClear({ comparison, threshold, clearThreshold }: Condition, value: number): boolean {
  const end = clearThreshold ?? threshold;
  return comparison === "above" ? value < end : value > end;
}

/** Whether a value speaks for the end of what stands: clear where it fires, not met where it is pending. */
export const speaksForEnd = (
  condition: Condition,
  { state }: Pick<Standing, "state">,
  value: number,
): boolean => (state === "firing" ? isClear(condition, value) : !isMet(condition, value));

/** The worse of two values. */
export const worseOf = ({ comparison }: Pick<Condition, "comparison">, one: number, other: number): number =>
  comparison === "above" ? Math.max(one, other) : Math.min(one, other);

/**
 * Judges one observation by its own time: inactive → pending → firing → resolved, as Prometheus has it (Prometheus
 * documentation, 'Alerting rules': `for`, `keep_firing_for`), with a threshold of its own for the end. What is not known
 * changes nothing: silence neither raises nor ends an alert. An observation that is not later than the last is passed
 * over. After a silence longer than `gapMs` nobody knows that a condition held meanwhile, so that its time begins anew.
 */
export function judge(
  condition: Condition,
  standing: Standing | null,
  { at, value }: Observation,
  gapMs: number,
): Judgement {
  if (value === null || (standing && at <= standing.lastAt)) return { standing, steps: [] };
  if (!standing) return isMet(condition, value) ? begin(condition, at, value) : { standing: null, steps: [] };
  const silent = at.getTime() - standing.lastAt.getTime() > gapMs;
  const next = {
    ...standing,
    ...{ lastAt: at, lastValue: value },
    worstValue: worseOf(condition, standing.worstValue, value),
  };
  return standing.state === "pending"
    ? judgePending(condition, silent ? { ...next, pendingAt: at } : next)
    : judgeFiring(condition, silent ? { ...next, clearSince: null } : next);
}

function begin(condition: Condition, at: Date, value: number): Judgement {
  const standing: Standing = {
    ...{ state: "pending", pendingAt: at, firingAt: null, clearSince: null, lastAt: at },
    ...{ lastValue: value, firstValue: value, worstValue: value },
  };
  const crossed: Step = { from: null, to: "pending", reason: "crossed", at, value };
  const then = judgePending(condition, standing);
  return { standing: then.standing, steps: [crossed, ...then.steps] };
}

function judgePending(condition: Condition, standing: Standing): Judgement {
  const { lastAt: at, lastValue: value, pendingAt } = standing;
  if (!isMet(condition, value))
    return { standing: null, steps: [{ from: "pending", to: "lapsed", reason: "returned", at, value }] };
  if (at.getTime() - pendingAt.getTime() < condition.forSeconds * 1000) return { standing, steps: [] };
  return {
    standing: { ...standing, state: "firing", firingAt: at },
    steps: [{ from: "pending", to: "firing", reason: "held", at, value }],
  };
}

function judgeFiring(condition: Condition, standing: Standing): Judgement {
  const { lastAt: at, lastValue: value } = standing;
  const clearSince = isClear(condition, value) ? (standing.clearSince ?? at) : null;
  const clearMs = clearSince ? at.getTime() - clearSince.getTime() : -1;
  if (clearMs < condition.keepFiringSeconds * 1000)
    return { standing: { ...standing, clearSince }, steps: [] };
  return { standing: null, steps: [{ from: "firing", to: "resolved", reason: "cleared", at, value }] };
}

/** The step by which what stands is given up: who kept it going fell silent at a value, and that is no end by being well. */
export const givenUp = ({ state }: Pick<Standing, "state">, at: Date, value: number): Step => ({
  ...{ from: state, to: state === "firing" ? "resolved" : "lapsed", reason: "fell_silent", at, value },
});

/** One time that a rule fired in the past; `endedAt` is null where it fires still. */
export type Episode = { pendingAt: Date; firingAt: Date; endedAt: Date | null; worst: number };

/** The times that a condition would have fired over a whole past, observations in order of time. */
export function episodesOf(
  condition: Condition,
  observations: readonly Observation[],
  gapMs: number,
): Episode[] {
  const found: Episode[] = [];
  let standing: Standing | null = null;
  for (const observation of observations) {
    const before: Standing | null = standing;
    const judgement = judge(condition, before, observation, gapMs);
    standing = judgement.standing;
    const ended = judgement.steps.find(({ to }) => to === "resolved");
    if (ended && before) found.push(episodeOf(before, ended.at));
  }
  return standing?.state === "firing" ? [...found, episodeOf(standing, null)] : found;
}

const episodeOf = ({ pendingAt, firingAt, worstValue: worst }: Standing, endedAt: Date | null): Episode => ({
  ...{ pendingAt, firingAt: firingAt ?? pendingAt, endedAt, worst },
});
