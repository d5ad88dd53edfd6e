import { createHash } from "node:crypto";
import { log } from "../core/log";
import { currentRequest } from "../core/request";
import { clientAddress } from "./client-address";

/** What was refused: the action, why in a word, and the names of the fields that were wrong. */
export type Refused = { action: string; code: string; fields?: readonly string[] };

const ALWAYS = /^(?:unauthenticated|forbidden|insufficient.scope|rate.limited|too.large)$/;
const PROVING = /^(?:session\.|second-factor\.|sign-off\.|person\.change-password$)/;
const PROOF_FIELDS = ["password", "currentPassword", "code"];
const BY_LINK = ["person.set-up-admin", "person.accept-invitation", "person.reset-password"];

/**
 * Whether a refusal tells of an attack rather than of a slip: somebody who may not, a wrong password or code, a one-time
 * link that does not work, too much or too often.
 */
export function isTelling({ action, code, fields = [] }: Refused): boolean {
  if (ALWAYS.test(code)) return true;
  if (code === "conflict") return BY_LINK.includes(action);
  return code === "invalid" && PROVING.test(action) && fields.some((field) => PROOF_FIELDS.includes(field));
}

/**
 * Writes a line about a refusal that tells of an attack: what, why, from which address, by whom where that is known, and
 * on which account in a sign-in. Accounts are named by the beginning of the SHA-256 of their e-mail address, so that
 * lines about one can be counted and the log still lists nobody.
 */
export function logRefusal(refused: Refused, headers: Headers, email?: unknown): void {
  if (!isTelling(refused)) return;
  const personId = currentRequest()?.personId;
  const account = typeof email === "string" && email.trim() !== "" ? accountOf(email) : undefined;
  log().warn(
    {
      action: refused.action,
      code: refused.code,
      address: clientAddress(headers),
      ...(personId ? { personId } : {}),
      ...(account ? { account } : {}),
    },
    "refused",
  );
}

/** How the log names an account: sixteen hexadecimal digits. */
export const accountOf = (email: string): string =>
  createHash("sha256").update(email.trim().toLowerCase()).digest("hex").slice(0, 16);
