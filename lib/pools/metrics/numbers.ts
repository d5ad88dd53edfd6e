import type { Kind } from "./conventions/convention";
import { msPer, type Unit } from "./names/rules";
import { factOf, keyOf, type Reading, seriesOf } from "./reading";
import type { Fault, MetricPoint, NumberPoint } from "./schema";
import { broken, type Measure, whyRefused } from "./values/rules";

const MEASURES: Readonly<Record<Kind, Measure>> = {
  count: "count",
  limit: "count",
  tally: "tally",
  seconds: "seconds",
  wait: "ms",
  timer: "ms",
  holds: "total",
};

/** The number that a point tells, times in the unit of its column, or what is wrong with it; null where it tells none. */
export function numberOf(reading: Reading, point: MetricPoint, as: Kind, unit: Unit): number | Fault | null {
  if (point.kind !== "number") return broken("It is a distribution, where one number is expected.");
  const told = point.temporality === "delta" ? totalOf(reading, point) : point.value;
  if (told === null || (as === "limit" && (told === 0 || told === -1))) return null;
  const measure = MEASURES[as];
  const value =
    told *
    (measure === "ms"
      ? msPer[unit]
      : measure === "seconds" || measure === "total"
        ? msPer[unit] / msPer.s
        : 1);
  return whyRefused(value, measure) ?? value;
}

/**
 * What the changes of a series come to. They are added up from the first that is seen; when some are missing in between,
 * the sender began anew, and so does the sum. A change that was counted already says nothing.
 */
function totalOf(reading: Reading, point: NumberPoint): number | null {
  if (!Number.isFinite(point.value)) return point.value;
  const series = keyOf("total", seriesOf(point));
  const before = factOf(reading, series);
  if (before && before.at >= point.at) return null;
  const follows = before?.kind === "value" && (!point.startAt || point.startAt <= before.at);
  const value = (follows ? before.value : 0) + point.value;
  reading.learned.set(series, { kind: "value", at: point.at, value });
  return value;
}
