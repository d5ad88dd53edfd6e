import { cookies, headers } from "next/headers";
import type { Context } from "../core/context";
import { challengeOf } from "../people/second-factor/challenge";
import { secondStepMs } from "../people/second-factor/rules";
import { beginSession, beginSessionAfterLink, finishSignIn } from "../people/sign-in/commands";
import { keepSession } from "./auth";
import { clientAddress } from "./client-address";
import { shortCookie } from "./short-cookie";

const secondStep = () => shortCookie("second-step", secondStepMs);

/** Where a sign-in goes on when a code is due. */
const CODE_PAGE = "/sign-in/code";

/** Which browser this is, as far as it says and its address tells. */
export async function thisDevice(): Promise<{ userAgent: string; address: string }> {
  const sent = await headers();
  return { userAgent: sent.get("user-agent") ?? "", address: clientAddress(sent) };
}

/**
 * Begins a session for the browser that sent this request, gives it the cookie, and says where to go: `next`, or first
 * to the page that asks for the code of a second factor. Refuses as `beginSession` does. Only in a server action or a
 * route handler.
 */
export async function beginBrowserSession(
  context: Context,
  credentials: { email: unknown; password: unknown },
  { next, afterLink = false }: { next: string; afterLink?: boolean },
): Promise<string> {
  const begin = afterLink ? beginSessionAfterLink : beginSession;
  try {
    const { token } = await begin(context, { ...credentials, ...(await thisDevice()) });
    await keepSession(token);
    return next;
  } catch (error) {
    const challenge = challengeOf(error);
    if (!challenge) throw error;
    (await cookies()).set(secondStep().name, challenge, secondStep().options);
    return next === "/" ? CODE_PAGE : `${CODE_PAGE}?callbackUrl=${encodeURIComponent(next)}`;
  }
}

/** Whether this browser has given a password and owes the code. Says nothing about whether that still holds. */
export async function isCodeDue(): Promise<boolean> {
  return (await cookies()).has(secondStep().name);
}

/** The second step: begins the session with the code. Refuses as `finishSignIn` does. Only in a server action. */
export async function finishBrowserSession(context: Context, code: unknown): Promise<void> {
  const kept = await cookies();
  const challenge = kept.get(secondStep().name)?.value;
  const { token } = await finishSignIn(context, { challenge, code, ...(await thisDevice()) });
  kept.delete({ name: secondStep().name, ...secondStep().options });
  await keepSession(token);
}
