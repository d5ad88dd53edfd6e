import { many, one, type Read } from "../wire/schema";

/**
 * What is read of an ExportMetricsServiceRequest
 * (https://github.com/open-telemetry/opentelemetry-proto, opentelemetry/proto/metrics/v1/metrics.proto). Descriptions,
 * exemplars, scopes and attributes that are lists say nothing of a pool.
 */

const attribute = {
  key: one(1, "string"),
  value: one(2, {
    stringValue: one(1, "string"),
    boolValue: one(2, "bool"),
    intValue: one(3, "int64"),
    doubleValue: one(4, "double"),
  }),
};

const numberPoint = {
  attributes: many(7, attribute),
  startTimeUnixNano: one(2, "fixed64"),
  timeUnixNano: one(3, "fixed64"),
  asDouble: one(4, "double"),
  asInt: one(6, "sfixed64"),
  flags: one(8, "uint64"),
};

const histogramPoint = {
  attributes: many(9, attribute),
  startTimeUnixNano: one(2, "fixed64"),
  timeUnixNano: one(3, "fixed64"),
  count: one(4, "fixed64"),
  sum: one(5, "double"),
  bucketCounts: many(6, "fixed64"),
  explicitBounds: many(7, "double"),
  flags: one(10, "uint64"),
  max: one(12, "double"),
};

const summaryPoint = {
  attributes: many(7, attribute),
  startTimeUnixNano: one(2, "fixed64"),
  timeUnixNano: one(3, "fixed64"),
  count: one(4, "fixed64"),
  sum: one(5, "double"),
  quantileValues: many(6, { quantile: one(1, "double"), value: one(2, "double") }),
  flags: one(8, "uint64"),
};

const metric = {
  name: one(1, "string"),
  unit: one(3, "string"),
  gauge: one(5, { dataPoints: many(1, numberPoint) }),
  sum: one(7, { dataPoints: many(1, numberPoint), aggregationTemporality: one(2, "enum") }),
  histogram: one(9, { dataPoints: many(1, histogramPoint), aggregationTemporality: one(2, "enum") }),
  exponentialHistogram: one(10, { dataPoints: many(1, { timeUnixNano: one(3, "fixed64") }) }),
  summary: one(11, { dataPoints: many(1, summaryPoint) }),
};

/** The request. */
export const exportRequest = {
  resourceMetrics: many(1, {
    resource: one(1, { attributes: many(1, attribute) }),
    scopeMetrics: many(2, { metrics: many(2, metric) }),
  }),
};

/** The request as it was read. */
export type ExportRequest = Read<typeof exportRequest>;

/** A metric with its points. */
export type Metric = Read<typeof metric>;

/** What is known of a point or of what made it. */
export type Attribute = Read<typeof attribute>;
