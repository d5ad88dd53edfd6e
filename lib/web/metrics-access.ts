import { createHash, timingSafeEqual } from "node:crypto";
import { PEER_HEADER, PROXIED_HEADER } from "./request-headers";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** Whether a request may read `/metrics`: with the token where one is set, else only from this machine and not through a proxy. */
export function mayReadMetrics(headers: Headers, token: string | undefined): boolean {
  if (token) return same(headers.get("authorization") ?? "", `Bearer ${token}`);
  return LOOPBACK.has(headers.get(PEER_HEADER) ?? "") && headers.get(PROXIED_HEADER) === "no";
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
