import { together, toldNames } from "../../intake/rules";
import type { Refused } from "../../intake/schema";
import type { Figure } from "../../labels";
import { namesUnderstood } from "../../metrics/conventions/registry";
import { instanceOf, isName, labelOf, serviceOf } from "../../metrics/identity/rules";
import type { Labels, MappedSample, NumberPoint } from "../../metrics/schema";
import { measures, whyRefused } from "../../metrics/values/rules";
import type { EngineRange, EngineSeries } from "./schema";

const LEAST_FRESH_SECONDS = 120;

/**
 * The question for all that is understood. An engine goes on telling the last value of a series for five minutes where
 * nobody said that it ended, so only those are asked for that have one of three intervals, and at least of two minutes.
 */
export function understoodQuery(intervalSeconds: number): string {
  const selector = `{__name__=~"${namesUnderstood}"}`;
  const fresh = Math.max(LEAST_FRESH_SECONDS, intervalSeconds * 3);
  return `${selector} and last_over_time(${selector}[${fresh}s])`;
}

/** Series as points of metrics, at our own time: what they tell is of now. Such as no sample can hold are left out. */
export function pointsOf(series: readonly EngineSeries[], at: Date): NumberPoint[] {
  const isTold = toldNames();
  return series.flatMap(({ metric: { __name__: name = "", ...labels }, value }) =>
    value && isTold(name) ? [{ kind: "number", name, labels, at, value: numberOf(value[1]) }] : [],
  );
}

/** Series over a stretch of time as points of metrics, each at the time that the engine tells. */
export function pointsOfRanges(series: readonly EngineRange[]): NumberPoint[] {
  const isTold = toldNames();
  const instants = new Map<number, Date>();
  const instantOf = (seconds: number) => {
    const known = instants.get(seconds) ?? new Date(msOf(seconds));
    instants.set(seconds, known);
    return known;
  };
  return series.flatMap(({ metric: { __name__: name = "", ...labels }, values = [] }) => {
    const pointOf = ([seconds, text]: [number, string]): NumberPoint => {
      return { kind: "number", name, labels, at: instantOf(seconds), value: numberOf(text) };
    };
    return isTold(name) ? values.map(pointOf) : [];
  });
}

/** A time as engines tell it, in milliseconds. */
export const msOf = (seconds: number): number => Math.round(seconds * 1_000);

const endless: Readonly<Record<string, number>> = {
  "+Inf": Number.POSITIVE_INFINITY,
  "-Inf": Number.NEGATIVE_INFINITY,
};
const numberOf = (text: string) => endless[text] ?? Number(text);

/** A figure with the series that its question was answered by. */
export type Answered = { figure: Figure; series: readonly EngineSeries[] };

/**
 * Samples of the answers to questions of one's own. The label `pool` names the pool, or without it the source does, for
 * then it is one; service and instance are named as in metrics. Series of one instance must bear the same labels.
 */
export function samplesOfAnswers(
  answers: readonly Answered[],
  sourceName: string,
  now: Date,
): { told: MappedSample[]; refused: Refused[] } {
  const told = new Map<string, MappedSample>();
  const refused: Refused[] = [];
  for (const { figure, series } of answers)
    for (const { metric, value } of series) {
      // NaN is how a series ends, or what a division by nothing comes to.
      if (!value || value[1] === "NaN") continue;
      const why = put(told, placeIn(metric, sourceName), figure, numberOf(value[1]), now);
      if (why !== null) refused.push({ name: figure, points: 1, reason: why });
    }
  return { told: [...told.values()], refused: together(refused) };
}

/** A figure with the series that its question was answered by over a stretch of time. */
export type AnsweredRange = { figure: Figure; series: readonly EngineRange[] };

/** The same of answers over a stretch of time: samples of each instant by itself. */
export function samplesOfRanges(
  answers: readonly AnsweredRange[],
  sourceName: string,
): { told: MappedSample[]; refused: Refused[] } {
  const instants = new Map<number, Map<Figure, EngineSeries[]>>();
  for (const { figure, series: ranges } of answers)
    for (const { metric, values = [] } of ranges)
      for (const value of values) {
        const at = msOf(value[0]);
        const instant = instants.get(at) ?? new Map<Figure, EngineSeries[]>();
        instants.set(at, instant);
        const series = instant.get(figure) ?? [];
        instant.set(figure, series);
        series.push({ metric, value });
      }
  const told: MappedSample[] = [];
  const refused: Refused[] = [];
  for (const [at, instant] of instants) {
    const answered = [...instant].map(([figure, series]) => ({ figure, series }));
    const samples = samplesOfAnswers(answered, sourceName, new Date(at));
    told.push(...samples.told);
    refused.push(...samples.refused);
  }
  return { told, refused: together(refused) };
}

type Place = Pick<MappedSample, "service" | "pool" | "instance">;

function placeIn(labels: Labels, sourceName: string): Place {
  const pool = labelOf(labels, ["pool", "pool_name"]) ?? sourceName;
  const service = serviceOf(labels);
  return { service, pool, instance: instanceOf(labels) ?? service ?? pool };
}

function put(
  told: Map<string, MappedSample>,
  place: Place,
  figure: Figure,
  value: number,
  now: Date,
): string | null {
  const { service, pool, instance } = place;
  if (![pool, instance, service ?? ""].every(isName))
    return "Its pool, instance or service has a name that is too long or no text.";
  // A limit of 0 or -1 is how programs say that there is none.
  if (figure === "max" && (value === 0 || value === -1)) return null;
  const fault = whyRefused(value, measures[figure]);
  if (fault) return fault.reason;
  const key = JSON.stringify([service, pool, instance]);
  const mapped = told.get(key) ?? { ...place, sample: { at: now } };
  if (mapped.sample[figure] !== undefined)
    return `Two series tell it of one instance, ${instance} of ${pool}: ask for it by labels that tell them apart.`;
  told.set(key, { ...mapped, sample: { ...mapped.sample, [figure]: value } });
  return null;
}
