import { canonicalJson, sha256Hex } from "../core/canonical";

/**
 * A short fingerprint of a section as it was shown, 16 hexadecimal digits. A form carries it back, and a different one
 * then means that somebody changed the section meanwhile. Takes what JSON can say; dates count as their ISO text.
 */
export function baseOf(value: unknown): string {
  return sha256Hex(canonicalJson(JSON.parse(JSON.stringify(value ?? null)))).slice(0, 16);
}
