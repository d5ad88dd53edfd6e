import { createHash, randomBytes } from "node:crypto";

/** A new secret for a cookie or a one-time link: 256 random bits, safe in an address. */
export const makeToken = (): string => randomBytes(32).toString("base64url");

/** What is stored in a token's place: its SHA-256. A token is random, so nothing slower is needed. */
export function tokenHash(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}
