import type { SignOffStep } from "../../../prisma/generated/enums";
import { type Context, nobodyContext } from "../../core/context";
import { beginSession, revokeSession } from "../../people/sign-in/commands";
import { touchSession } from "../../people/sign-in/store";
import { tokenHash } from "../../people/tokens";
import { documentHash } from "../../reviews/canonical-form";
import { getDocument } from "../../reviews/queries";
import { giveSignOff, returnSignOff } from "../../reviews/sign-offs/commands";

type Signer = { email: string; password: string; comment: string | undefined };

const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** Signs in, reads the document, signs the step that was read, and signs out. */
export async function sign(
  context: Context,
  ref: string,
  step: SignOffStep,
  { email, password, comment }: Signer,
): Promise<void> {
  const atTheDoor = nobodyContext(context.now, "web", "sample");
  const { token } = await beginSession(atTheDoor, { email, password, userAgent: browser });
  const session = await touchSession(tokenHash(token), context.now);
  if (!session) throw new Error(`${email} has no session to sign in`);
  const { sessionId } = session;
  const hash = documentHash(await getDocument(context, ref));
  await giveSignOff(context, { ref, step, hash, comment, sessionId });
  await revokeSession(context, { sessionId });
}

/** Reads the document and sends it back. */
export async function sendBack(context: Context, ref: string, reason: string): Promise<void> {
  await returnSignOff(context, { ref, hash: documentHash(await getDocument(context, ref)), reason });
}
