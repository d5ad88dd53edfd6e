import { randomInt, timingSafeEqual } from "node:crypto";
import { tokenHash } from "../tokens";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const FORM = /^hw_([A-Za-z0-9]{8})_[A-Za-z0-9]{43}$/;

const random = (length: number): string =>
  Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

/**
 * A new token, `hw_<handle>_<secret>`: 256 random bits in 43 letters and digits, so that a double click selects all of
 * it. The beginning lets scanners for secrets recognise one that got out; the handle may be shown.
 */
export function makeApiKeyToken(): { token: string; handle: string } {
  const handle = random(8);
  return { token: `hw_${handle}_${random(43)}`, handle };
}

/** The handle inside a token, or null for what has not the form of one. */
export const handleIn = (token: string): string | null => FORM.exec(token)?.[1] ?? null;

/** Whether a token is the one that this hash was made of; takes the same time whichever part differs. */
export const isTokenOf = (token: string, hash: Uint8Array): boolean =>
  timingSafeEqual(tokenHash(token), hash);
