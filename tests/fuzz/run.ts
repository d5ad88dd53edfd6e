import { setTimeout as sleep } from "node:timers/promises";
import { residentMb } from "../bench/machine";
import { type Chance, chanceOf } from "../support/chance";
import { type Answer, type Visitor, visitor } from "../support/visitor";
import { readDocument } from "./document";
import { Harvest } from "./harvest";
import { Composer, type Sent } from "./requests";

/** What is fuzzed, how long, and which chance. */
export type Plan = { url: string; token: string; pid: number; requests: number; seed: number };

/** One answer that should not have been, with the request, made as small as it can be, as a command line. */
export type Fault = { what: string; operation: string; spoiled: string[]; reproducer: string };

/** How a run went. */
export type Outcome = {
  requests: number;
  statuses: Record<string, number>;
  succeeded: number;
  /** Answers of each operation, by method and path, then by the class of their status: "2xx". */
  operations: Record<string, Record<string, number>>;
  /** How the last request of each operation that should have been understood was refused. */
  refusals: Record<string, string>;
  slowestMs: number;
  residentMb: number[];
  faults: Fault[];
};

const deadlineMs = 10_000;
const atOnce = 4;
const enough = 25;

/** Sends generated requests over the whole document, and judges every answer. Ends early after 25 faults. */
export async function fuzz(plan: Plan, tell: (line: string) => void = () => {}): Promise<Outcome> {
  const client = visitor(plan.url);
  const { operations, resolve } = readDocument(JSON.parse((await client.ask("/api/v1/openapi.json")).body));
  const harvest = new Harvest();
  const composer = new Composer(resolve, harvest, plan.token);
  const outcome: Outcome = {
    ...{
      requests: 0,
      statuses: {},
      succeeded: 0,
      operations: {},
      refusals: {},
      slowestMs: 0,
      residentMb: [],
      faults: [],
    },
  };
  for (const operation of operations) outcome.operations[nameOf(operation)] = {};
  const oneOf = async (chance: Chance): Promise<void> => {
    const operation = chance.one(operations);
    const fits = chance.below(100) < 65;
    const sent = fits ? composer.fitting(operation, chance) : composer.spoiled(operation, chance);
    // Now and then somebody does not look first.
    if (operation.readable && operation.method !== "GET" && chance.below(20) > 0)
      await lookFirst(client, sent);
    const what = await judged(client, sent, harvest, outcome);
    if (what === null) return;
    const small = await smaller(client, sent, what);
    const known = outcome.faults.some((one) => one.what === what && one.operation === operation.id);
    if (known) return;
    const fault = {
      what,
      operation: operation.id,
      spoiled: sent.spoiled,
      reproducer: asCommand(plan.url, small),
    };
    outcome.faults.push(fault);
    tell(`FAULT  ${what}\n       ${fault.operation} ${sent.spoiled.join(", ")}\n       ${fault.reproducer}`);
  };
  const every = Math.max(1, Math.floor(plan.requests / 20));
  const worker = async (number: number) => {
    const chance = chanceOf(plan.seed + number);
    while (outcome.requests < plan.requests && outcome.faults.length < enough) {
      outcome.requests += 1;
      if (outcome.requests % every === 0) {
        outcome.residentMb.push(Math.round(residentMb(plan.pid)));
        tell(
          `${outcome.requests} requests, ${outcome.succeeded} of them 2xx, ${outcome.residentMb.at(-1)} MB`,
        );
      }
      await oneOf(chance);
    }
  };
  // What can be read without knowing anything comes first: it tells what there is.
  for (const operation of operations.filter(({ method, path }) => method === "GET" && !path.includes("{")))
    await judged(client, composer.plain(operation), harvest, outcome);
  await Promise.all(Array.from({ length: atOnce }, (_, number) => worker(number)));
  return outcome;
}

/** Reads the ETag of what is about to be changed. */
async function lookFirst(client: Visitor, sent: Sent): Promise<void> {
  const { authorization = "" } = sent.headers;
  const path = sent.operation.readable === "here" ? sent.path : sent.path.replace(/\/[^/]+$/, "");
  const { headers } = await client.ask(`/api/v1${path}`, { headers: { authorization }, deadlineMs });
  if (typeof headers.etag === "string") sent.headers["if-match"] ??= headers.etag;
}

async function judged(
  client: Visitor,
  sent: Sent,
  harvest: Harvest,
  outcome: Outcome,
): Promise<string | null> {
  const began = performance.now();
  const answer = await send(client, sent);
  outcome.slowestMs = Math.max(outcome.slowestMs, Math.round(performance.now() - began));
  if (answer instanceof Error) return `no answer: ${answer.message}`;
  outcome.statuses[answer.status] = (outcome.statuses[answer.status] ?? 0) + 1;
  if (answer.status < 300) outcome.succeeded += 1;
  if (!sent.strange) countAnswer(outcome, sent, answer);
  if (answer.status < 300) gather(harvest, sent, answer);
  return verdict(sent, answer);
}

const nameOf = ({ method, path }: Sent["operation"]) => `${method} ${path}`;

/** What is strange may have reached another operation, or none. */
function countAnswer({ operations, refusals }: Outcome, sent: Sent, { status, body }: Answer): void {
  const { operation, path, spoiled } = sent;
  const counts = operations[nameOf(operation)] ?? {};
  const kind = `${Math.floor(status / 100)}xx`;
  counts[kind] = (counts[kind] ?? 0) + 1;
  operations[nameOf(operation)] = counts;
  if (status >= 400 && spoiled.length === 0)
    refusals[nameOf(operation)] = `${path} ${JSON.stringify(sent.body)} ${status} ${body}`.slice(0, 1_000);
}

function gather(harvest: Harvest, { operation, path, strange }: Sent, { headers, body }: Answer): void {
  if (!strange && operation.method === "DELETE" && operation.path.endsWith("}")) harvest.forget(path);
  if (strange || body === "" || !String(headers["content-type"]).includes("json")) return;
  const value = JSON.parse(body) as { next?: unknown; acts?: { hash: string }[] };
  const noun = operation.path.split("/").findLast((part) => part !== "" && !part.startsWith("{"));
  harvest.gather(value, noun ?? path);
  if (operation.method === "POST" || "items" in value) harvest.place(operation.path, path, value);
  if (value.acts) {
    // What a sign-off signed is read by its hash, beside it.
    const texts = (list: string) => list.replace(/sign-offs$/, "signed-texts");
    const items = value.acts.map(({ hash }) => ({ id: hash }));
    harvest.place(texts(operation.path), texts(path), { items });
  }
  if (typeof value.next === "string") harvest.keep(`${operation.id}.next`, value.next);
}

/** What is wrong with an answer; null for nothing. */
function verdict({ operation, method, strange }: Sent, { status, headers, body }: Answer): string | null {
  const type = String(headers["content-type"] ?? "");
  // Node itself says so, before anything of ours has been asked.
  if (status === 431) return null;
  // 503 with a time to come again is said when the database is away or overloaded, and it is neither here.
  if (status >= 500) return `status ${status}: ${body.slice(0, 200)}`;
  if (method === "HEAD" || method === "OPTIONS") return null;
  if (!strange) return operation.judge(status, type, body);
  if (status >= 400 && !type.startsWith("application/problem+json"))
    return `${status} is ${type || "of no type"}`;
  return null;
}

async function send(
  client: Visitor,
  { method, path, query, headers, body, raw }: Sent,
): Promise<Answer | Error> {
  const search = query.length > 0 ? `?${new URLSearchParams(query)}` : "";
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const asked = { method, headers, deadlineMs, ...(text === undefined ? {} : { body: text }) };
  return client.ask(`/api/v1${path}${search}`, asked).catch(async (error: Error) => {
    await sleep(100);
    return error;
  });
}

/** The same request with everything taken away that is not needed for the same fault. */
async function smaller(client: Visitor, sent: Sent, what: string): Promise<Sent> {
  const still = async (tried: Sent) => {
    const answer = await send(client, tried);
    return answer instanceof Error ? what.startsWith("no answer") : verdict(tried, answer) === what;
  };
  let least = sent;
  for (const name of Object.keys(typeof sent.body === "object" && sent.body !== null ? sent.body : {})) {
    const { [name]: _, ...rest } = least.body as Record<string, unknown>;
    const tried = { ...least, body: rest };
    if (await still(tried)) least = tried;
  }
  for (const pair of sent.query) {
    const tried = { ...least, query: least.query.filter((one) => one !== pair) };
    if (await still(tried)) least = tried;
  }
  return least;
}

function asCommand(url: string, { method, path, query, headers, body, raw }: Sent): string {
  const search = query.length > 0 ? `?${new URLSearchParams(query)}` : "";
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''").slice(0, 600)}'`;
  const sentHeaders = Object.entries(headers).map(([name, value]) =>
    quoted(`${name}: ${name === "authorization" && value.length > 20 ? "Bearer $KEY" : value}`),
  );
  const text = raw ?? (body === undefined ? null : JSON.stringify(body));
  const parts = [`curl -X ${method}`, ...sentHeaders.map((one) => `-H ${one}`)];
  return [
    ...parts,
    ...(text === null ? [] : [`-d ${quoted(text)}`]),
    quoted(`${url}/api/v1${path}${search}`),
  ].join(" ");
}
