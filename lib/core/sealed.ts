import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { encryptionKey } from "./secrets";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts what must be readable again by this instance only, such as a second factor's secret: AES-256-GCM under a
 * key derived (HKDF-SHA-256) from the encryption key for this `purpose`. What was sealed for one purpose does not open
 * for another. Layout: nonce (12 bytes), tag (16 bytes), ciphertext.
 */
export function seal(text: string, purpose: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce);
  const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), hidden]));
}

/** Opens what `seal` made for the same purpose. Null when it was changed, or sealed under another key or purpose. */
export function unseal(sealed: Uint8Array, purpose: string): string | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const [nonce, tag] = [
    sealed.subarray(0, NONCE_BYTES),
    sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
  ];
  const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(tag);
  try {
    const hidden = sealed.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(hidden), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/**
 * A digest by which the same is known again, HMAC-SHA-256 under a key of this instance's for the `purpose`: whoever has
 * the database alone cannot try out what it was.
 */
export function keyedDigest(parts: readonly (string | Uint8Array)[], purpose: string): Buffer<ArrayBuffer> {
  const digest = createHmac("sha256", keyFor(purpose));
  for (const part of parts) digest.update(part);
  return Buffer.from(digest.digest());
}

/** What Next seals the values with that a page hands to its own actions; the same for all processes that share the encryption key. */
export const serverActionKey = (): string => keyFor("server actions").toString("base64");

const keyFor = (purpose: string) =>
  Buffer.from(hkdfSync("sha256", encryptionKey(), "", `highwater ${shortened(purpose)}`, 32));

/** HKDF takes at most 1,024 bytes of info, and a purpose may hold an address that somebody made up. */
const shortened = (purpose: string) =>
  purpose.length <= 200 ? purpose : createHash("sha256").update(purpose).digest("hex");
