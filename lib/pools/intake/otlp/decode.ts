import type { Delivery } from "../schema";
import { readJson } from "../wire/json";
import { readProtobuf } from "../wire/protobuf";
import { allowance } from "../wire/schema";
import { deliveryOf } from "./rules";
import { exportRequest } from "./schema";

/** The two encodings of OTLP over HTTP. */
export type OtlpFormat = "protobuf" | "json";

/** What a request delivers. Throws `Undecodable` and `TooMuch`. */
export function decodeOtlp(bytes: Buffer, format: OtlpFormat): Delivery {
  const allowed = allowance();
  const read = format === "json" ? readJson : readProtobuf;
  return deliveryOf(read(exportRequest, bytes, allowed), allowed);
}
