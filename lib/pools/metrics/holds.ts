import { numberOf } from "./numbers";
import { put, type Reading } from "./reading";
import type { Fault, MetricPoint, NumberPoint } from "./schema";
import type { Timed } from "./timers";

/**
 * Reads a point of holds: how many connections were given back, and for how long they had been held, added up since a
 * start. Which share of them took how long is not asked.
 */
export function readHolds(reading: Reading, point: MetricPoint, timed: Timed): Fault | null {
  if (point.kind === "number") return readPart(reading, point, timed);
  const { name, labels, at, unit, temporality, startAt, count, sum } = point;
  const part = (facet: "count" | "sum", value: number | undefined) =>
    value === undefined
      ? null
      : readPart(
          reading,
          // Each by a name of its own: changes are added up by series.
          { kind: "number", name: `${name}_${facet}`, labels, at, unit, temporality, startAt, value },
          { ...timed, facet },
        );
  const faults = [part("count", count), part("sum", sum)];
  return faults.find((fault) => fault !== null) ?? null;
}

/** In Prometheus number and sum are a series each. */
function readPart(reading: Reading, point: NumberPoint, { facet, draft, column, unit }: Timed): Fault | null {
  if (facet === null && point.labels.quantile) return null;
  if (facet !== "count" && facet !== "sum")
    return { code: "unknown", reason: "It is a time, and does not say of how many holds." };
  const value = numberOf(reading, point, facet === "count" ? "tally" : "holds", unit);
  return typeof value === "number" ? put(draft, `${column}.${facet}`, value, undefined) : value;
}
