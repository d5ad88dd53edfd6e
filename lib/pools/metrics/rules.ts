import { samplesOf, share } from "./figures";
import { readHolds } from "./holds";
import { unitNamed } from "./names/rules";
import { numberOf } from "./numbers";
import { beginReading, draftOf, groupOf, leaveOut, namedIn, put, type Reading, seriesOf } from "./reading";
import type { Fact, Facts, Fault, Mapping, MetricPoint } from "./schema";
import { readHistograms, readTimer } from "./timers";
import { broken } from "./values/rules";

/**
 * The samples that points of metrics make, one per instance and instant, and what was left out and why. A figure may be
 * made of several series, and a scrape may come in several requests: with what was `learned` of the earlier ones as
 * `known`, a sample is given anew with all that is told of it so far, and the same points again change nothing. Facts
 * are those of one sender: another's may bear the same labels.
 */
export function mapMetrics(points: readonly MetricPoint[], known: Facts = new Map()): Mapping {
  const reading = beginReading(known);
  for (const point of points) {
    const fault = read(reading, point);
    if (fault) leaveOut(reading, point.name, fault);
  }
  readHistograms(reading);
  const samples = samplesOf(reading);
  return { samples, unread: [...reading.unread.values()], learned: reading.learned };
}

// A scrape comes in requests that follow at once; what series count is needed until the next point of theirs.
const COLUMNS_KEPT_MS = 300_000;
const KEPT_MS = 3_600_000;

/**
 * Facts without those that no point after `latest` will need: to be called from time to time, for columns are learned
 * with every instant. Series that are silent for an hour begin anew.
 */
export const factsNeeded = (facts: Facts, latest: Date): Map<string, Fact> =>
  new Map(
    [...facts].filter(([, { kind, at }]) => {
      const age = latest.getTime() - at.getTime();
      return age <= (kind === "columns" ? COLUMNS_KEPT_MS : KEPT_MS);
    }),
  );

function read(reading: Reading, point: MetricPoint): Fault | null {
  const { labels, at } = point;
  const named = namedIn(reading, point.name);
  if (!named) return { code: "unknown", reason: "No metric of pools that is known has this name." };
  const { convention, metric } = named;
  if (!metric || convention.passesOver?.(labels)) return null;
  if (Number.isNaN(at.getTime())) return broken("Its time is none.");
  const column = typeof metric.column === "string" ? metric.column : metric.column(labels);
  if (column === null) return { code: "unknown", reason: "Its labels name no state that is known." };
  const unit = named.unit ?? unitNamed(point.unit ?? "") ?? metric.unit ?? "s";
  if (metric.shared) {
    const group = groupOf(convention, labels);
    if (group === null) return { code: "nameless", reason: convention.nameless };
    const value = numberOf(reading, point, metric.as, unit);
    if (typeof value !== "number") return value;
    share(reading, group, column, at, value);
    return null;
  }
  const draft = draftOf(reading, convention, labels, at);
  if ("code" in draft) return draft;
  const timed = { facet: named.facet, draft, column, unit };
  if (metric.as === "timer") return readTimer(reading, point, timed);
  if (metric.as === "holds") return readHolds(reading, point, timed);
  const value = numberOf(reading, point, metric.as, unit);
  if (typeof value !== "number") return value;
  return put(draft, column, value, metric.together, metric.together === "sum" ? seriesOf(point) : "");
}
