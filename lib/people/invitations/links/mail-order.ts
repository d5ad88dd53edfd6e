import type { Context } from "../../../core/context";
import type { Transaction } from "../../../core/database";
import { mailSettings } from "../../../core/mail-settings";
import { seal, unseal } from "../../../core/sealed";
import { enqueue } from "../../../core/work";

const PURPOSE = "mail";

/**
 * Orders the mail that takes a one-time link to its person, where a mail server is set up; false where none is. The token
 * travels sealed in the work's payload, and is taken out of it when the work is over: it is stored nowhere else.
 */
export async function orderLinkMail(
  tx: Transaction,
  { actor, now }: Context,
  linkId: string,
  token: string,
): Promise<boolean> {
  if (!mailSettings()) return false;
  const sealed = Buffer.from(seal(token, PURPOSE)).toString("base64");
  const subject = { kind: "one-time-link", id: linkId };
  const payload = { action: "link.mail", subject, by: actor.id, at: now.toISOString(), sealed };
  await enqueue(tx, now, [{ kind: "link.mail", payload }]);
  return true;
}

/** The token that `orderLinkMail` sealed; null when this instance's key does not open it. */
export const openLinkMail = (sealed: string): string | null => unseal(Buffer.from(sealed, "base64"), PURPOSE);
