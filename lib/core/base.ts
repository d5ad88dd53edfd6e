import { canonicalJson, sha256Hex } from "./canonical";

/**
 * A short fingerprint of what a form was shown, 16 hexadecimal digits. The form carries it back, and a different one
 * then means that somebody changed it meanwhile. Takes what JSON can say; dates count as their ISO text.
 */
export function baseOf(value: unknown): string {
  return sha256Hex(canonicalJson(JSON.parse(JSON.stringify(value ?? null)))).slice(0, 16);
}
