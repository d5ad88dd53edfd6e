import { cookies } from "next/headers";
import { z } from "zod";
import type { Context } from "../core/context";
import { publicUrl } from "../core/env";
import { isRefusal } from "../core/refusal";
import { seal, unseal } from "../core/sealed";
import { signInSettings } from "../core/sign-in-settings";
import { beginSessionAtProvider, proveSessionAtProvider } from "../people/identities/commands";
import { proveAtProvider } from "../people/identities/proof";
import { askProvider } from "../people/identities/provider";
import { askedForMs } from "../people/identities/rules";
import { keepSession } from "./auth";
import { thisDevice } from "./browser-session";
import { ownPath } from "./own-path";
import type { WebSession } from "./session";
import { shortCookie } from "./short-cookie";

/** Who comes by, with the session where there is one. */
type Visit = { context: Context; session: WebSession | null };

const PURPOSE = "provider sign-in";

const cookie = () => shortCookie("provider", askedForMs);

const redirectUri = () => `${publicUrl()}/sign-in/provider/callback`;

const remembered = z.object({
  asked: z.object({
    state: z.string(),
    nonce: z.string(),
    codeVerifier: z.string(),
    askedAt: z.number(),
    again: z.boolean(),
  }),
  next: z.string(),
});

/**
 * Where to send a browser that wants to sign in at the provider, or, with `again`, to confirm there who its user is.
 * What was asked is kept in a sealed cookie. Only in a route handler.
 */
export async function goToProvider(
  { context }: Visit,
  { next, again }: { next: string; again: boolean },
): Promise<string> {
  const { provider } = signInSettings();
  if (!provider) return signInPage("provider_failed", next);
  try {
    const { url, asked } = await askProvider(provider, {
      redirectUri: redirectUri(),
      now: context.now,
      again,
    });
    const sealed = Buffer.from(seal(JSON.stringify({ asked, next }), PURPOSE)).toString("base64url");
    (await cookies()).set(cookie().name, sealed, cookie().options);
    return url;
  } catch (error) {
    return refused(error, { next, again });
  }
}

/**
 * What follows from the provider's answer: a session begins, or the one there is counts as proved; says where to go.
 * `answer` is path and query of the request. Only in a route handler.
 */
export async function comeFromProvider({ context, session }: Visit, answer: string): Promise<string> {
  const kept = await cookies();
  const sealed = kept.get(cookie().name)?.value ?? "";
  kept.delete({ name: cookie().name, ...cookie().options });
  const { provider } = signInSettings();
  const text = unseal(new Uint8Array(Buffer.from(sealed, "base64url")), PURPOSE);
  if (!provider || text === null) return signInPage("provider_failed", "/");
  const { asked, next } = remembered.parse(JSON.parse(text));
  try {
    const given = { redirectUri: redirectUri(), now: context.now, asked, answer };
    const proof = await proveAtProvider(provider, given);
    if (asked.again && session) {
      await proveSessionAtProvider(context, { proof, sessionId: session.sessionId });
    } else {
      const { token } = await beginSessionAtProvider(context, { proof, ...(await thisDevice()) });
      await keepSession(token);
    }
    return next;
  } catch (error) {
    return refused(error, { next, again: asked.again && session !== null });
  }
}

/** Back to where somebody came from to confirm, or to the sign-in page, with a word that says why. */
function refused(error: unknown, { next, again }: { next: string; again: boolean }): string {
  if (!isRefusal(error)) throw error;
  const { notice } = (error.detail ?? {}) as { notice?: unknown };
  const word = typeof notice === "string" ? notice : "provider_failed";
  if (!again) return signInPage(word, next);
  const back = new URL(next, publicUrl());
  back.searchParams.set("error", word);
  return ownPath(back.pathname + back.search);
}

function signInPage(word: string, next: string): string {
  const query = new URLSearchParams({ error: word, ...(next === "/" ? {} : { callbackUrl: next }) });
  return `/sign-in?${query}`;
}
