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

const API = /^[\\/]+api[\\/]+v1(?=[\\/?#]|$)/;

/**
 * Whether each part of the address of an API names something: none is empty, `.` or `..`, however it is written. Next
 * would lead anything else to another address, which the API's document knows nothing of. True outside API v1.
 */
export function isPlain(address: string): boolean {
  const path = address.split(/[?#]/, 1)[0] ?? "";
  if (!API.test(path) && !API.test(whereItLeads(path))) return true;
  const parts = path.slice(1).split(/[\\/]/);
  return !path.includes("\\") && !parts.some((part) => /^(?:\.|%2e){0,2}$/i.test(part));
}

/** The path that a client would go to when it is led to this one. */
function whereItLeads(path: string): string {
  return URL.canParse(path, "http://here") ? new URL(path, "http://here").pathname : path;
}

/** Answers an address that cannot be decoded, at which Next would fail, or that is not plain, and says whether it did. */
export function refuseMalformed(request: IncomingMessage, response: ServerResponse, id: string): boolean {
  const address = request.url ?? "/";
  if (!isReadable(address)) {
    const sentence = "This address is not UTF-8, or its percent signs are not encoded.";
    if (address.startsWith("/api/"))
      answer(response, problemResponse(new Problem("malformed", sentence), id));
    else response.writeHead(400, { "Content-Type": "text/plain; charset=utf-8" }).end(`${sentence}\n`);
    return true;
  }
  if (isPlain(address)) return false;
  const sentence =
    "There is nothing at an address with `.` or `..` in it, two slashes in a row, or a slash at its end.";
  answer(response, problemResponse(new Problem("not-found", sentence), id));
  return true;
}

function answer(response: ServerResponse, problem: Response): void {
  response.writeHead(problem.status, Object.fromEntries(problem.headers));
  void problem.text().then((text) => response.end(text));
}
