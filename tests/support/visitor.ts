import { Agent, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";

/** What came back: `bytes` is the size of the body as it was sent, `body` its text. */
export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  bytes: number;
  body: string;
};

/** What is asked: GET without a body; the deadline ends a hang with an error. */
export type Asked = {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  deadlineMs?: number;
};

/** Somebody who asks over HTTP, as a browser would: one cookie, connections kept open, compressed answers. */
export type Visitor = { url: string; cookie: string; ask(path: string, asked?: Asked): Promise<Answer> };

/** Somebody without a session, or with the one whose cookie is given. */
export function visitor(url: string, cookie = ""): Visitor {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return { url, cookie, ask: (path, asked = {}) => ask(agent, url + path, cookie, asked) };
}

/** Signs in with a password, as the sign-in of next-auth takes it, and gives the visitor with the session. */
export async function signIn(url: string, email: string, password: string): Promise<Visitor> {
  const first = await visitor(url).ask("/api/auth/csrf");
  const { csrfToken } = JSON.parse(first.body) as { csrfToken: string };
  const answer = await visitor(url, cookiesOf(first)).ask("/api/auth/callback/credentials", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }).toString(),
  });
  const cookie = cookiesOf(answer)
    .split("; ")
    .find((one) => one.includes("highwater-session="));
  if (!cookie) throw new Error(`${email} could not sign in at ${url}: ${answer.status} ${answer.body}`);
  return visitor(url, cookie);
}

function cookiesOf({ headers }: Answer): string {
  const set = headers["set-cookie"] ?? [];
  return [set]
    .flat()
    .map((one) => one.split(";")[0])
    .join("; ");
}

function ask(agent: Agent, address: string, cookie: string, asked: Asked): Promise<Answer> {
  const { method = "GET", headers = {}, body, deadlineMs = 60_000 } = asked;
  // Node leaves the length out for methods that seldom have a body.
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      address,
      {
        ...{ agent, method, signal: AbortSignal.timeout(deadlineMs) },
        headers: { "accept-encoding": "gzip", ...(cookie ? { cookie } : {}), ...length, ...headers },
      },
      (incoming) => {
        buffer(incoming).then((sent) => {
          const packed = incoming.headers["content-encoding"] === "gzip";
          const body = (packed ? gunzipSync(sent) : sent).toString("utf8");
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            bytes: sent.length,
            body,
          });
        }, reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
