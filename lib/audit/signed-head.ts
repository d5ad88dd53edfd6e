import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { canonicalJson } from "../core/canonical";
import { GENESIS } from "./rules";
import type { SignedHead, TrailHead } from "./schema";

/** Asks for the last link of the chain; no row where nothing is sealed yet. */
export const HEAD_SQL = `select sequence::text as sequence, encode(hash, 'hex') as hash from audit_seal
  order by audit_seal.sequence desc limit 1`;

/** What `HEAD_SQL` found, or the place before the first link. */
export const headAfter = (last: Pick<TrailHead, "sequence" | "hash"> | undefined) =>
  last ?? { sequence: "0", hash: GENESIS.toString("hex") };

/** Signs where the chain ends with the instance's Ed25519 key. Kept elsewhere, it later proves that nothing was cut off. */
export function signHead(head: TrailHead, key: KeyObject): SignedHead {
  return {
    ...head,
    signature: sign(null, statement(head), key).toString("base64"),
    publicKey: pemOf(createPublicKey(key)),
  };
}

/** Whether a signed head says what it says under this public key (PEM), and not under another that it brought along. */
export function verifyHead(head: SignedHead, publicKey: string): boolean {
  try {
    const key = createPublicKey(publicKey);
    if (pemOf(createPublicKey(head.publicKey)) !== pemOf(key)) return false;
    return verify(null, statement(head), key, Buffer.from(head.signature, "base64"));
  } catch {
    return false;
  }
}

// The first member keeps it apart from everything else that is signed with this key.
const statement = ({ sequence, hash, at }: TrailHead) =>
  Buffer.from(canonicalJson({ what: "head of the audit trail", sequence, hash, at }), "utf8");

const pemOf = (key: KeyObject) => key.export({ type: "spki", format: "pem" }).toString();
