import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { trustedProxies } from "./client-address";
import { REQUEST_ID_HEADER } from "./request-headers";

const WELL_FORMED = /^[\w.-]{8,64}$/;

/** Whether a request was handed on by a proxy that is believed; only of such a one are ids taken over. */
export function isFromTrustedProxy(request: Pick<IncomingMessage, "headers" | "socket">): boolean {
  const forwarded = request.headers["x-forwarded-for"] ?? request.headers.forwarded;
  return Boolean(forwarded) && trustedProxies(request.socket.remoteAddress ?? "") > 0;
}

/** The id of a request: the one that a trusted proxy gave it, where that is well formed, so that both logs agree; else a new one. */
export function requestIdOf(request: Pick<IncomingMessage, "headers" | "socket">): string {
  const given = request.headers[REQUEST_ID_HEADER];
  if (typeof given === "string" && WELL_FORMED.test(given) && isFromTrustedProxy(request)) return given;
  return randomUUID();
}
