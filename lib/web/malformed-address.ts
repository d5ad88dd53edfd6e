import type { IncomingMessage, ServerResponse } from "node:http";
import { Problem, problemResponse } from "./api/problem";

/** Whether the path of an address can be decoded: `%` begins two hexadecimal digits, and they are UTF-8. */
export function isReadable(address: string): boolean {
  try {
    decodeURIComponent(address.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/** Answers an address that cannot be decoded, at which Next would fail, and says whether it did. */
export function refuseMalformed(request: IncomingMessage, response: ServerResponse, id: string): boolean {
  const address = request.url ?? "/";
  if (isReadable(address)) return false;
  const sentence = "This address is not UTF-8, or its percent signs are not encoded.";
  const problem = problemResponse(new Problem("malformed", sentence), id);
  if (!address.startsWith("/api/")) {
    response.writeHead(400, { "Content-Type": "text/plain; charset=utf-8" }).end(`${sentence}\n`);
    return true;
  }
  response.writeHead(problem.status, Object.fromEntries(problem.headers));
  void problem.text().then((text) => response.end(text));
  return true;
}
