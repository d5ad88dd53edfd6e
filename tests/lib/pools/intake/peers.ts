import { parse } from "protobufjs";
import { compress } from "snappyjs";

/**
 * What senders have: the messages as their own definitions say them, with fields that we pass over, encoded by a library
 * that is not ours (protobufjs, snappyjs).
 */
const { root } = parse(`
  syntax = "proto3";
  message ExportMetricsServiceRequest { repeated ResourceMetrics resource_metrics = 1; }
  message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; string schema_url = 3; }
  message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
  message ScopeMetrics { InstrumentationScope scope = 1; repeated Metric metrics = 2; string schema_url = 3; }
  message InstrumentationScope { string name = 1; string version = 2; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; ArrayValue array_value = 5; bytes bytes_value = 7; } }
  message ArrayValue { repeated AnyValue values = 1; }
  message Metric { string name = 1; string description = 2; string unit = 3; oneof data { Gauge gauge = 5; Sum sum = 7; Histogram histogram = 9; ExponentialHistogram exponential_histogram = 10; Summary summary = 11; } }
  message Gauge { repeated NumberDataPoint data_points = 1; }
  message Sum { repeated NumberDataPoint data_points = 1; int32 aggregation_temporality = 2; bool is_monotonic = 3; }
  message Histogram { repeated HistogramDataPoint data_points = 1; int32 aggregation_temporality = 2; }
  message ExponentialHistogram { repeated ExponentialHistogramDataPoint data_points = 1; int32 aggregation_temporality = 2; }
  message Summary { repeated SummaryDataPoint data_points = 1; }
  message NumberDataPoint { repeated KeyValue attributes = 7; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; oneof value { double as_double = 4; sfixed64 as_int = 6; } repeated Exemplar exemplars = 5; uint32 flags = 8; }
  message HistogramDataPoint { repeated KeyValue attributes = 9; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4; optional double sum = 5; repeated fixed64 bucket_counts = 6; repeated double explicit_bounds = 7; repeated Exemplar exemplars = 8; uint32 flags = 10; optional double min = 11; optional double max = 12; }
  message ExponentialHistogramDataPoint { repeated KeyValue attributes = 1; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4; sint32 scale = 6; fixed64 zero_count = 7; }
  message SummaryDataPoint { repeated KeyValue attributes = 7; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4; double sum = 5; repeated ValueAtQuantile quantile_values = 6; uint32 flags = 8; }
  message ValueAtQuantile { double quantile = 1; double value = 2; }
  message Exemplar { fixed64 time_unix_nano = 2; double as_double = 3; bytes span_id = 4; }
  message ExportMetricsServiceResponse { PartialSuccess partial_success = 1; }
  message PartialSuccess { int64 rejected_data_points = 1; string error_message = 2; }
  message Status { int32 code = 1; string message = 2; }
  message WriteRequest { repeated TimeSeries timeseries = 1; repeated MetricMetadata metadata = 3; }
  message TimeSeries { repeated Label labels = 1; repeated Sample samples = 2; repeated Exemplar exemplars = 3; }
  message Label { string name = 1; string value = 2; }
  message Sample { double value = 1; int64 timestamp = 2; }
  message MetricMetadata { int32 type = 1; string metric_family_name = 2; string help = 4; string unit = 5; }
`);

/** A message, given in its JSON form, in bytes. */
export function encoded(name: string, message: object): Buffer {
  const type = root.lookupType(name);
  return Buffer.from(type.encode(type.fromObject(message)).finish());
}

/** Bytes as the JSON form of a message, whole numbers of 64 bits as numbers. */
export function decoded(name: string, bytes: Buffer): Record<string, unknown> {
  const type = root.lookupType(name);
  return type.toObject(type.decode(bytes), { longs: Number });
}

/** An OTLP request in either encoding. */
export const otlpBytes = (request: object, format: "protobuf" | "json"): Buffer =>
  format === "json" ? Buffer.from(JSON.stringify(request)) : encoded("ExportMetricsServiceRequest", request);

/** Bytes as Snappy packs them. */
export const packed = (bytes: Uint8Array): Buffer => Buffer.from(compress(Uint8Array.from(bytes)));

/** Series by their labels, the name among them, with samples `[value, at]`. */
export type Series = { labels: Record<string, string>; samples: [value: number, at: Date][] };

/** A remote write request, packed. */
export const writeBytes = (series: readonly Series[]): Buffer =>
  packed(
    encoded("WriteRequest", {
      timeseries: series.map(({ labels, samples }) => ({
        labels: Object.entries(labels).map(([name, value]) => ({ name, value })),
        samples: samples.map(([value, at]) => ({ value, timestamp: at.getTime() })),
      })),
      metadata: [{ type: 2, metricFamilyName: "hikaricp_connections_active", help: "Active connections" }],
    }),
  );

/** Attributes as OTLP has them. */
export const attributes = (labels: Record<string, string>) =>
  Object.entries(labels).map(([key, stringValue]) => ({ key, value: { stringValue } }));

/** A time as OTLP has it. */
export const nanos = (at: Date): string => `${at.getTime()}000000`;

/** One number of a metric, and what it is of. */
export type Told = { name: string; labels?: Record<string, string>; value: number; at: Date };

/** An OTLP request with gauges of one resource. */
export const gauges = (resource: Record<string, string>, told: readonly Told[]) => ({
  resourceMetrics: [
    {
      resource: { attributes: attributes(resource) },
      scopeMetrics: [
        {
          scope: { name: "pool" },
          metrics: told.map(({ name, labels = {}, value, at }) => ({
            name,
            gauge: {
              dataPoints: [{ attributes: attributes(labels), timeUnixNano: nanos(at), asDouble: value }],
            },
          })),
        },
      ],
    },
  ],
});

/** What HikariCP tells of a pool at an instant. */
export const hikari = (
  pool: string,
  at: Date,
  {
    active,
    idle = 0,
    pending = 0,
    max = 50,
  }: { active: number; idle?: number; pending?: number; max?: number },
): Told[] =>
  Object.entries({ active, idle, pending, max }).map(([what, value]) => ({
    name: `hikaricp.connections.${what}`,
    labels: { pool },
    value,
    at,
  }));
