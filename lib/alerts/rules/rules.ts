import type {
  AlertComparison,
  AlertFigure,
  AlertResponse,
  AlertSeverity,
} from "../../../prisma/generated/enums";
import { mostMinutesLeft, predictionLimits, risingFloorLimits } from "../../pools/forecast/rules";
import { criticalAt, warningAt } from "../../pools/rules";
import { keptDays } from "../../pools/samples/rules";
import { sayLength } from "./labels";

/** The longest that a condition may have to hold or to be clear, in seconds. */
export const longestSeconds = 86_400;

/** What thresholds of a figure may be, in its unit; `comparison` is the one that makes sense where there is only one. */
export type FigureBounds = {
  least: number;
  most: number;
  whole: boolean;
  comparison: AlertComparison | null;
};

const above = (least: number, most: number, whole = true): FigureBounds => ({
  ...{ least, most, whole, comparison: "above" },
});

/** The bounds of every figure. Beyond them a condition would always be met, or never. */
export const figureBounds: Readonly<Record<AlertFigure, FigureBounds>> = {
  utilisation: { least: 1, most: 100, whole: false, comparison: null },
  waiting: above(1, 1_000_000),
  acquire_wait: above(1, 86_400_000, false),
  oldest_hold: above(1, 604_800, false),
  idle_in_transaction: above(1, 1_000_000),
  exhaustion: { least: 1, most: mostMinutesLeft - 1, whole: false, comparison: "below" },
  rising_floor: above(1, 1_000_000),
  no_data: above(30, 604_800),
  health_check: above(1, 1_000),
};

/** The comparison of a rule: the one that its figure allows, else the one that was asked for. */
export const comparisonOf = (figure: AlertFigure, asked: AlertComparison | undefined): AlertComparison =>
  figureBounds[figure].comparison ?? asked ?? "above";

type Thresholds = {
  figure: AlertFigure;
  comparison: AlertComparison;
  threshold: number;
  clearThreshold: number | null;
};

/** What is wrong with a threshold, as a sentence; null where nothing is. */
export function thresholdProblem({ figure, comparison, threshold }: Thresholds): string | null {
  const { least, most, whole } = figureBounds[figure];
  const top = figure === "utilisation" && comparison === "below" ? most - 1 : most;
  if (whole && !Number.isInteger(threshold)) return "Give a whole number.";
  if (!(threshold >= least && threshold <= top))
    return `Give a number from ${least.toLocaleString("en")} to ${top.toLocaleString("en")}.`;
  return null;
}

/** What is wrong with where a rule ends: it must lie on the good side of where it begins; null where nothing is. */
export function clearThresholdProblem(rule: Thresholds): string | null {
  const { comparison, threshold, clearThreshold } = rule;
  if (clearThreshold === null) return null;
  if (comparison === "above" && clearThreshold > threshold)
    return "It ends on the good side: at the threshold or below it.";
  if (comparison === "below" && clearThreshold < threshold)
    return "It ends on the good side: at the threshold or above it.";
  return thresholdProblem({ ...rule, threshold: clearThreshold });
}

/** What is wrong with how long a condition has to hold, as a sentence; null where nothing is. */
export function lengthProblem(seconds: number | null): string | null {
  if (seconds === null) return "Give a length of time, such as 30 s or 2 min.";
  if (seconds > keptDays.sample * 86_400)
    return `Samples are kept for ${keptDays.sample} days: nobody could tell whether it held for longer.`;
  return seconds > longestSeconds ? `Keep it within a day, ${sayLength(longestSeconds)}.` : null;
}

/** A rule as far as it matters where it applies. */
export type ScopedRule = {
  poolId: string | null;
  serviceId: string | null;
  figure: AlertFigure;
  comparison: AlertComparison;
  severity: AlertSeverity;
  pausedAt: Date | null;
  archivedAt: Date | null;
};

/** What is watched: a pool, of a service or of none, or, without a pool, the health checks of a service. */
export type Watched = { poolId: string | null; serviceId: string | null };

/**
 * The rules that apply to a pool or to a service's health checks. Of one figure, side and severity those of the nearest
 * scope take the place of more general ones: the pool's, then the service's, then those of everywhere. A rule that pauses
 * takes its place and does nothing; an archived one is as if it were not there.
 */
export function rulesFor<Rule extends ScopedRule>(watched: Watched, rules: readonly Rule[]): Rule[] {
  const fitting = rules.filter((rule) => rule.archivedAt === null && concerns(rule, watched));
  const nearest = new Map<string, number>();
  for (const rule of fitting)
    nearest.set(placeOf(rule), Math.max(nearest.get(placeOf(rule)) ?? 0, nearness(rule)));
  return fitting.filter(
    (rule) => rule.pausedAt === null && nearness(rule) === (nearest.get(placeOf(rule)) ?? 0),
  );
}

/** Of some other rules those whose place a rule takes for something that is watched. */
export function replacedBy<Rule extends ScopedRule>(
  own: ScopedRule,
  others: readonly Rule[],
  watched: Watched,
): Rule[] {
  const beside = rulesFor<ScopedRule>(watched, [own, ...others]);
  return rulesFor(watched, others).filter((rule) => !beside.includes(rule));
}

const concerns = ({ figure, poolId, serviceId }: ScopedRule, watched: Watched) =>
  (figure === "health_check") === (watched.poolId === null) &&
  (poolId === null || poolId === watched.poolId) &&
  (serviceId === null || serviceId === watched.serviceId);

const placeOf = ({ figure, comparison, severity }: ScopedRule) => `${figure} ${comparison} ${severity}`;
const nearness = ({ poolId, serviceId }: ScopedRule) => (poolId ? 2 : serviceId ? 1 : 0);

/** What a rule says beside its name and where it applies. */
export type RuleTerms = {
  figure: AlertFigure;
  comparison: AlertComparison;
  threshold: number;
  clearThreshold: number | null;
  forSeconds: number;
  keepFiringSeconds: number;
  severity: AlertSeverity;
  response: AlertResponse;
};

const usual = (
  name: string,
  [figure, threshold, clearThreshold]: [AlertFigure, number, number | null],
  [forSeconds, keepFiringSeconds]: [number, number],
  [severity, response]: [AlertSeverity, AlertResponse],
): RuleTerms & { name: string } => ({
  ...{ name, figure, threshold, clearThreshold, forSeconds, keepFiringSeconds, severity, response },
  comparison: comparisonOf(figure, undefined),
});

const percent = (share: number) => Math.round(share * 100);
const warn: [AlertSeverity, AlertResponse] = ["warning", "page"];
const declare: [AlertSeverity, AlertResponse] = ["critical", "declare"];

/**
 * The rules of an installation that has none, for everything. Of a pool of 50 at 80 % one caller in eleven waits, at 95 %
 * two of three (M/M/c), so that waiting callers mean something only once they do so for a minute: at 80 %, three samples
 * of fifteen seconds with somebody waiting follow each other several times a day by chance, five about once a month.
 */
export const usualRules: readonly (RuleTerms & { name: string })[] = [
  usual("Pool is filling up", ["utilisation", percent(warningAt), 70], [60, 120], warn),
  usual("Pool is nearly full", ["utilisation", percent(criticalAt), percent(warningAt)], [30, 120], declare),
  usual("Callers wait", ["waiting", 1, null], [60, 120], declare),
  usual("Callers wait long", ["acquire_wait", 1_000, null], [60, 120], warn),
  usual(
    "Pool will be full soon",
    ["exhaustion", predictionLimits.aheadMs / 60_000, null],
    [predictionLimits.forMs / 1_000, 300],
    warn,
  ),
  usual(
    "Connections do not come back",
    ["rising_floor", risingFloorLimits.rise, null],
    [risingFloorLimits.forMs / 1_000, 600],
    warn,
  ),
  usual("Pool has no data", ["no_data", 300, null], [0, 0], warn),
  usual("Health check fails", ["health_check", 3, null], [0, 60], declare),
];
