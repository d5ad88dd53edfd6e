import { z } from "zod";
import type { ProviderSettings } from "../../core/sign-in-settings";
import { singleton } from "../../core/singleton";
import { type Asked, providerClient } from "./provider";
import { failedAtProvider, refusedAtProvider } from "./refusals";
import { askedForMs, isAnswerTo } from "./rules";
import { type Claims, claimsSchema } from "./schema";

/** That somebody signed in at the provider just now: what it says of them, and whether it was told to ask them again. */
export type ProviderProof = {
  readonly issuer: string;
  readonly claims: Claims;
  readonly again: boolean;
};

// Kept by identity: what a browser sends can look like a proof but never be one.
const proofs = () => singleton("provider-proofs", () => new WeakSet<object>());

/** Accepts a proof made by `proveAtProvider` in this process, and nothing else. */
export const providerProofField = z.custom<ProviderProof>(
  (value) => typeof value === "object" && value !== null && proofs().has(value),
  "Sign in at the provider.",
);

/**
 * Judges the provider's answer to what was asked: state, code, PKCE, and the id token's signature, issuer, audience,
 * nonce and times. Refuses with a word for the sign-in page; what exactly was wrong is for the log only.
 */
export async function proveAtProvider(
  settings: ProviderSettings,
  { redirectUri, now, asked, answer }: { redirectUri: string; now: Date; asked: Asked; answer: string },
): Promise<ProviderProof> {
  if (now.getTime() - asked.askedAt > askedForMs)
    throw refusedAtProvider("provider_failed", "the answer took too long");
  const claims = claimsSchema.safeParse(await claimsIn(settings, redirectUri, now, asked, answer));
  if (!claims.success) throw refusedAtProvider("provider_failed", "the claims cannot be read");
  if (asked.again && !isAnswerTo(new Date(asked.askedAt), claims.data.auth_time, now))
    throw refusedAtProvider("provider_not_again", "auth_time is missing or older than the question");
  const proof: ProviderProof = Object.freeze({
    issuer: settings.issuer,
    claims: claims.data,
    again: asked.again,
  });
  proofs().add(proof);
  return proof;
}

async function claimsIn(
  settings: ProviderSettings,
  redirectUri: string,
  now: Date,
  { state, nonce, codeVerifier }: Asked,
  answer: string,
): Promise<Record<string, unknown>> {
  const client = await providerClient(settings, redirectUri, now);
  try {
    const tokens = await client.callback(redirectUri, client.callbackParams(answer), {
      state,
      nonce,
      code_verifier: codeVerifier,
      response_type: "code",
    });
    const more = client.issuer.metadata.userinfo_endpoint ? await client.userinfo(tokens) : {};
    return { ...more, ...tokens.claims() };
  } catch (error) {
    throw failedAtProvider(error);
  }
}
