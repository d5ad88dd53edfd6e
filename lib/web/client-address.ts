import { PEER_HEADER } from "./request-headers";

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * The network address of whoever asks, as far as it can be believed: the peer of the socket, or, behind as many proxies
 * as `HIGHWATER_TRUSTED_PROXIES` says, the address that the outermost of them saw. Where nothing is set, a proxy on this
 * same machine is believed. Empty when unknown.
 */
export function clientAddress(
  headers: Headers,
  proxies = process.env.HIGHWATER_TRUSTED_PROXIES ?? "",
): string {
  const peer = headers.get(PEER_HEADER) ?? "";
  const trusted = /^\d+$/.test(proxies) ? Number(proxies) : LOOPBACK.test(peer) ? 1 : 0;
  const hops = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter((hop) => hop !== "");
  const address = trusted === 0 ? peer : (hops.at(-trusted) ?? hops[0] ?? peer);
  return address.slice(0, 100);
}
