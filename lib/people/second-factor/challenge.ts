import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { database } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { seal, unseal } from "../../core/sealed";
import type { PasswordProof } from "../sign-in/proof";
import { secondStepMs } from "./rules";

const PURPOSE = "second step";

const content = z.object({ personId: z.uuid(), password: z.string(), at: z.number() });

/** What stands between password and code: sealed, good for ten minutes and for nothing but the second step. */
export function makeChallenge({ personId, passwordHash }: PasswordProof, now: Date): string {
  const text = JSON.stringify({ personId, password: digest(passwordHash), at: now.getTime() });
  return Buffer.from(seal(text, PURPOSE)).toString("base64url");
}

/**
 * Whose password was given before, and the hash that it was held against. Null when the challenge is not ours or too
 * old, when the password was changed since, and of somebody deactivated since.
 */
export async function openChallenge(
  challenge: string,
  now: Date,
): Promise<{ personId: string; passwordHash: string } | null> {
  const text = unseal(new Uint8Array(Buffer.from(challenge, "base64url")), PURPOSE);
  const read = content.safeParse(text === null ? null : JSON.parse(text));
  if (!read.success) return null;
  const age = now.getTime() - read.data.at;
  if (age < 0 || age > secondStepMs) return null;
  const person = await database().person.findUnique({
    where: { id: read.data.personId },
    select: { id: true, passwordHash: true, deactivatedAt: true },
  });
  if (!person?.passwordHash || person.deactivatedAt) return null;
  const same = timingSafeEqual(Buffer.from(digest(person.passwordHash)), Buffer.from(read.data.password));
  return same ? { personId: person.id, passwordHash: person.passwordHash } : null;
}

/** The refusal of a password alone where a code is due as well; the challenge goes into the browser's cookie. */
export const codeIsDue = (challenge: string) =>
  new Refusal("unauthenticated", "This account asks for a code as well.", {}, { challenge });

/** The challenge of such a refusal; null of any other error. */
export function challengeOf(error: unknown): string | null {
  const detail = (error as { detail?: { challenge?: unknown } } | null)?.detail;
  return typeof detail?.challenge === "string" ? detail.challenge : null;
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");
