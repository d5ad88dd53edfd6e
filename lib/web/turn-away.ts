import type { IncomingMessage, ServerResponse } from "node:http";

/** Why a request is turned away, as its answer says it. */
export type TurnedAway = { status: number; sentence: string; headers?: Readonly<Record<string, string>> };

type Asked = Pick<IncomingMessage, "method" | "url" | "headers">;

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const SAFE = ["GET", "HEAD", "OPTIONS"];

const MIB = 1_048_576;

/** How many bytes a body may have, by the beginning of the path; the first that fits counts. */
export const bodyLimits: readonly (readonly [path: RegExp, bytes: number])[] = [
  [/^\/(?:api|metrics)(?:\/|$)/, 16_384],
  [/^\/(?:sign-in|set-up|invitation|reset-password)(?:\/|$)/, 65_536],
  [/^\/settings\/import(?:\/|$)/, 12 * MIB],
  [/^\/incidents\/[^/]+\/attachments(?:\/|$)/, 6 * MIB],
  [/^/, 4 * MIB],
];

/** API v1 and the intakes of machines ask for a key, take bodies of which the length is not told, and count them as they come. */
const COUNTS_ITSELF = /^\/(?:api\/v1(?:\/|$)|v1\/metrics$|v2\/change\/enqueue$)/;

/**
 * Why a request gets no further than our own server, before anything reads its body; null for one that may go on.
 * Elsewhere a body must say how long it is, may not be longer than its address takes, and may not come from
 * another site's page.
 */
export function whyTurnedAway({ method = "GET", url = "/", headers }: Asked): TurnedAway | null {
  if (!METHODS.includes(method)) {
    const allowed = METHODS.join(", ");
    return { status: 405, sentence: `This answers to ${allowed}.`, headers: { Allow: allowed } };
  }
  const path = url.split(/[?#]/, 1)[0] ?? "/";
  if (COUNTS_ITSELF.test(path)) return null;
  if (headers["transfer-encoding"] !== undefined)
    return { status: 411, sentence: "Send the length of the body: Content-Length." };
  const most = bodyLimits.find(([begins]) => begins.test(path))?.[1] ?? 0;
  if (Number(headers["content-length"] ?? "0") > most)
    return { status: 413, sentence: `At most ${most.toLocaleString("en")} bytes are read here.` };
  const site = headers["sec-fetch-site"];
  if (!SAFE.includes(method) && (site === "cross-site" || site === "same-site"))
    return { status: 403, sentence: "Another site's page sent this." };
  return null;
}

/** Answers a request that is turned away, and says whether it was. What its body holds is dropped as it arrives. */
export function turnAway(request: IncomingMessage, response: ServerResponse): boolean {
  const why = whyTurnedAway(request);
  if (!why) return false;
  response
    .writeHead(why.status, {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      ...why.headers,
    })
    .end(`${why.sentence}\n`);
  return true;
}
