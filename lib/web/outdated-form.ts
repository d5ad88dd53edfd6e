import type { IncomingMessage, ServerResponse } from "node:http";

/** What a browser without JavaScript is told when it sends a form of a page that an older build had made. */
export const outdatedForm =
  "Highwater was upgraded after this page was opened, and nothing of what you sent was saved. Go back: your browser still has what you typed. Copy what you need, load the page again, and send it once more.\n";

const NOT_FOUND = "x-nextjs-action-not-found";

/** Puts words in the place of Next's own, which say nothing to do, where a posted form is of a build that is gone. */
export function explainOutdatedForm(request: IncomingMessage, response: ServerResponse): void {
  // With JavaScript the page itself shows what to do.
  if (request.method !== "POST" || request.headers["next-action"] !== undefined) return;
  const { writeHead, end } = response;
  let explains = false;
  response.writeHead = function written(this: ServerResponse, ...given: unknown[]) {
    explains = response.hasHeader(NOT_FOUND);
    if (explains) {
      response.removeHeader("ETag");
      response.setHeader("Content-Type", "text/plain; charset=utf-8");
      response.setHeader("Content-Length", Buffer.byteLength(outdatedForm));
    }
    return Reflect.apply(writeHead, this, given);
  };
  response.end = function ended(this: ServerResponse, ...given: unknown[]) {
    // Compression writes the head before it ends the answer; without it the head is still to be written.
    if (!response.headersSent && response.hasHeader(NOT_FOUND)) response.writeHead(response.statusCode);
    return Reflect.apply(end, this, explains ? [outdatedForm] : given);
  };
}
