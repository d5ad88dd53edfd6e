import { z } from "zod";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { singleton } from "../../core/singleton";
import { isPassword } from "../passwords/hashing";
import { openChallenge } from "../second-factor/challenge";
import { tooEarly } from "./rules";
import { type Counter, isKnownAddress, settleAttempt, takeAttempt } from "./store";

/** That a person's password was given: who, and the hash that it was held against. */
export type PasswordProof = { readonly personId: string; readonly passwordHash: string };

// Kept by identity: what a browser sends can look like a proof but never be one.
const proofs = () => singleton("password-proofs", () => new WeakSet<object>());

/** Accepts a proof made by `provePassword` in this process, and nothing else. */
export const proofField = z.custom<PasswordProof>(
  (value) => typeof value === "object" && value !== null && proofs().has(value),
  "Give your password.",
);

/**
 * Holds a password against an account, outside any transaction so that no connection waits for the hashing. Null when
 * account and password do not match, which takes as long for an account that does not exist, was deactivated or has
 * no password yet. Refuses with 'rate_limited' when there were too many failures (`rules.ts`).
 */
export async function provePassword(
  { now }: Context,
  { email, password, address }: { email: string; password: string; address: string },
): Promise<PasswordProof | null> {
  const counters = await countersFor(email, address, now);
  const until = await takeAttempt(counters, now);
  if (until) throw new Refusal("rate_limited", tooEarly(now, until), {}, { until });
  const person = await database().person.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, deactivatedAt: true },
  });
  const passwordHash = person && !person.deactivatedAt ? person.passwordHash : null;
  const right = await isPassword(password, passwordHash);
  if (!right || !person || !passwordHash) return null;
  await settleAttempt(counters);
  return vouched({ personId: person.id, passwordHash });
}

/** The password that was given in the first step of a sign-in. Null when that is too long ago or holds no more. */
export async function proofOfChallenge(challenge: string, now: Date): Promise<PasswordProof | null> {
  const given = await openChallenge(challenge, now);
  return given && vouched(given);
}

/**
 * Does what takes somebody's code, and counts it as an attempt, before it is made, until it succeeds. Refuses with
 * 'rate_limited' when there were too many.
 */
export async function withCode<T>({ now }: Context, personId: string, work: () => Promise<T>): Promise<T> {
  const counters: Counter[] = [{ kind: "code", of: personId }];
  const until = await takeAttempt(counters, now);
  if (until) throw new Refusal("rate_limited", tooEarly(now, until), {}, { until });
  const done = await work();
  await settleAttempt(counters);
  return done;
}

function vouched(given: PasswordProof): PasswordProof {
  const proof = Object.freeze({ ...given });
  proofs().add(proof);
  return proof;
}

async function countersFor(email: string, address: string, now: Date): Promise<Counter[]> {
  const account: Counter = { kind: "account", of: email };
  // Everybody whose address is unknown would share the slow counters, and one stranger could lock them all out.
  if (!address) return [account];
  const here: Counter[] = [
    { kind: "account-at-address", of: `${email} ${address}` },
    { kind: "address", of: address },
  ];
  // Where the owner signed in lately, strangers' failures elsewhere do not count against them.
  return (await isKnownAddress(email, address, now)) ? here : [...here, account];
}
