import type { IncomingMessage, RequestListener } from "node:http";
import { type Answering, answering, json } from "../../../support/answering";

/** What an engine was asked over a stretch of time, in seconds. */
export type Asked = { query: string; start: number; end: number; step: number };

/** What a pool's instance told at an instant, in milliseconds; null where it was not there. */
export type Told = (ms: number) => { used: number; max: number; waiting: number } | null;

/** By the minute of the day up to 50 of 50 connections, and callers that wait when it is full. */
export const usual: Told = (ms) => {
  const used = Math.floor(ms / 60_000) % 51;
  return { used, max: 50, waiting: used === 50 ? 3 : 0 };
};

const names = {
  hikaricp_connections_active: "used",
  hikaricp_connections_max: "max",
  hikaricp_connections_pending: "waiting",
} as const;

type Instance = { labels: Record<string, string>; told: Told };

/** Answers a question about the past as Prometheus does, for instances of pools. */
export function answerOf({ start, end, step }: Asked, instances: readonly Instance[]) {
  const result = instances.flatMap(({ labels, told }) =>
    Object.entries(names).map(([name, figure]) => {
      const values: [number, string][] = [];
      for (let at = start; at <= end; at += step) {
        const value = told(at * 1_000)?.[figure];
        if (value !== undefined) values.push([at, String(value)]);
      }
      return { metric: { __name__: name, job: "shop", ...labels }, values };
    }),
  );
  return {
    status: "success",
    data: { resultType: "matrix", result: result.filter(({ values }) => values.length > 0) },
  };
}

/** What was asked in the body of a request. */
export async function askedIn(request: IncomingMessage): Promise<Asked> {
  let body = "";
  for await (const piece of request) body += piece;
  const fields = new URLSearchParams(body);
  const number = (name: string) => Number(fields.get(name));
  return {
    query: fields.get("query") ?? "",
    ...{ start: number("start"), end: number("end"), step: number("step") },
  };
}

/** Answers each question as `answer` says, which may keep it waiting. */
export const answers =
  (answer: (asked: Asked) => unknown | Promise<unknown>, status = 200): RequestListener =>
  async (request, response) =>
    json(await answer(await askedIn(request)), status)(request, response);

/** Answers a question about the present. */
function presentOf(instances: readonly Instance[]) {
  const at = Math.floor(Date.now() / 1_000);
  const { data } = answerOf({ query: "", start: at, end: at, step: 1 }, instances);
  const result = data.result.map(({ metric, values: [value] }) => ({ metric, value }));
  return { status: "success", data: { resultType: "vector", result } };
}

/** A server that knows past and present of instances of pools, and what it was asked about the past. */
export async function engineWith(
  instances: readonly Instance[] = [{ labels: { pool: "main", instance: "pod-1" }, told: usual }],
  before: (asked: Asked, turn: number) => unknown | Promise<unknown> = () => undefined,
): Promise<Answering & { questions: Asked[] }> {
  const questions: Asked[] = [];
  const past = answers(async (asked) => {
    const turn = questions.push(asked);
    return (await before(asked, turn)) ?? answerOf(asked, instances);
  });
  const server = await answering((request, response) =>
    (request.url?.endsWith("/query_range") ? past : json(presentOf(instances)))(request, response),
  );
  return { ...server, questions };
}
