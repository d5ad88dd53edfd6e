import { readSignInSettings, signInSettings } from "../../../lib/core/sign-in-settings";
import { forgetSingleton } from "../../../lib/core/singleton";
import { type ProviderProof, proveAtProvider } from "../../../lib/people/identities/proof";
import { askProvider } from "../../../lib/people/identities/provider";

/** Where the product would be called back. */
export const redirectUri = "http://127.0.0.1:9/sign-in/provider/callback";

/** Makes `issuer` the one that people may sign in through, with more settings where given, by the part after the prefix. */
export function configureProvider(issuer: string, more: Record<string, string> = {}): void {
  for (const name of Object.keys(process.env))
    if (name.startsWith("HIGHWATER_OIDC_")) delete process.env[name];
  const set = { ISSUER: issuer, CLIENT_ID: "highwater", CLIENT_SECRET: "a secret of the suite", ...more };
  for (const [name, value] of Object.entries(set)) process.env[`HIGHWATER_OIDC_${name}`] = value;
  readSignInSettings();
  forgetSingleton("sign-in-settings");
  // Another issuer may have had this port a moment ago, with other keys.
  forgetSingleton("provider-clients");
}

/** The provider that is configured. */
export function provider() {
  const { provider: settings } = signInSettings();
  if (!settings) throw new Error("no provider is configured");
  return settings;
}

/** A browser's way to the provider and back, through as many redirects as it takes; ends at our address. */
export async function followRedirects(start: string, jar = new Map<string, string>()): Promise<string> {
  let at = start;
  for (let hop = 0; hop < 12; hop += 1) {
    if (at.startsWith(redirectUri)) return at;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(at, { redirect: "manual", headers: { cookie } });
    await answer.body?.cancel();
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    const location = answer.headers.get("location");
    if (!location) throw new Error(`${at} answers ${answer.status} and leads nowhere`);
    at = new URL(location, at).href;
  }
  throw new Error(`${start} leads round in circles`);
}

/** Signs in at the configured provider as a browser would, and has the answer judged. */
export async function visitProvider(
  now: Date,
  { again = false, jar }: { again?: boolean; jar?: Map<string, string> } = {},
): Promise<ProviderProof> {
  const { url, asked } = await askProvider(provider(), { redirectUri, now, again });
  const answer = await followRedirects(url, jar);
  return proveAtProvider(provider(), { redirectUri, now, asked, answer });
}
