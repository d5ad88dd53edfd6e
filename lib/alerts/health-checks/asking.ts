import { lookup, Resolver } from "node:dns/promises";
import { type IncomingMessage, type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { type AllowedHost, literalAddress, refusedPlace } from "../../core/private-hosts";
import { type Expectation, failureOf, portOf, type Step, sayFault, sayRefused, sayTooLate } from "./rules";

const MOST_BYTES = 65_536;
const STANDSTILL_MS = 1_000;

/** What came of a question: `failure` says why it is not well. `durationMs` is from the name's look-up to the end. */
export type Answer = { status: number | null; durationMs: number; failure: string | null };

/** A destination that nobody may be sent to. */
class Refused extends Error {}

/**
 * Asks an address once: the status, and the first 64 KB of the body, within the time that is given for all of it.
 * Redirects are not followed, certificates are verified, and it is the address that the name leads to at this moment
 * that is judged and connected to. Null when nothing can be told: `ending` was aborted from outside, or this process stood still.
 */
export async function ask(
  { url: text, ...wanted }: Expectation & { url: string },
  allowed: readonly AllowedHost[],
  ending = new AbortController(),
): Promise<Answer | null> {
  const begun = performance.now();
  const url = new URL(text);
  let step: Step = "looking up";
  let late = false;
  let status: number | null = null;
  const timer = setTimeout(() => {
    // A process that stood still itself cannot tell whether an answer was late.
    late = performance.now() - begun < wanted.timeoutMs + STANDSTILL_MS;
    ending.abort();
  }, wanted.timeoutMs);
  const answer = (failure: string | null) => ({ status, durationMs: performance.now() - begun, failure });
  try {
    const addresses = await permitted(url, allowed, ending.signal);
    step = "waiting";
    const response = await get(url, addresses, wanted.timeoutMs, ending.signal);
    step = "reading";
    status = response.statusCode ?? 0;
    return answer(failureOf(wanted, { status, body: await beginningOf(response) }));
  } catch (error) {
    if (late) return answer(sayTooLate(step, wanted.timeoutMs));
    if (ending.signal.aborted) return null;
    return answer(error instanceof Refused ? error.message : sayFault(error));
  } finally {
    clearTimeout(timer);
  }
}

/** The addresses of a host that may be asked. Throws `Refused` where there is none. */
async function permitted(url: URL, allowed: readonly AllowedHost[], ending: AbortSignal): Promise<string[]> {
  const [host, port] = [url.hostname, portOf(url)];
  const literal = literalAddress(host);
  const found = literal === null ? await addressesOf(host, ending) : [literal];
  const judged = found.map((address) => ({ address, where: refusedPlace({ host, address, port }, allowed) }));
  const open = judged.filter(({ where }) => where === null).map(({ address }) => address);
  const [refused] = judged;
  if (open.length === 0 && refused?.where) throw new Refused(sayRefused(refused.where));
  return open;
}

/**
 * Looks a name up, those of IPv4 first. The system's own look-up holds one of few threads, which everything in this
 * process waits for, so a name that anybody can make hang is asked of the servers of names without one; the system
 * knows what they do not: names of this network, and those of its own list.
 */
async function addressesOf(host: string, ending: AbortSignal): Promise<string[]> {
  if (!host.includes(".")) return systemAddresses(host, ending);
  const resolver = new Resolver({ timeout: 2_000, tries: 3 });
  const cancel = () => resolver.cancel();
  ending.addEventListener("abort", cancel, { once: true });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  ending.removeEventListener("abort", cancel);
  const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  if (found.length > 0) return found;
  const [failed] = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
  if (!/^(ENOTFOUND|ENODATA|ECONNREFUSED)$/.test(failed?.code)) throw failed;
  return systemAddresses(host, ending);
}

async function systemAddresses(host: string, ending: AbortSignal): Promise<string[]> {
  const aborted = new Promise<never>((_, reject) => {
    ending.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
  });
  const found = await Promise.race([lookup(host, { all: true, order: "ipv4first" }), aborted]);
  return found.map(({ address }) => address);
}

function get(
  url: URL,
  addresses: string[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const targets = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  const [first] = targets;
  const toThese: LookupFunction = (_, { all }, done) =>
    all ? done(null, targets) : done(null, first?.address ?? "", first?.family);
  const options: RequestOptions = {
    ...{ method: "GET", path: `${url.pathname}${url.search}`, port: portOf(url), agent: false, signal },
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    headers: {
      Host: url.host,
      "User-Agent": "Highwater health check",
      Accept: "*/*",
      "Accept-Encoding": "identity",
    },
    lookup: toThese,
    // One address that swallows what it is sent must leave time for another.
    ...{ autoSelectFamily: true, autoSelectFamilyAttemptTimeout: Math.max(250, Math.floor(timeoutMs / 3)) },
  };
  return new Promise((resolve, reject) => {
    const question =
      url.protocol === "https:"
        ? requestHttps({ ...options, rejectUnauthorized: true })
        : requestHttp(options);
    question.on("error", reject);
    question.once("response", resolve);
    question.end();
  });
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response) {
    parts.push(part);
    bytes += part.length;
    // Leaving the loop ends the connection.
    if (bytes >= MOST_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, MOST_BYTES).toString("utf8");
}
