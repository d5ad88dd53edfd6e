import type { z } from "zod";
import type { Context } from "../../core/context";
import type { Scope } from "../../people/api-keys/labels";
import type { JsonBody } from "./request-body";

/** The methods that operations have; HEAD and OPTIONS follow from them. */
export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** A method of HTTP. */
export type Method = (typeof methods)[number];

/** Where an operation is: `PATCH /incidents/{ref}`, below /api/v1. */
export type Route = `${Method} /${string}`;

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The parameters in a route's path, by name. */
export type ParamsOf<R extends string> = Readonly<Record<Placeholders<R>, string>>;

/** One request, once its key, its scope and its body have been looked at. */
export type Ask = {
  context: Context;
  keyId: string;
  /** Path below the host, as it was sent. */
  path: string;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  headers: Headers;
  body: JsonBody | null;
};

/** What is answered: a text, JSON unless its headers say otherwise, or nothing. */
export type Answer = { status: number; body: string; headers: Readonly<Record<string, string>> };

/** One thing that the API does: how it is done, and everything that its reference says. */
export type Operation = {
  /** The name of its action for a write, `noun.get` or `noun.list` for a read. */
  readonly id: string;
  readonly method: Method;
  /** Path below /api/v1, `/incidents/{ref}`. */
  readonly path: string;
  readonly scope: Scope;
  /** One sentence, as in a menu. */
  readonly summary: string;
  readonly description: string;
  readonly query: z.ZodObject | null;
  /** What the body may hold. `optional` names fields that the thing itself fills in where they are left out. */
  readonly body: { readonly schema: z.ZodObject; readonly optional: readonly string[] } | null;
  readonly bodyBytes: number;
  /** The field that a body of plain Markdown fills, where one may be sent in place of JSON. */
  readonly markdownField?: string;
  readonly status: number;
  /** What a success answers; null for nothing. */
  readonly answer: z.ZodType | null;
  /** Whether the answer is given as Markdown too, or as nothing else where there is no `answer`. */
  readonly asMarkdown?: boolean;
  readonly paged: boolean;
  /** Whether the answer carries an ETag. */
  readonly tagged: boolean;
  /** Whether `If-Match` must say which state is being changed. */
  readonly guarded: boolean;
  perform(ask: Ask): Promise<Answer>;
};

/** What operations of every kind are told. */
export type Described<R extends Route> = {
  route: R;
  scope: Scope;
  summary: string;
  description?: string;
};

/** Method and path of a route. */
export function partsOf(route: Route): { method: Method; path: string } {
  const [method = "", path = ""] = route.split(" ");
  const known = methods.find((one) => one === method);
  if (!known) throw new Error(`no method in ${route}`);
  return { method: known, path };
}

/** The names in a path, in their order. */
export const namesIn = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
