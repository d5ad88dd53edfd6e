import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { CannotCollect, type SourceAddress } from "./source";
import { deadlineMs } from "./wire";

const MOST_BYTES = 8_000_000;

/** What is asked of an address over HTTP: a GET, or a POST of fields. */
export type Question = { url: URL; fields?: Readonly<Record<string, string>> };

/** An answer: its status, and the JSON in it. */
export type HttpAnswer = { status: number; json: unknown };

/**
 * Asks once, on a connection of its own, within five seconds for all of it. Redirects are not followed, and no more than
 * 8 MB are read. Throws `CannotCollect` where the answer has another status than 200 and those in `also`, or is no JSON.
 */
export async function ask(
  address: SourceAddress,
  question: Question,
  also: readonly number[] = [],
): Promise<HttpAnswer> {
  const deadline = AbortSignal.timeout(deadlineMs);
  try {
    const answer = await send(address, question, deadline);
    const status = answer.statusCode ?? 0;
    if (status !== 200 && !also.includes(status)) {
      answer.destroy();
      throw new CannotCollect(sayStatus(status));
    }
    return { status, json: parsed(await bodyOf(answer)) };
  } catch (error) {
    if (deadline.aborted) throw new CannotCollect("The server took longer than five seconds to answer.");
    throw error;
  }
}

function send(
  address: SourceAddress,
  { url, fields }: Question,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const body = fields && new URLSearchParams(fields).toString();
  const form = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body ?? ""),
  };
  const options = {
    method: body === undefined ? "GET" : "POST",
    headers: {
      accept: "application/json",
      "accept-encoding": "identity",
      "user-agent": "highwater collector",
      ...(body === undefined ? {} : form),
      ...authorization(address),
    },
    rejectUnauthorized: address.tls === "verified",
    agent: false,
    signal,
  };
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === "https:" ? tlsRequest : plainRequest)(url, options, resolve);
    sent.once("error", reject);
    sent.end(body);
  });
}

/** With a user by name and password, without one by the password alone, as a token. */
function authorization({ userName, password }: SourceAddress): Record<string, string> {
  if (userName)
    return { authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}` };
  return password ? { authorization: `Bearer ${password}` } : {};
}

function sayStatus(status: number): string {
  const code = `(status ${status})`;
  if (status === 401 || status === 403) return `The server refuses this user, password or token ${code}.`;
  if (status >= 300 && status < 400)
    return `It answers that it is elsewhere ${code}, and redirects are not followed: give the address that it leads to.`;
  if (status === 404 || status === 405) return `It has nothing to be asked at this address ${code}.`;
  if (status === 429) return `It is asked too often ${code}.`;
  if (status === 503) return `It cannot answer at the moment ${code}: it may have too much to do.`;
  return `It answers with an error ${code}.`;
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    bytes += piece.length;
    // Leaving the loop ends the connection.
    if (bytes > MOST_BYTES) throw new CannotCollect("It answers with more than 8 MB, which is not read.");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CannotCollect("What it answers is not JSON.");
  }
}
