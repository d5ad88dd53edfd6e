import type { IncomingMessage, ServerResponse } from "node:http";
import { singleton } from "../core/singleton";
import { TokenBuckets } from "./api/rate-limit";
import { clientAddress } from "./client-address";
import { AGAIN_HEADER, PEER_HEADER } from "./request-headers";

/** How often one network address may ask for pages behind links to updates, in a minute and a process. */
export const asksPerMinute = 300;

/** How many of these may be for links that open nothing. */
export const missesPerMinute = 30;

const limits = () =>
  singleton("status-limits", () => ({
    asks: new TokenBuckets(asksPerMinute),
    misses: new TokenBuckets(missesPerMinute),
  }));

/** Counts that an address asked for a link that opens nothing. */
export function countMiss(address: string, nowMs = performance.now()): void {
  limits().misses.take(address, nowMs);
}

/** Seconds that an address has to wait; null, and counted, where it need not. */
export function waitForStatus(address: string, nowMs = performance.now()): number | null {
  const { asks, misses } = limits();
  if (misses.left(address, nowMs) < 1) return misses.waitSeconds(address, nowMs);
  return asks.take(address, nowMs) === null ? asks.waitSeconds(address, nowMs) : null;
}

/**
 * What is special about pages behind links to updates, which nobody signs in for: where they stand is told to no other
 * site and to no search engine, and an address that asks too often is answered here. Says whether it was.
 */
export function holdStatusDoor(request: IncomingMessage, response: ServerResponse): boolean {
  const { url = "/", headers, method } = request;
  if (!isStatusPage(url)) return false;
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("X-Robots-Tag", "noindex, nofollow");
  const again = method !== "GET" || headers.rsc !== undefined || /[?&]again=/.test(url);
  headers[AGAIN_HEADER] = again ? "yes" : "no";
  const wait = waitForStatus(addressOf(headers));
  if (wait === null) return false;
  response
    .writeHead(429, {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      "Retry-After": String(wait),
    })
    .end(`Too many requests from your network. Try again in ${wait} s.\n`);
  return true;
}

/** Whether an address leads to such a page, however it is written. */
export function isStatusPage(url: string): boolean {
  const path = url.split(/[?#]/, 1)[0] ?? "/";
  try {
    return /^[\\/]+status(?:[\\/]|$)/i.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

const addressOf = (headers: IncomingMessage["headers"]): string =>
  clientAddress(
    new Headers({
      [PEER_HEADER]: String(headers[PEER_HEADER] ?? ""),
      "x-forwarded-for": String(headers["x-forwarded-for"] ?? ""),
    }),
  );
