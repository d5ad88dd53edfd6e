import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { singleton } from "../../core/singleton";
import { TooMuch, Undecodable } from "../../pools/intake/wire/schema";
import { Problem } from "../api/problem";

const MIB = 1_048_576;

/** How many bytes of metrics are read: as they are sent, and once they are unpacked. */
export const metricsBytes = { sent: 16 * MIB, unpacked: 64 * MIB } as const;

const MOST_IN_HAND = 64 * MIB;
const inHand = () => singleton("intake-bytes-in-hand", () => ({ bytes: 0 }));

/**
 * Reads what is sent, be its length told or not, and does the work with it. All that is being read and worked on at once
 * has a limit, too. Throws `too-large`, `malformed` and `unavailable`.
 */
export async function withBody<T>(request: Request, work: (bytes: Buffer) => Promise<T>): Promise<T> {
  const declared = Number(request.headers.get("content-length") ?? "0");
  if (declared > metricsBytes.sent) throw tooLarge();
  const hand = inHand();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const reader = request.body?.getReader();
    for (;;) {
      const next = await reader?.read().catch(() => {
        throw new Problem("malformed", "The body broke off.");
      });
      if (!next || next.done) break;
      length += next.value.length;
      hand.bytes += next.value.length;
      chunks.push(next.value);
      const problem = length > metricsBytes.sent ? tooLarge() : hand.bytes > MOST_IN_HAND ? busy() : null;
      if (!problem) continue;
      await reader?.cancel().catch(() => undefined);
      throw problem;
    }
    if (length < declared) throw new Problem("malformed", "The body ended before its Content-Length.");
    return await work(Buffer.concat(chunks));
  } finally {
    hand.bytes -= length;
  }
}

/** Unpacks gzip, and stops where it becomes too much. Throws `Undecodable` and `TooMuch`. */
export async function gunzipped(bytes: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: metricsBytes.unpacked });
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE")
      throw new TooMuch(
        `Unpacked, at most ${metricsBytes.unpacked.toLocaleString("en")} bytes are read here.`,
      );
    throw new Undecodable("The body is not packed by gzip.");
  }
}

const tooLarge = () =>
  new Problem("too-large", `At most ${metricsBytes.sent.toLocaleString("en")} bytes are read here.`);

const busy = () =>
  new Problem("unavailable", "Too much is being sent at once.", { headers: { "Retry-After": "5" } });
