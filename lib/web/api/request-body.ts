import { Problem } from "./problem";

/** What was sent: its bytes, and what they say. */
export type JsonBody = { bytes: Buffer; value: unknown };

/** How many bytes the body of a request may have, unless the operation says otherwise. */
export const usualBodyBytes = 1_048_576;

const MOST_DEPTH = 64;

/**
 * Reads a JSON body of at most `most` bytes, never more than that; null where there is none. With a `markdownField` a
 * body of Markdown is read as an object that has it there. Throws `too-large`, `unsupported-media-type` and `malformed`.
 */
export async function readBody(
  request: Request,
  most: number,
  markdownField?: string,
): Promise<JsonBody | null> {
  const declared = Number(request.headers.get("content-length") ?? "0");
  if (declared > most) throw tooLarge(most);
  if (!request.body) return null;
  const type = request.headers.get("content-type");
  const field = type !== null && isMarkdown(type) ? markdownField : undefined;
  if (type !== null && field === undefined && !isJson(type)) throw wrongType(type, markdownField);
  const bytes = await readAtMost(request.body, most);
  if (bytes.length < declared) throw new Problem("malformed", "The body ended before its Content-Length.");
  if (bytes.length === 0) return null;
  if (type === null) throw wrongType("none", markdownField);
  if (field !== undefined) return { bytes, value: { [field]: textOf(bytes, "text") } };
  const value = parsed(bytes);
  if (isTooDeep(value)) throw new Problem("malformed", `At most ${MOST_DEPTH} levels are read.`);
  return { bytes, value };
}

/** Reads a body of at most `most` bytes, and no byte more. Throws `too-large`, and `malformed` for one that breaks off. */
export async function readAtMost(body: ReadableStream<Uint8Array>, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Problem("malformed", "The body broke off.");
    });
    if (done) return Buffer.concat(chunks);
    length += value.length;
    if (length > most) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge(most);
    }
    chunks.push(value);
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(textOf(bytes, "JSON"));
  } catch {
    throw new Problem("malformed", "The body is not JSON in UTF-8.");
  }
}

function textOf(bytes: Buffer, what: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("malformed", `The body is not ${what} in UTF-8.`);
  }
}

/** What is nested this deeply was not written by anybody, and would overflow what walks through it. */
function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_DEPTH) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}

const isJson = (type: string) => /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type.trim());

const isMarkdown = (type: string) => /^text\/(?:markdown|plain)\s*(?:;|$)/i.test(type.trim());

function wrongType(type: string, markdownField: string | undefined): Problem {
  const wanted = ["application/json", ...(markdownField === undefined ? [] : ["text/markdown"])];
  return new Problem("unsupported-media-type", `Send ${wanted.join(" or ")}, not ${type.slice(0, 100)}.`, {
    headers: { Accept: wanted.join(", ") },
  });
}

const tooLarge = (most: number) =>
  new Problem("too-large", `At most ${most.toLocaleString("en")} bytes are read here.`);
