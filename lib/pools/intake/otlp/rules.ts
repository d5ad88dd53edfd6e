import type { HistogramPoint, MetricPoint, NumberPoint, SummaryPoint } from "../../metrics/schema";
import { toldNames } from "../rules";
import type { Delivery } from "../schema";
import { type Allowance, spend } from "../wire/schema";
import type { Attribute, ExportRequest, Metric } from "./schema";

/** The points of a request that a sample can hold, each with the attributes of its resource and its own. */
export function deliveryOf({ resourceMetrics = [] }: ExportRequest, allowed: Allowance): Delivery {
  const delivery: Delivery = { points: [], unreadable: [] };
  const isTold = toldNames();
  for (const { resource, scopeMetrics = [] } of resourceMetrics) {
    const common = labelsIn(resource?.attributes);
    const labelsOf = (attributes: readonly Attribute[] = []) => {
      const own = labelsIn(attributes);
      spend(allowed, common.length + own.length);
      return Object.fromEntries([...common, ...own]);
    };
    for (const { metrics = [] } of scopeMetrics)
      for (const metric of metrics) {
        if (!isTold(metric.name ?? "")) continue;
        for (const point of pointsOf(metric, labelsOf)) delivery.points.push(point);
        const { length } = metric.exponentialHistogram?.dataPoints ?? [];
        const reason = "It is an exponential histogram, and only such with explicit bounds are read.";
        if (length > 0) delivery.unreadable.push({ name: metric.name ?? "", points: length, reason });
      }
  }
  return delivery;
}

type LabelsOf = (attributes?: readonly Attribute[]) => Record<string, string>;

type DataPoint = {
  readonly attributes?: readonly Attribute[];
  readonly timeUnixNano?: number;
  readonly startTimeUnixNano?: number;
  readonly flags?: number;
};

function pointsOf(
  { name = "", unit, gauge, sum, histogram, summary }: Metric,
  labelsOf: LabelsOf,
): MetricPoint[] {
  const told = (point: DataPoint, temporality?: number) => ({
    name,
    unit,
    labels: labelsOf(point.attributes),
    at: instantOf(point.timeUnixNano),
    temporality: temporalities[temporality ?? 0],
    startAt: point.startTimeUnixNano ? instantOf(point.startTimeUnixNano) : undefined,
  });
  const numbers = (points: NonNullable<typeof gauge>["dataPoints"], temporality?: number) =>
    (points ?? []).filter(hasValue).map(
      (point): NumberPoint => ({
        ...told(point, temporality),
        kind: "number",
        value: point.asDouble ?? point.asInt ?? Number.NaN,
      }),
    );
  return [
    ...numbers(gauge?.dataPoints),
    ...numbers(sum?.dataPoints, sum?.aggregationTemporality),
    ...(histogram?.dataPoints ?? []).filter(hasValue).map(
      (point): HistogramPoint => ({
        ...told(point, histogram?.aggregationTemporality),
        kind: "histogram",
        bounds: point.explicitBounds ?? [],
        counts: point.bucketCounts ?? [],
        max: point.max,
        count: point.count ?? point.bucketCounts?.reduce((all, count) => all + count, 0),
        sum: point.sum,
      }),
    ),
    ...(summary?.dataPoints ?? []).filter(hasValue).map(
      (point): SummaryPoint => ({
        ...told(point),
        kind: "summary",
        quantiles: (point.quantileValues ?? []).map(({ quantile = 0, value = 0 }) => ({ quantile, value })),
        // They are always told: what is left out is nought.
        count: point.count ?? 0,
        sum: point.sum ?? 0,
      }),
    ),
  ];
}

const temporalities: Readonly<Record<number, "delta" | "cumulative">> = { 1: "delta", 2: "cumulative" };

// The first flag of a point says that there is no value: the series has ended.
const hasValue = ({ flags = 0 }: DataPoint): boolean => flags % 2 === 0;

const instantOf = (nanoseconds = 0): Date => new Date(Math.round(nanoseconds / 1e6));

function labelsIn(attributes: readonly Attribute[] = []): [name: string, value: string][] {
  return attributes.flatMap(({ key = "", value = {} }): [string, string][] => {
    const { stringValue, boolValue, intValue, doubleValue } = value;
    const held = stringValue ?? boolValue ?? intValue ?? doubleValue;
    return key === "" || held === undefined ? [] : [[key, String(held)]];
  });
}
