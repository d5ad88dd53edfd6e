import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "../core/log";
import { loggedPath } from "../core/redaction";
import { type RequestScope, withinRequest } from "../core/request";

/** What machines ask all the time, and what a browser fetches along with a page. */
const QUIET = /^\/(?:api\/(?:health|ready)|metrics|_next\/static\/.*)$/;

/**
 * Writes one line when the answer is over, or when the browser went away before (`cutOff`). Probes, scrapes and static
 * files are told at level debug only.
 */
export function logAccess(request: IncomingMessage, response: ServerResponse, scope: RequestScope): void {
  const began = performance.now();
  // Next rewrites the request while it answers it.
  const { method, url = "/", socket } = request;
  const sentBefore = socket.bytesWritten;
  const path = loggedPath(url);
  response.once("close", () => {
    const line = {
      method,
      path,
      status: response.statusCode,
      ms: Math.round(performance.now() - began),
      bytes: socket.bytesWritten - sentBefore,
      ...(scope.personId ? { personId: scope.personId } : {}),
      ...(response.writableFinished ? {} : { cutOff: true }),
    };
    withinRequest(scope, () => log()[QUIET.test(path) ? "debug" : "info"](line, "request"));
  });
}
