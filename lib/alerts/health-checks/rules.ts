import { sayNetworkFault } from "../../core/network-faults";
import { type AllowedHost, literalAddress, refusedPlace } from "../../core/private-hosts";
import { excerpt } from "../../core/text";
import { silentAfterMs } from "../../pools/rules";
import type { HealthState } from "./labels";

/** How many health checks in use a service may have. */
export const mostChecks = 50;

/** How many days an answer is kept. */
export const keptDays = 30;

/** What an answer must be to be well, and how long it may take, in milliseconds. */
export type Expectation = {
  leastStatus: number;
  mostStatus: number;
  expectedText: string | null;
  timeoutMs: number;
};

/** Reads an address: written as browsers write it and without a fragment, or a sentence that says what is wrong with it. */
export function readAddress(text: string): { url: string } | { wrong: string } {
  const url = parsed(text);
  if (!url || !/^https?:$/.test(url.protocol))
    return { wrong: "An address begins with http:// or https://." };
  if (url.username !== "" || url.password !== "")
    return { wrong: "Leave the user and the password out: an address is shown to everybody." };
  url.hash = "";
  return { url: url.href };
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** The port that an address leads to. */
export const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === "https:" ? 443 : 80));

/** Why an address that names no host but a number may not be asked, in a sentence; null where it may, or is a name. */
export function refusedLiteral(url: string, allowed: readonly AllowedHost[]): string | null {
  const { hostname, ...rest } = parts(url);
  const address = literalAddress(hostname);
  const where = address === null ? null : refusedPlace({ host: hostname, address, ...rest }, allowed);
  return where === null ? null : sayRefused(where);
}

const parts = (text: string) => {
  const url = new URL(text);
  return { hostname: url.hostname, port: portOf(url) };
};

/** Says that an address is not asked because of where it leads. */
export const sayRefused = (where: string): string =>
  `This address leads to ${where}. It is asked once whoever runs Highwater names its host in HIGHWATER_PRIVATE_HOSTS.`;

/** Why an answer is not well, in a sentence; null where it is. */
export function failureOf(
  { leastStatus, mostStatus, expectedText }: Expectation,
  { status, body }: { status: number; body: string },
): string | null {
  if (status < leastStatus || status > mostStatus) {
    const wanted = leastStatus === mostStatus ? `${leastStatus}` : `${leastStatus} to ${mostStatus}`;
    const redirect = status >= 300 && status < 400 ? ", a redirect, which is not followed" : "";
    return `It answered ${status}${redirect}; well is ${wanted}.`;
  }
  if (expectedText !== null && !body.includes(expectedText))
    return `It answered ${status} without the text “${excerpt(expectedText, 80)}”.`;
  return null;
}

/** How far a question had come when its time was over. */
export type Step = "looking up" | "waiting" | "reading";

/** Says that an answer took too long. */
export function sayTooLate(step: Step, timeoutMs: number): string {
  const within = `within ${timeoutMs < 1_000 ? `${timeoutMs} ms` : `${timeoutMs / 1_000} s`}`;
  if (step === "looking up") return `The host's name could not be looked up ${within}.`;
  return step === "waiting"
    ? `It did not answer ${within}.`
    : `It began to answer, and did not end ${within}.`;
}

/** Why there was no answer, in a sentence. Of several addresses that were tried, one that answered somehow tells most. */
export function sayFault(error: unknown): string {
  const { code = "", errors = [] } = error as { code?: string; errors?: { code?: string }[] };
  const codes = [...errors.map((one) => one.code ?? ""), code].filter((one) => one !== "");
  const telling = codes.find((one) => !/UNREACH|ADDRNOTAVAIL/.test(one)) ?? codes[0] ?? "";
  const says = sayNetworkFault(telling);
  if (says) return says;
  if (/^(EPROTO|ERR_SSL|ERR_TLS)/.test(telling)) return "It does not speak TLS as it should.";
  return `It could not be asked${telling ? ` (${telling})` : ""}.`;
}

/** What is known of when a health check was asked. */
export type Turn = { nextAt: Date; lastAt: Date | null; failure: string | null };

/** How a health check stands. Silence is a state of its own, never 'well'. */
export function stateOf(
  { resting, intervalSeconds, turn }: { resting: boolean; intervalSeconds: number; turn: Turn | null },
  now: Date,
): HealthState {
  if (resting) return "resting";
  // One that is due and that nobody asks is as silent as one that was asked long ago.
  const known = turn?.lastAt ?? turn?.nextAt;
  if (!turn || !known || now.getTime() - known.getTime() > silentAfterMs(intervalSeconds)) return "no_data";
  if (turn.lastAt === null) return "new";
  return turn.failure === null ? "well" : "failing";
}

const DAY_MS = 86_400_000;

/** Since when a share of the last `days` is told of a health check that has not been there for so long; null for all of them. */
export const shareSince = (createdAt: Date, days: number, now: Date): Date | null =>
  now.getTime() - createdAt.getTime() < days * DAY_MS ? createdAt : null;

/** How many of some answers were well. */
export type Share = { asked: number; well: number };

/**
 * The share as it is read, `99.95 %`. Rounded down, so that only one that was always well says 100; null where nothing
 * was asked.
 */
export function shareText({ asked, well }: Share): string | null {
  if (asked === 0) return null;
  return `${Math.floor((well * 10_000) / asked) / 100} %`;
}
