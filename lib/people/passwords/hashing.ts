import { hash, verify } from "@node-rs/argon2";
import { Refusal } from "../../core/refusal";
import { singleton } from "../../core/singleton";
import { makeToken } from "../tokens";
import { isCommonPassword } from "./common-passwords";
import { type PasswordOwner, whyRefused } from "./rules";

// Argon2id (2 in the library's list) with what OWASP's password storage guide asks for: 19 MiB, two passes, one lane.
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const MOST_AT_ONCE = 64;

/** Argon2id of a new password, encoded with its parameters. Refuses a weak one at the field `field`. */
export async function hashNewPassword(
  password: string,
  owner: PasswordOwner,
  field: string,
): Promise<string> {
  const reason = whyRefused(password, owner, isCommonPassword);
  if (reason) throw new Refusal("invalid", reason, { [field]: reason });
  return bounded(() => hash(password, parameters));
}

/**
 * Whether a password is the one that was hashed. Without a hash it works as long on a decoy and says no, so that the
 * time tells nobody whether an account exists. Refuses with 'unavailable' when too many are being checked at once.
 */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const decoy = await singleton("password-decoy", () => hash(makeToken(), parameters));
  const right = await bounded(() => verify(passwordHash ?? decoy, password));
  return right && passwordHash !== null;
}

// Hashing is slow on purpose: a flood of sign-ins must be turned away before it fills the threads that all share.
async function bounded<T>(work: () => Promise<T>): Promise<T> {
  const load = singleton("password-load", () => ({ running: 0 }));
  if (load.running >= MOST_AT_ONCE)
    throw new Refusal(
      "unavailable",
      "Too many people are signing in at this moment. Try again in a few seconds.",
    );
  load.running += 1;
  try {
    return await work();
  } finally {
    load.running -= 1;
  }
}
