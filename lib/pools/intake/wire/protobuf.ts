import {
  type Allowance,
  type Field,
  type Message,
  type Read,
  type Scalar,
  spend,
  Undecodable,
} from "./schema";
import { textIn } from "./texts";

/**
 * Reads a message in the binary encoding of Protocol Buffers (https://protobuf.dev/programming-guides/encoding/). Nothing
 * is read beyond the end of the message that it lies in, and no more than the allowance. Throws `Undecodable`, `TooMuch`.
 */
export function readProtobuf<M extends Message>(message: M, bytes: Buffer, allowed: Allowance): Read<M> {
  return readMessage({ bytes, at: 0, allowed }, message, bytes.length) as Read<M>;
}

/** Bytes on the wire, and how far they have been read. */
export type Wire = { readonly bytes: Buffer; at: number; readonly allowed: Allowance };

const VARINT = 0;
const EIGHT_BYTES = 1;
const COUNTED = 2;
const FOUR_BYTES = 5;

const wireTypes: Readonly<Record<Scalar, number>> = {
  ...{ string: COUNTED, bool: VARINT, enum: VARINT, int64: VARINT, uint64: VARINT },
  ...{ double: EIGHT_BYTES, fixed64: EIGHT_BYTES, sfixed64: EIGHT_BYTES },
};

const byNumber = new WeakMap<Message, ReadonlyMap<number, readonly [name: string, field: Field]>>();

function fieldsOf(message: Message) {
  const known = byNumber.get(message);
  if (known) return known;
  const fields = new Map(Object.entries(message).map((entry) => [entry[1].id, entry] as const));
  byNumber.set(message, fields);
  return fields;
}

function readMessage(wire: Wire, message: Message, end: number): Record<string, unknown> {
  const fields = fieldsOf(message);
  const read: Record<string, unknown> = {};
  while (wire.at < end) {
    const tag = small(wire, end);
    const type = tag % 8;
    const found = fields.get((tag - type) / 8);
    if (!found) skip(wire, tag, end);
    else readField(wire, read, found, type, end);
  }
  return read;
}

function readField(
  wire: Wire,
  read: Record<string, unknown>,
  [name, { is, many }]: readonly [string, Field],
  type: number,
  end: number,
): void {
  const expected = typeof is === "string" ? wireTypes[is] : COUNTED;
  const packed = many && type === COUNTED && expected !== COUNTED;
  if (type !== expected && !packed) throw new Undecodable(`The field ${name} is not what it should be.`);
  if (!many) {
    read[name] = readValue(wire, is, end);
    return;
  }
  const list = (read[name] ?? []) as unknown[];
  read[name] = list;
  const until = packed ? counted(wire, end) : wire.at + 1;
  while (wire.at < until) list.push(readValue(wire, is, packed ? until : end));
}

function readValue(wire: Wire, is: Scalar | Message, end: number): unknown {
  spend(wire.allowed, 1);
  if (typeof is !== "string") return readMessage(wire, is, counted(wire, end));
  switch (is) {
    case "string": {
      const until = counted(wire, end);
      const text = textIn(wire.bytes, wire.at, until);
      wire.at = until;
      return text;
    }
    case "double":
      return wire.bytes.readDoubleLE(advance(wire, 8, end));
    case "fixed64": {
      const at = advance(wire, 8, end);
      return wire.bytes.readUInt32LE(at + 4) * 2 ** 32 + wire.bytes.readUInt32LE(at);
    }
    case "sfixed64": {
      const at = advance(wire, 8, end);
      return wire.bytes.readInt32LE(at + 4) * 2 ** 32 + wire.bytes.readUInt32LE(at);
    }
    case "bool":
      return unsigned(varint(wire, end)) !== 0;
    case "uint64":
      return unsigned(varint(wire, end));
    default:
      return signed(wire, end);
  }
}

/** A varint with a sign. Throws `Undecodable`, as all of these do. */
export function signed(wire: Wire, end: number): number {
  const { low, high } = varint(wire, end);
  return high * 2 ** 32 + (low >>> 0);
}

/** A varint without a sign; most have one byte. */
export function small(wire: Wire, end: number): number {
  const byte = wire.bytes[wire.at] ?? 0;
  if (byte > 127 || wire.at >= end) return unsigned(varint(wire, end));
  wire.at += 1;
  return byte;
}

/** The 64 bits of a varint, as two signed halves. */
function varint(wire: Wire, end: number): { low: number; high: number } {
  let [low, high] = [0, 0];
  for (let shift = 0; shift < 70; shift += 7) {
    const byte = wire.bytes[advance(wire, 1, end)] ?? 0;
    const bits = byte & 127;
    if (shift < 32) low |= bits << shift;
    if (shift === 28) high |= bits >>> 4;
    if (shift > 28) high |= bits << (shift - 32);
    if (byte < 128) return { low, high };
  }
  throw new Undecodable("A number in it never ends.");
}

const unsigned = ({ low, high }: { low: number; high: number }) => (high >>> 0) * 2 ** 32 + (low >>> 0);

/** Where the part ends whose length comes next. */
export function counted(wire: Wire, end: number): number {
  const length = small(wire, end);
  if (length > end - wire.at) throw cutShort();
  return wire.at + length;
}

/** Goes so many bytes on, and gives where they begin. */
export function advance(wire: Wire, bytes: number, end: number): number {
  const { at } = wire;
  if (bytes > end - at) throw cutShort();
  wire.at = at + bytes;
  return at;
}

/** Goes past a field that nobody asked for, of which the tag was read. */
export function skip(wire: Wire, tag: number, end: number): void {
  const type = tag % 8;
  if (tag < 8 || tag >= 2 ** 32) throw new Undecodable("A field in it has a number that none can have.");
  if (type === VARINT) varint(wire, end);
  else if (type === EIGHT_BYTES) advance(wire, 8, end);
  else if (type === COUNTED) wire.at = counted(wire, end);
  else if (type === FOUR_BYTES) advance(wire, 4, end);
  else throw new Undecodable("A field in it is of a kind that is not read.");
}

const cutShort = () => new Undecodable("It ends before it is complete.");
