import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { signInSettings } from "../../core/sign-in-settings";
import { signedIn } from "../queries";

/** By which ways the actor can sign in. */
export type OwnSignIn = { hasPassword: boolean; provider: { name: string; since: Date } | null };

/** By which ways the actor can sign in: a password where those are on, and the provider that vouches for them. */
export async function getOwnSignIn(context: Context): Promise<OwnSignIn> {
  const { passwords, provider } = signInSettings();
  const person = await database().person.findUniqueOrThrow({
    where: { id: signedIn(context) },
    select: { passwordHash: true, identities: { where: { issuer: provider?.issuer ?? "" } } },
  });
  const [identity] = person.identities;
  return {
    hasPassword: passwords && person.passwordHash !== null,
    provider: provider && identity ? { name: provider.name, since: identity.createdAt } : null,
  };
}
