import { z } from "zod";
import { type Command, check } from "../../core/command";
import type { Context } from "../../core/context";
import type { Reader } from "../../core/database";
import { isRefusal } from "../../core/refusal";
import { storable } from "../../core/storable";
import { demandMatch, etagOf, staleProblem } from "./etag";
import { idempotencyOf, idempotently } from "./idempotency";
import {
  type Answer,
  type Described,
  namesIn,
  type Operation,
  type ParamsOf,
  partsOf,
  type Route,
} from "./operation";
import { Problem, pointerTo } from "./problem";
import { readQuery } from "./query-string";
import { shown } from "./reading";
import { usualBodyBytes } from "./request-body";

const nothing = z.object({});

/** How an operation guards against lost updates. */
export type Guard<R extends Route, Current> = {
  /** The thing as it is now, null where there is none yet. */
  current: (context: Context, params: ParamsOf<R>, reader: Reader) => Promise<Current | null>;
  /** How it is shown where it is read: the ETag that callers send back is of this. */
  answer: z.ZodType;
  /** What tells the command which state is being changed: its version, or its base. */
  edition: (current: Current | null) => Readonly<Record<string, unknown>>;
  /** The names in `edition`; no body may hold them. */
  fills: readonly string[];
  /** The fields that stay as they are where the body leaves them out. */
  keeps?: (current: Current) => Readonly<Record<string, unknown>>;
  kept?: readonly string[];
};

/** What makes an operation of a command: how it is described, guarded, and answered. */
type Writing<Output, R extends Route, Current> = Described<R> & {
  status?: 200 | 201 | 204;
  answer?: z.ZodType;
  shows?: (context: Context, output: Output, reader: Reader, params: ParamsOf<R>) => Promise<unknown>;
  location?: (output: Output) => string;
  guard?: Guard<R, Current>;
  bodyBytes?: number;
  markdownField?: string;
  /** What the command calls the parameters of the path that have another name there. */
  renames?: Readonly<Partial<Record<keyof ParamsOf<R>, string>>>;
};

/**
 * Makes an operation of a command. Its input is the body with the parameters of the path; `shows` reads what is
 * answered, in the transaction of the command. With a guard, `If-Match` must name the state that is being changed.
 */
export function write<Output, R extends Route, Current = unknown>(
  command: Command<unknown, Output>,
  spec: Writing<Output, R, Current>,
): Operation {
  const { guard, answer, markdownField } = spec;
  const { method, path } = partsOf(spec.route);
  const named = Object.keys(renamed(Object.fromEntries(namesIn(path).map((name) => [name, ""])), spec));
  const body = bodyOf(command.input, [...named, ...(guard?.fills ?? [])]);
  return {
    id: command.action,
    method,
    path,
    scope: spec.scope,
    summary: spec.summary,
    description: spec.description ?? "",
    query: nothing,
    body: body ? { schema: body, optional: guard?.kept ?? [] } : null,
    bodyBytes: spec.bodyBytes ?? usualBodyBytes,
    ...(markdownField === undefined ? {} : { markdownField }),
    status: spec.status ?? 200,
    answer: answer ?? null,
    paged: false,
    tagged: answer !== undefined,
    guarded: guard !== undefined,
    perform: performing(command, spec, body),
  };
}

/** How one request is done: checked, then run once however often it is sent, and answered as it is afterwards. */
function performing<Output, R extends Route, Current>(
  command: Command<unknown, Output>,
  { route, shows, guard, renames, ...answering }: Writing<Output, R, Current>,
  body: z.ZodObject | null,
): Operation["perform"] {
  const { method } = partsOf(route);
  return async (ask) => {
    readQuery(nothing, ask.query);
    const { context, headers } = ask;
    const params = ask.params as ParamsOf<R>;
    const named = renamed(ask.params, { renames });
    const sent = fieldsOf(ask.body?.value, body);
    const idempotency = method === "POST" ? idempotencyOf(ask, method) : null;
    if (!guard) check(command.input, { ...sent, ...named });
    return command
      .beside(context, (tx, run) =>
        idempotently(tx, context, idempotency, async () => {
          const current = guard ? await guard.current(context, params, tx) : null;
          if (guard) demandMatch(headers, current === null ? null : etagOf(shown(guard.answer, current)));
          const kept = guard?.keeps && current !== null ? guard.keeps(current) : {};
          const output = await run({ ...kept, ...sent, ...named, ...guard?.edition(current) });
          return answerOf(answering, await shows?.(context, output, tx, params), output);
        }),
      )
      .catch((error: unknown) => {
        throw guard && isStale(error) ? staleProblem("") : error;
      });
  };
}

/** Parameters of a path as the command calls them. */
function renamed(
  params: Readonly<Record<string, string>>,
  { renames = {} }: { renames?: Readonly<Record<string, string | undefined>> | undefined },
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [renames[name] ?? name, value]));
}

function answerOf<Output>(
  { answer, location, status = 200 }: Pick<Writing<Output, Route, never>, "answer" | "location" | "status">,
  value: unknown,
  output: Output,
): Answer {
  const text = answer ? shown(answer, value) : "";
  return {
    status,
    body: text,
    headers: {
      "Cache-Control": "no-store",
      ...(answer ? { ETag: etagOf(text) } : {}),
      ...(location ? { Location: `/api/v1${location(output)}` } : {}),
    },
  };
}

/** A conflict that shows what stands there now is one of two edits at once. */
const isStale = (error: unknown) =>
  isRefusal(error) &&
  error.code === "conflict" &&
  typeof error.detail === "object" &&
  error.detail !== null &&
  "current" in error.detail;

/** The fields of a command's input that a body may hold; null where there are none. */
function bodyOf(input: z.ZodType, taken: readonly string[]): z.ZodObject | null {
  const object = input instanceof z.ZodPipe ? input.in : input;
  if (!(object instanceof z.ZodObject)) throw new Error("a command of the API takes an object");
  const fields = Object.entries(object.shape).filter(([name]) => !taken.includes(name));
  return fields.length > 0 ? z.strictObject(Object.fromEntries(fields)) : null;
}

/** The fields that were sent. Refuses what is no object, and names that mean nothing here. */
function fieldsOf(value: unknown, body: z.ZodObject | null): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Problem("invalid", "Send an object.", { errors: [{ detail: "Not an object.", pointer: "#" }] });
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(body?.shape ?? {}, name));
  if (unknown.length === 0) return { ...value };
  const errors = unknown.slice(0, 20).map((name) => ({
    detail: "There is no such field here.",
    pointer: pointerTo([String(storable(name.slice(0, 100)))]),
  }));
  throw new Problem("invalid", `There is no field ${unknown[0]?.slice(0, 100)} here.`, { errors });
}
