import { createPublicKey, sign, verify } from "node:crypto";
import { canonicalJson, sha256Hex } from "../../core/canonical";
import { signingKey } from "../../core/secrets";
import type { SignOffRow } from "./schema";

/** What a certificate states: who signed which text as what, and when. `hash` is that of the canonical form. */
export type CertificateStatement = {
  incident: string;
  step: SignOffRow["step"];
  name: string;
  title: string;
  /** ISO 8601 in UTC with milliseconds. */
  at: string;
  hash: string;
};

/** The statement that a stored sign-off's certificate was made of. */
export function certificateStatement(
  incidentRef: string,
  { step, name, title, at, hash }: Pick<SignOffRow, "step" | "name" | "title" | "at" | "hash">,
): CertificateStatement {
  return { incident: incidentRef, step, name, title, at: at.toISOString(), hash };
}

/** Signs a statement's canonical JSON with the instance's Ed25519 key; 64 bytes. */
export function signCertificate(statement: CertificateStatement): Buffer<ArrayBuffer> {
  return Buffer.from(sign(null, Buffer.from(canonicalJson(statement), "utf8"), signingKey()));
}

/** Whether a certificate says this statement, for anyone who has the public key (PEM). False for a key that is none. */
export function verifyCertificate(
  statement: CertificateStatement,
  certificate: Uint8Array,
  publicKey: string,
): boolean {
  try {
    const text = Buffer.from(canonicalJson(statement), "utf8");
    return verify(null, text, createPublicKey(publicKey), certificate);
  } catch {
    return false;
  }
}

/** What there is to say of a certificate: whether it says this statement, and whether the statement is of this text. */
export type CertificateVerdict = { valid: boolean; certificate: boolean; text: boolean | null };

/** Judges a certificate (base64) and, where one is given, the text whose hash its statement names. */
export function judgeCertificate(
  {
    statement,
    certificate,
    text,
  }: { statement: CertificateStatement; certificate: string; text?: string | undefined },
  publicKey: string,
): CertificateVerdict {
  const certified = verifyCertificate(statement, Buffer.from(certificate, "base64"), publicKey);
  const same = text === undefined ? null : sha256Hex(text) === statement.hash;
  return { valid: certified && same !== false, certificate: certified, text: same };
}
