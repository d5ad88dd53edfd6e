import { type Client, generators, Issuer } from "openid-client";
import { isSafeAddress, type ProviderSettings } from "../../core/sign-in-settings";
import { singleton } from "../../core/singleton";
import { refusedAtProvider } from "./refusals";

const KEEP_MS = 15 * 60_000;

/** What was asked of the provider; the browser keeps it, sealed, until the answer comes. */
export type Asked = {
  state: string;
  nonce: string;
  codeVerifier: string;
  /** In milliseconds since 1970. */
  askedAt: number;
  /** Whether the provider was told to ask who they are again. */
  again: boolean;
};

/**
 * Where to send a browser so that its user signs in at the provider, and what must be remembered meanwhile. Refuses
 * when the provider does not answer.
 */
export async function askProvider(
  settings: ProviderSettings,
  { redirectUri, now, again }: { redirectUri: string; now: Date; again: boolean },
): Promise<{ url: string; asked: Asked }> {
  const client = await providerClient(settings, redirectUri, now);
  const asked = {
    state: generators.state(),
    nonce: generators.nonce(),
    codeVerifier: generators.codeVerifier(),
    askedAt: now.getTime(),
    again,
  };
  const url = client.authorizationUrl({
    scope: settings.scopes,
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: generators.codeChallenge(asked.codeVerifier),
    code_challenge_method: "S256",
    ...(again ? { prompt: "login", max_age: 0 } : {}),
  });
  return { url, asked };
}

/** The provider as its client. What it says of itself is read again after a quarter of an hour. Refuses when it cannot be read. */
export async function providerClient(
  settings: ProviderSettings,
  redirectUri: string,
  now: Date,
): Promise<Client> {
  const key = [settings.issuer, settings.clientId, redirectUri].join(" ");
  const kept = singleton("provider-clients", () => new Map<string, { at: number; client: Client }>());
  const known = kept.get(key);
  if (known && Math.abs(now.getTime() - known.at) < KEEP_MS) return known.client;
  const client = makeClient(settings, redirectUri, await discover(settings.issuer));
  kept.set(key, { at: now.getTime(), client });
  return client;
}

async function discover(issuer: string): Promise<Issuer> {
  try {
    return await readProvider(issuer);
  } catch (error) {
    throw refusedAtProvider("provider_unreachable", error instanceof Error ? error.message : String(error));
  }
}

async function readProvider(issuer: string): Promise<Issuer> {
  const found = await Issuer.discover(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const { metadata } = found;
  if (metadata.issuer !== issuer)
    throw new Error(`the provider calls itself "${metadata.issuer}", not "${issuer}"`);
  const endpoints = ["authorization_endpoint", "token_endpoint", "jwks_uri"] as const;
  for (const name of endpoints)
    if (!isSafeAddress(metadata[name] ?? ""))
      throw new Error(`the provider's ${name} is missing or not https`);
  if (metadata.userinfo_endpoint && !isSafeAddress(metadata.userinfo_endpoint))
    throw new Error("the provider's userinfo_endpoint is not https");
  return found;
}

function makeClient(settings: ProviderSettings, redirectUri: string, issuer: Issuer): Client {
  const supported = issuer.metadata.id_token_signing_alg_values_supported;
  const algorithms = Array.isArray(supported) ? supported.map(String) : ["RS256"];
  // Never 'none', never a secret shared with the provider: the token must be signed with a key of its own.
  const algorithm = ["RS256", "PS256", "ES256", "EdDSA"].find((one) => algorithms.includes(one)) ?? "RS256";
  return new issuer.Client({
    client_id: settings.clientId,
    client_secret: settings.clientSecret,
    redirect_uris: [redirectUri],
    response_types: ["code"],
    id_token_signed_response_alg: algorithm,
  });
}
