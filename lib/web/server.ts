import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { addressOf, publicUrl } from "../core/env";
import { loggedPath } from "../core/redaction";
import { withinRequest } from "../core/request";
import { keepNoSourceMaps } from "../core/stack";
import { beginSpan, type Span, withinSpan } from "../core/trace";
import { logAccess } from "./access-log";
import { refuseMalformed } from "./malformed-address";
import { explainOutdatedForm } from "./outdated-form";
import { beginDraining } from "./readiness";
import { PATH_HEADER, PEER_HEADER, PROXIED_HEADER, REQUEST_ID_HEADER } from "./request-headers";
import { isFromTrustedProxy, requestIdOf } from "./request-id";
import { securityHeaders } from "./security-headers";
import { takeOverConsole } from "./server-console";
import { isStaticFile, type StaticFiles, staticFiles } from "./static-files";
import { holdStatusDoor } from "./status-door";
import { turnAway } from "./turn-away";
import { isUploadedFile } from "./uploaded-file";

/** A web server that runs until closed. */
export type RunningWeb = { url: string; close(graceMs: number, deadlineMs: number): Promise<void> };

// Longer than a proxy keeps an idle connection to us (nginx: 60 s): it must never send a request into one that we close.
const KEEP_ALIVE_MS = 75_000;

/**
 * Serves the product: Next behind our own HTTP server, so that we say how long a request may take and how it ends.
 * `close` says at `/api/ready` that this process takes leave, goes on serving for the grace, then stops accepting, lets
 * what is under way finish until the deadline, and ends what is left.
 */
export async function serveWeb(options: { port: number; host: string; dev: boolean }): Promise<RunningWeb> {
  if (!options.dev) keepNoSourceMaps();
  const { default: next } = await import("next");
  const app = next({ dev: options.dev, dir: process.cwd(), hostname: options.host, port: options.port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const upgrade = app.getUpgradeHandler();
  const sendFile: StaticFiles = options.dev ? async () => false : staticFiles(".next", isHttps());
  const server = createServer((request, response) => {
    const scope = { id: requestIdOf(request), personId: null };
    mark(request, scope.id);
    response.setHeader("X-Request-Id", scope.id);
    if (closing) response.setHeader("Connection", "close");
    logAccess(request, response, scope);
    const answer = () => {
      guard(request, response, options.dev);
      if (turnAway(request, response) || refuseMalformed(request, response, scope.id)) return;
      if (holdStatusDoor(request, response)) return;
      explainOutdatedForm(request, response);
      const span = spanOf(request, response, scope.id);
      withinRequest(scope, () => withinSpan(span, () => void handle(request, response)));
    };
    if (!isStaticFile(request.url)) answer();
    else void sendFile(request, response).then((sent) => sent || answer());
  });
  let closing = false;
  const giveConsoleBack = options.dev ? () => {} : takeOverConsole();
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.requestTimeout = 120_000;
  server.headersTimeout = 20_000;
  server.on("upgrade", (request, socket, head) => void upgrade(request, socket, head));
  await listen(server, options.port, options.host);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  return {
    url: addressOf(options.host, port),
    async close(graceMs, deadlineMs) {
      closing = true;
      beginDraining();
      await sleep(graceMs);
      await drain(server, deadlineMs);
      await app.close();
      giveConsoleBack();
    },
  };
}

/** The span of a request, null where nothing is traced; a trusted proxy's trace goes on in it. */
function spanOf(request: IncomingMessage, response: ServerResponse, requestId: string): Span | null {
  const path = loggedPath(request.url ?? "/");
  if (path.startsWith("/_next/")) return null;
  const { method = "GET", headers } = request;
  const given = isFromTrustedProxy(request) ? headers.traceparent : null;
  const span = beginSpan(`${method} /${path.split("/")[1] ?? ""}`, {
    kind: "server",
    parent: typeof given === "string" ? given : null,
    attributes: { "http.request.method": method, "url.path": path, "highwater.request_id": requestId },
  });
  if (span)
    response.once("close", () => {
      const { statusCode } = response;
      const attributes = { "http.response.status_code": statusCode };
      if (statusCode >= 500) span.end(attributes, new Error("answered with a fault"));
      else span.end(attributes);
    });
  return span;
}

/** What a client sends under these names is never believed. */
function mark(request: IncomingMessage, requestId: string): void {
  request.headers[REQUEST_ID_HEADER] = requestId;
  request.headers[PATH_HEADER] = request.url ?? "/";
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  request.headers[PROXIED_HEADER] =
    request.headers["x-forwarded-for"] || request.headers.forwarded ? "yes" : "no";
}

function guard(request: IncomingMessage, response: ServerResponse, dev: boolean): void {
  const nonce = randomBytes(16).toString("base64");
  const uploaded = isUploadedFile(request.url);
  const headers = securityHeaders({ nonce, https: isHttps(), dev, uploaded });
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  // Next takes the nonce for its own scripts from the request, as if a proxy had set it.
  request.headers["content-security-policy"] = headers["Content-Security-Policy"];
}

const isHttps = () => publicUrl().startsWith("https://");

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function drain(server: Server, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
    const hurry = setTimeout(() => server.closeAllConnections(), deadlineMs);
    const sweep = setInterval(() => server.closeIdleConnections(), 100);
    server.close(() => {
      clearTimeout(hurry);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
