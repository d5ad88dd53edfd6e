import type { Delivery } from "../schema";
import { readProtobuf } from "../wire/protobuf";
import { allowance } from "../wire/schema";
import { unpackSnappy } from "../wire/snappy";
import { deliveryOf } from "./rules";
import { writeRequest } from "./schema";

/** What a request delivers, unpacked to at most `most` bytes. Throws `Undecodable` and `TooMuch`. */
export function decodeRemoteWrite(packed: Buffer, most: number): Delivery {
  const allowed = allowance();
  return deliveryOf(readProtobuf(writeRequest, unpackSnappy(packed, most), allowed), allowed);
}
