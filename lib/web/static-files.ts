import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { fileHeaders } from "./security-headers";

const PREFIX = "/_next/static/";
const YEAR_SECONDS = 31_536_000;

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
};

/** The forms in which a browser takes a file, the smallest first. */
const packings = [
  { encoding: "br", ending: ".br" },
  { encoding: "gzip", ending: ".gz" },
] as const;

/** Answers a request for a file of the build; false where there is none to answer with. */
export type StaticFiles = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Whether an address can be that of a file of the build. */
export const isStaticFile = (address: string | undefined): boolean => address?.startsWith(PREFIX) ?? false;

/**
 * The scripts, styles and fonts of a build, whose names change with what is in them: kept by browsers for good, and sent
 * whole, as the build packed them (`lib/start/packed.ts`). Next would pack each anew for every browser, and less. A file
 * is read at once and never streamed: the largest is some hundred kilobytes, and a stream whose reader went away stays
 * open.
 */
export function staticFiles(buildFolder: string, https: boolean): StaticFiles {
  const folder = join(buildFolder, "static");
  const there = new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/")),
  );
  const headers = { ...fileHeaders(https), "Cache-Control": `public, max-age=${YEAR_SECONDS}, immutable` };
  return async (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const name = nameIn(request.url ?? "");
    const type = types[extname(name)];
    if (!type || !there.has(name)) return false;
    const accepted = String(request.headers["accept-encoding"] ?? "");
    const packing = packings.find(
      ({ encoding, ending }) => takes(accepted, encoding) && there.has(name + ending),
    );
    const bytes = await readFile(join(folder, name + (packing?.ending ?? ""))).catch(() => null);
    if (!bytes) return false;
    response.writeHead(200, {
      ...headers,
      ...(packing ? { "Content-Encoding": packing.encoding } : {}),
      "Content-Type": type,
      "Content-Length": bytes.length,
      Vary: "Accept-Encoding",
    });
    response.end(bytes);
    return true;
  };
}

/** Whether `Accept-Encoding` names an encoding and does not refuse it with a weight of 0 (RFC 9110, 12.5.3). */
function takes(accepted: string, encoding: string): boolean {
  return accepted.split(",").some((part) => {
    const [name, weight = "1"] = part.trim().split(/\s*;\s*q=/i);
    return name === encoding && Number(weight) > 0;
  });
}

/** The name of the file in its folder; '' for what cannot be read. */
function nameIn(address: string): string {
  try {
    return decodeURI(address.slice(PREFIX.length).split(/[?#]/, 1)[0] ?? "");
  } catch {
    return "";
  }
}
