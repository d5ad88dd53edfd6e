import { createHash } from "node:crypto";

/** A value that JSON can say. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * The canonical JSON of a value by RFC 8785: no white space, keys ordered by UTF-16 code units, numbers as ECMAScript
 * writes them. Equal values give equal text, on any machine. Throws a `TypeError` on what JSON cannot say without
 * losing something: a number that is not finite, `undefined`, a lone surrogate, an object that is not plain.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return numeral(value);
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(",")}]`;
  if (isPlain(value)) {
    const members = Object.keys(value)
      // The default order compares UTF-16 code units, which is what the RFC asks for.
      .sort()
      .map((key) => `${quoted(key)}:${canonicalJson(value[key])}`);
    return `{${members.join(",")}}`;
  }
  throw new TypeError(`canonical JSON has no form for ${value === undefined ? "undefined" : kindOf(value)}`);
}

/** The SHA-256 of bytes, or of a text's UTF-8; 32 bytes. */
export function sha256(content: string | Uint8Array): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(content).digest());
}

/** The same, as 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  return sha256(text).toString("hex");
}

function numeral(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`canonical JSON has no form for ${value}`);
  return JSON.stringify(value);
}

function quoted(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError("canonical JSON has no form for a lone surrogate");
  return JSON.stringify(text);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function kindOf(value: unknown): string {
  return typeof value === "object" ? "an object that is not plain" : `a ${typeof value}`;
}
