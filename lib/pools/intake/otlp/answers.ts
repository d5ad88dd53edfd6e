import type { OtlpFormat } from "./decode";

/** An ExportMetricsServiceResponse: empty when all was taken, else how many points were not, and why. */
export function answerOf(format: OtlpFormat, rejected: number, message: string): Buffer {
  if (rejected === 0) return Buffer.from(format === "json" ? "{}" : "");
  if (format === "protobuf") return partOf(1, Buffer.concat([numberOf(1, rejected), partOf(2, message)]));
  const partialSuccess = { rejectedDataPoints: String(rejected), errorMessage: message };
  return Buffer.from(JSON.stringify({ partialSuccess }));
}

/** A google.rpc.Status: what OTLP answers in place of what was asked for (https://opentelemetry.io/docs/specs/otlp/#failures). */
export function statusOf(format: OtlpFormat, code: number, message: string): Buffer {
  if (format === "json") return Buffer.from(JSON.stringify({ code, message }));
  return Buffer.concat([numberOf(1, code), partOf(2, message)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return Buffer.from([...bytes, left]);
}

const numberOf = (field: number, value: number) => Buffer.concat([varint(field * 8), varint(value)]);

function partOf(field: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
}
