import { createApiKey } from "@/lib/people/api-keys/commands";
import { type Scope, scopes } from "@/lib/people/api-keys/labels";
import { whyNotScope } from "@/lib/people/api-keys/rules";
import type { Handler } from "@/lib/web/api/endpoint";
import type { Operation } from "@/lib/web/api/operation";
import type { Role } from "@/prisma/generated/enums";
import { expectDocumented } from "./api-document";
import type { CastContext } from "./cast";
import { exportsOf } from "./doors";
import { addressOf } from "./routes";
import { sourceFiles } from "./source";

/** What a test sends. A body that is no text is sent as JSON. */
export type Sent = {
  key?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
};

/** What came back. */
export type Received = { status: number; headers: Headers; text: string; body: never };

/** The operation behind a route handler, where it is one of the API's. */
export function operationOf(handler: unknown): Operation | undefined {
  const has = typeof handler === "function" && "operation" in handler;
  return has ? (handler.operation as Operation) : undefined;
}

/** The scope of the key that a route handler asks for, where it asks for one. */
export function scopeOf(handler: unknown): Scope | undefined {
  const has = typeof handler === "function" && "scope" in handler;
  return operationOf(handler)?.scope ?? (has ? (handler.scope as Scope) : undefined);
}

const files = sourceFiles("app")
  .filter(({ path }) => /^app\/api\/v1\/.*route\.ts$/.test(path))
  .map(({ path }) => ({ path, address: addressOf(path), pattern: patternOf(addressOf(path)) }))
  .sort((a, b) => a.address.split("[").length - b.address.split("[").length)
  .sort((a, b) => Number(a.address.includes("[[")) - Number(b.address.includes("[[")));

/** The address of every file of the API's routes, with what it exports. */
export const apiRoutes = () =>
  Promise.all(files.map(async ({ path, address }) => ({ address, handlers: await exportsOf(path) })));

/** Sends a request to the route handler that Next would choose, and reads its answer, which must be as documented. */
export async function send(method: string, path: string, sent: Sent = {}): Promise<Received> {
  const request = requestOf(method, path, sent);
  const { pathname } = new URL(request.url);
  const file = files.find(({ pattern }) => pattern.test(pathname));
  if (!file) throw new Error(`nothing answers to ${pathname}`);
  const handler = (await exportsOf(file.path))[method] as Handler;
  const response = await handler(request);
  const { status, headers } = response;
  const text = await response.text();
  const operation = operationOf(handler);
  if (operation) expectDocumented(operation, { status, headers, text });
  const isJson = /json/.test(headers.get("content-type") ?? "");
  return { status, headers, text, body: (isJson ? JSON.parse(text) : null) as never };
}

/** A key of this person's with these scopes, or with all that their role can have. */
export async function keyOf(context: CastContext, some?: readonly Scope[]): Promise<string> {
  const fitting = scopes.filter((scope) => whyNotScope(context.actor.role as Role, scope) === null);
  const { token } = await createApiKey(context, { name: "deploy bot", scopes: some ?? fitting });
  return token;
}

function requestOf(method: string, path: string, { key, body, headers = {} }: Sent): Request {
  const json = body !== undefined && typeof body !== "string" && !(body instanceof ReadableStream);
  return new Request(`http://localhost:3000/api/v1${path}`, {
    method,
    headers: {
      ...(key ? { Authorization: `Bearer ${key}` } : {}),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as string) }),
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  } as RequestInit);
}

/** The addresses that a file of routes answers to; one that takes anything comes after all others, as in Next. */
function patternOf(address: string): RegExp {
  const anything = address.replaceAll(".", "\\.").replace(/\/\[\[.*\]\]$/, "(?:/.*)?");
  return new RegExp(`^${anything.replace(/\[\w+\]/g, "[^/]+")}$`);
}
