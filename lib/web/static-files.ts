import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import sirv from "sirv";
import { fileHeaders } from "./security-headers";

const PREFIX = "/_next/static";
const YEAR_SECONDS = 31_536_000;

/** Answers a request for a file of the build, and says whether it did. */
export type StaticFiles = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * The scripts, styles and fonts of a build, whose names change with what is in them: kept by browsers for good, and sent
 * as the build packed them (`lib/start/packed.ts`). Next would pack each anew for every browser, and less.
 */
export function staticFiles(buildFolder: string, https: boolean): StaticFiles {
  const headers = Object.entries(fileHeaders(https));
  const files = sirv(join(buildFolder, "static"), {
    ...{ brotli: true, gzip: true, etag: true, immutable: true, maxAge: YEAR_SECONDS, extensions: [] },
    setHeaders(response) {
      for (const [name, value] of headers) response.setHeader(name, value);
    },
  });
  return (request, response) => {
    const { url = "/", method } = request;
    if (!url.startsWith(`${PREFIX}/`) || (method !== "GET" && method !== "HEAD")) return false;
    request.url = url.slice(PREFIX.length);
    let found = true;
    // What is not there is Next's to answer.
    files(request, response, () => {
      found = false;
    });
    request.url = url;
    return found;
  };
}
