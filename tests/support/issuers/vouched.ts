import { database } from "../../../lib/core/database";
import type { ProviderProof } from "../../../lib/people/identities/proof";
import type { CastContext } from "../cast";
import { startLyingIssuer } from "./lying";
import { configureProvider, visitProvider } from "./visit";

/**
 * A provider's word, given twice, that somebody of the cast is who they are here: when they signed in, and when it was
 * told to ask again. The provider is gone afterwards.
 */
export async function vouchedFor({
  actor,
}: CastContext): Promise<{ first: ProviderProof; again: ProviderProof }> {
  const issuer = await startLyingIssuer();
  try {
    const { email } = await database().person.findUniqueOrThrow({ where: { id: actor.id } });
    const now = new Date();
    configureProvider(issuer.url, { DEFAULT_ROLE: "viewer" });
    issuer.says({
      claims: { sub: actor.id, email, email_verified: true, auth_time: Math.floor(now.getTime() / 1_000) },
    });
    return { first: await visitProvider(now), again: await visitProvider(now, { again: true }) };
  } finally {
    await issuer.close();
  }
}
