import { type Allowance, type Message, type Read, type Scalar, spend, Undecodable } from "./schema";

/**
 * Reads a message in the JSON encoding of OTLP (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): names
 * in lowerCamelCase, whole numbers of 64 bits as decimal texts or numbers, enumerations as numbers, unknown names passed
 * over. Throws `Undecodable`, and `TooMuch` before anything is made of it.
 */
export function readJson<M extends Message>(message: M, bytes: Buffer, allowed: Allowance): Read<M> {
  spend(allowed, partsIn(bytes));
  return readMessage(message, parsed(bytes), "The body") as Read<M>;
}

const [COMMA, BRACE, BRACKET] = [0x2c, 0x7b, 0x5b];

/** How many values there are at most: each begins an object or a list, or follows a comma. */
function partsIn(bytes: Buffer): number {
  let parts = 0;
  for (const byte of bytes) if (byte === COMMA || byte === BRACE || byte === BRACKET) parts += 1;
  return parts;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Undecodable("The body is not JSON in UTF-8.");
  }
}

function readMessage(message: Message, value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(name, "an object");
  const given = value as Record<string, unknown>;
  const read: Record<string, unknown> = {};
  for (const [field, { is, many }] of Object.entries(message)) {
    const held = Object.hasOwn(given, field) ? given[field] : null;
    if (held === null) continue;
    if (!many) read[field] = readValue(is, held, field);
    else if (Array.isArray(held)) read[field] = held.map((each) => readValue(is, each, field));
    else throw wrong(field, "a list");
  }
  return read;
}

function readValue(is: Scalar | Message, value: unknown, name: string): unknown {
  if (typeof is !== "string") return readMessage(is, value, name);
  if (is === "string" || is === "bool") {
    if (typeof value === (is === "bool" ? "boolean" : "string")) return value;
    throw wrong(name, is === "bool" ? "true or false" : "a text");
  }
  if (is === "double") {
    const number = typeof value === "string" && FLOAT.test(value) ? Number(value) : value;
    if (typeof number === "number") return number;
    throw wrong(name, "a number");
  }
  const number = typeof value === "string" && is !== "enum" && WHOLE.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number)) return number;
  throw wrong(name, "a whole number");
}

const WHOLE = /^-?\d{1,20}$/;
const FLOAT = /^(?:-?\d{1,400}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,4})?|NaN|-?Infinity)$/;

const wrong = (name: string, wanted: string) => new Undecodable(`${name} is not ${wanted}.`);
