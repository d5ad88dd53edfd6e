import type { AlertFigure } from "../../../prisma/generated/enums";
import { predictionLimits } from "../../pools/forecast/rules";
import { silentAfterMs } from "../../pools/rules";
import { keptDays, type Level } from "../../pools/samples/rules";
import type { PoolSample } from "../../pools/schema";
import { keptDays as answersKeptDays } from "../health-checks/rules";
import { sayLength } from "../rules/labels";
import { figuresOfTrend, instanceValue, trendHistoryMs } from "../watch/figures";
import type { Condition, Observation } from "../watch/rules";

/** How far back a preview looks, in days. */
export const lookBacks = [1, 7, 30, 90, 365] as const;

/** How far back somebody asks to look; a month where that cannot be read. */
export const lookBackIn = (text: string | undefined): number =>
  lookBacks.find((days) => String(days) === text) ?? 30;

/** How finely the past is read: the level, the length of its buckets in seconds (0 for samples), and how many days of it. */
export type Grain = { level: Level; stepSeconds: number; days: number };

const steps: Readonly<Record<Level, number>> = { sample: 0, minute: 60, hour: 3_600 };

/** Whether a figure is told by the course of many samples. */
export const isTrend = (figure: AlertFigure): boolean => figuresOfTrend.some((one) => one === figure);

/**
 * The finest level that still covers so many days. Where things go is told by minutes at the coarsest, and answers of
 * health checks are kept one by one: of these fewer days may be there.
 */
export function grainOf(figure: AlertFigure, days: number): Grain {
  if (figure === "health_check")
    return { level: "sample", stepSeconds: 0, days: Math.min(days, answersKeptDays) };
  if (isTrend(figure)) return { level: "minute", stepSeconds: 60, days: Math.min(days, keptDays.minute) };
  const level =
    (["sample", "minute", "hour"] as const).find((each) => days <= keptDays[each]) ?? ("hour" as const);
  return { level, stepSeconds: steps[level], days: Math.min(days, keptDays[level]) };
}

/** After how long a silence a condition's time begins anew, at a grain. */
export const gapAt = ({ stepSeconds }: Grain, intervalSeconds: number): number =>
  Math.max(silentAfterMs(intervalSeconds), stepSeconds * 3_000);

/** A condition as a grain can judge it: what is to hold for less than a bucket counts wherever a bucket meets it. */
export const conditionAt = <Given extends Condition>(condition: Given, { stepSeconds }: Grain): Given => ({
  ...condition,
  forSeconds: condition.forSeconds < stepSeconds ? 0 : condition.forSeconds,
});

/** A silence: from the last that was told to the next, null where there is none yet. */
export type Silence = { from: Date; to: Date | null };

/** What a watch would have seen of silences, in order of time, until `now`: seconds since the last that was told. */
export function observationsOfSilences(
  silences: readonly Silence[],
  { threshold, forSeconds, keepFiringSeconds }: Condition,
  now: Date,
): Observation[] {
  const crossing = ({ from }: Silence) => from.getTime() + threshold * 1_000;
  const long = silences.filter((silence) => crossing(silence) < (silence.to ?? now).getTime());
  const seen = long.flatMap((silence, index) => {
    const begins = silence.from.getTime();
    const ends = (silence.to ?? now).getTime();
    const next = long[index + 1];
    const during = [crossing(silence), crossing(silence) + forSeconds * 1_000, ends - 1]
      .filter((time) => time < ends)
      .map((time) => ({ at: time, value: (time - begins) / 1_000 }));
    const after = silence.to === null ? [] : [ends, ends + keepFiringSeconds * 1_000];
    const heard = after.filter((time) => !next || time < crossing(next)).map((at) => ({ at, value: 0 }));
    return [...during.sort((one, other) => one.at - other.at), ...heard];
  });
  return seen.map(({ at, value }) => ({ at: new Date(at), value }));
}

/**
 * What a watch would have seen of an instance's trend from the `begin`th of its minutes to the `end`th: they are read
 * with those before them that the figure needs. Minutes of which the answer is plain are not looked at closely.
 */
export function observationsOfTrend(
  figure: AlertFigure,
  minutes: readonly PoolSample[],
  condition: Condition,
  [begin, end]: readonly [number, number],
): Observation[] {
  const found: Observation[] = [];
  let first = 0;
  for (let index = begin; index < Math.min(end, minutes.length); index++) {
    const minute = minutes[index];
    if (!minute) continue;
    const { at, used, max } = minute;
    while ((minutes[first]?.at.getTime() ?? 0) <= at.getTime() - trendHistoryMs) first++;
    const plain =
      used === null || max === 0
        ? null
        : figure === "exhaustion"
          ? max !== null && used / max <= predictionLimits.above
          : used < (condition.clearThreshold ?? condition.threshold);
    const clear = figure === "exhaustion" ? Number.MAX_VALUE : 0;
    const value = plain ? clear : instanceValue(figure, minutes.slice(first, index + 1), at);
    found.push({ at, value });
  }
  return found;
}

/** What a watch would have seen of a health check's answers, in order of time: how many in a row were failures. */
export function observationsOfAnswers(answers: readonly { at: Date; well: boolean }[]): Observation[] {
  let failures = 0;
  return answers.map(({ at, well }) => {
    failures = well ? 0 : failures + 1;
    return { at, value: failures };
  });
}

/** Says at which grain a preview was judged, and what that cannot see. */
export function sayGrain(
  figure: AlertFigure,
  { level, stepSeconds }: Grain,
  { forSeconds }: Condition,
): string[] {
  if (figure === "health_check") return ["Judged answer by answer."];
  const own = "Times in which Highwater itself did not run count as silence here.";
  if (level === "sample") return ["Judged sample by sample.", ...(figure === "no_data" ? [own] : [])];
  const judged = `Judged ${level} by ${level}`;
  if (figure === "no_data")
    return [`${judged}: a silence that begins and ends within one is not seen. ${own}`];
  const of = isTrend(figure) ? "" : `, by the worst of each ${level}`;
  if (forSeconds < stepSeconds)
    return [
      `${judged}${of}: whether it lasted for ${sayLength(forSeconds)} cannot be told, so that each ${level} counts in which it was met.`,
    ];
  return [
    `${judged}${of}: what came back for less than ${level === "hour" ? "an hour" : "a minute"} counts as if it had lasted.`,
  ];
}
