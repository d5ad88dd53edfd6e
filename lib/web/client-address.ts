import { proxiesInFront } from "../core/env";
import { PEER_HEADER } from "./request-headers";

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** How many proxies in front are believed: what `HIGHWATER_TRUSTED_PROXIES` says; where nothing is set, one on this same machine. */
export function trustedProxies(peer: string, proxies = process.env.HIGHWATER_TRUSTED_PROXIES): number {
  return proxiesInFront(proxies) ?? (LOOPBACK.test(peer) ? 1 : 0);
}

/**
 * The network address of whoever asks, as far as it can be believed: the peer of the socket, or, behind trusted proxies,
 * the address that the outermost of them saw. Empty when unknown.
 */
export function clientAddress(headers: Headers, proxies?: string): string {
  const peer = headers.get(PEER_HEADER) ?? "";
  const trusted = trustedProxies(peer, proxies);
  const hops = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter((hop) => hop !== "");
  const address = trusted === 0 ? peer : (hops.at(-trusted) ?? hops[0] ?? peer);
  return address.slice(0, 100);
}
