import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What this issuer says wrongly, on top of an honest answer. */
export type Lie = {
  /** Replaces claims of the id token; undefined leaves one out. */
  claims?: Record<string, unknown>;
  /** Signs with a key that the issuer does not publish, or not at all. */
  key?: "unpublished" | "none";
  /** What the userinfo endpoint says instead. */
  userinfo?: Record<string, unknown>;
  /** Replaces parameters of the answer that the browser carries. */
  answer?: Record<string, string>;
};

/** An issuer that can be made to lie: OpenID Connect's code flow with PKCE, everything granted at once. */
export type LyingIssuer = { url: string; says(lie: Lie): void; close(): Promise<void> };

type Grant = { nonce: string; challenge: string; clientId: string };

const newKey = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Starts it on loopback over plain HTTP. */
export async function startLyingIssuer(): Promise<LyingIssuer> {
  const [published, unpublished] = [newKey(), newKey()];
  const grants = new Map<string, Grant>();
  let lie: Lie = {};
  let url = "";

  const token = ({ nonce, clientId }: Grant): string => {
    const now = Math.floor(Date.now() / 1_000);
    const honest = { iss: url, aud: clientId, sub: "nobody-yet", nonce, iat: now, exp: now + 300 };
    const algorithm = lie.key === "none" ? "none" : "RS256";
    const signed = `${encoded({ alg: algorithm, kid: "1" })}.${encoded({ ...honest, ...lie.claims })}`;
    const { privateKey } = lie.key === "unpublished" ? unpublished : published;
    const signature = lie.key === "none" ? "" : sign("sha256", Buffer.from(signed), privateKey);
    return `${signed}.${signature === "" ? "" : signature.toString("base64url")}`;
  };

  const paths: Record<string, (request: IncomingMessage, asked: URL) => unknown> = {
    "/.well-known/openid-configuration": () => ({
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/jwks`,
      userinfo_endpoint: `${url}/userinfo`,
      id_token_signing_alg_values_supported: ["RS256"],
    }),
    "/jwks": () => ({
      keys: [{ ...published.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }],
    }),
    "/authorize": (_, { searchParams }) => {
      const code = randomUUID();
      const [nonce, challenge, clientId, state] = ["nonce", "code_challenge", "client_id", "state"].map(
        (name) => searchParams.get(name) ?? "",
      ) as [string, string, string, string];
      grants.set(code, { nonce, challenge, clientId });
      const back = new URL(searchParams.get("redirect_uri") ?? "");
      back.search = new URLSearchParams({ code, state, ...lie.answer }).toString();
      return back;
    },
    "/token": async (request) => {
      const sent = new URLSearchParams(await text(request));
      const code = sent.get("code") ?? "";
      const grant = grants.get(code);
      grants.delete(code);
      const verifier = createHash("sha256")
        .update(sent.get("code_verifier") ?? "")
        .digest("base64url");
      if (grant?.challenge !== verifier) return { error: "invalid_grant" };
      return { access_token: "access", token_type: "Bearer", expires_in: 300, id_token: token(grant) };
    },
    "/userinfo": () => lie.userinfo ?? { sub: lie.claims?.sub ?? "nobody-yet" },
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const asked = new URL(request.url ?? "/", url);
    const said = await paths[asked.pathname]?.(request, asked);
    if (said instanceof URL) response.writeHead(302, { location: said.href }).end();
    else {
      const status =
        said === undefined ? 404 : typeof said === "object" && said && "error" in said ? 400 : 200;
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said ?? {}));
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    says: (next) => {
      lie = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
