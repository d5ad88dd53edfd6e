import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** What this provider tells of an account, beside its name, which is the subject. */
export type Account = Record<string, unknown>;

/** A real OpenID provider. Whoever comes is signed in as `asWhom` says, without a form. */
export type RealIssuer = {
  url: string;
  accounts: Map<string, Account>;
  asWhom(subject: string): void;
  close(): Promise<void>;
};

/** Starts oidc-provider on loopback over plain HTTP, with one client that may come back to `redirectUri`. */
export async function startRealIssuer(redirectUri: string): Promise<RealIssuer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const accounts = new Map<string, Account>();
  let subject = "";
  const provider: Provider = new Provider(url, {
    clients: [
      {
        client_id: "highwater",
        client_secret: "a secret of the suite",
        redirect_uris: [redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "zoneinfo", "groups"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      Grant: 300,
      IdToken: 300,
      Interaction: 300,
      Session: 3_600,
    },
    cookies: { keys: ["a key of the suite"] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...accounts.get(sub) }),
    }),
    // Highwater is the company's own: nobody is asked whether it may know them.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({
        clientId: oidc.client?.clientId ?? "",
        accountId: oidc.session?.accountId ?? "",
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/interaction/"))
      void provider.interactionFinished(request, response, { login: { accountId: subject } });
    else void handle(request, response);
  });
  return {
    url,
    accounts,
    asWhom: (next) => {
      subject = next;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
