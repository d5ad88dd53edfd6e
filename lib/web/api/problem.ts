import { publicUrl } from "../../core/env";
import { isRefusal, type Refusal, type RefusalCode } from "../../core/refusal";

/** Every kind of problem that an answer can be, with its status and title. The last part of its `type` is the name. */
export const problemKinds = {
  malformed: { status: 400, title: "The request cannot be read" },
  "invalid-parameter": { status: 400, title: "A parameter of the address or a header is not valid" },
  unauthenticated: { status: 401, title: "No valid key" },
  forbidden: { status: 403, title: "Not allowed" },
  "insufficient-scope": { status: 403, title: "The key has not the scope" },
  "not-found": { status: 404, title: "Not found" },
  "method-not-allowed": { status: 405, title: "Not a method of this resource" },
  conflict: { status: 409, title: "In conflict with how things stand" },
  "idempotency-key-reused": { status: 409, title: "The Idempotency-Key belongs to another request" },
  "request-under-way": { status: 409, title: "The same request is under way" },
  stale: { status: 412, title: "Changed meanwhile" },
  "too-large": { status: 413, title: "Too large" },
  "unsupported-media-type": { status: 415, title: "Not a media type that is read here" },
  invalid: { status: 422, title: "The input is not valid" },
  "precondition-required": { status: 428, title: "If-Match is missing" },
  "rate-limited": { status: 429, title: "Too many requests" },
  fault: { status: 500, title: "Something went wrong on our side" },
  unavailable: { status: 503, title: "Not available at the moment" },
} as const satisfies Record<string, { status: number; title: string }>;

/** The name of a kind of problem. */
export type ProblemKind = keyof typeof problemKinds;

/** One thing that is wrong, and where: a JSON pointer into the body, or the name of a parameter or a header. */
export type ProblemDetail = { detail: string; pointer?: string; parameter?: string; header?: string };

/** What the API answers in place of what was asked for. Thrown by the API's own parts; refusals become one. */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    detail: string,
    readonly more: { errors?: readonly ProblemDetail[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.name = "Problem";
  }
}

const kindOfRefusal: Readonly<Record<RefusalCode, ProblemKind>> = {
  invalid: "invalid",
  unauthenticated: "unauthenticated",
  forbidden: "forbidden",
  not_found: "not-found",
  conflict: "conflict",
  too_large: "too-large",
  rate_limited: "rate-limited",
  unavailable: "unavailable",
};

/**
 * The problem that an error is: a refusal by its code, a database that cannot be reached, is too busy or gave up by
 * `unavailable`. Null for a bug. `parameters` are the names in the path, which are no part of the body.
 */
export function problemOf(error: unknown, parameters: readonly string[]): Problem | null {
  if (error instanceof Problem) return error;
  if (isRefusal(error)) return refused(error, parameters);
  if (!isOutage(error)) return null;
  const detail =
    "The database did not answer in time. Whether a write was kept is not known: send it again, with the same Idempotency-Key.";
  return new Problem("unavailable", detail, { headers: { "Retry-After": "2" } });
}

// An id that a proxy chose need not be a UUID.
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A problem as an answer, `application/problem+json` by RFC 9457. `instance` is the id of the request. */
export function problemResponse(problem: Problem, requestId: string): Response {
  const { status, title } = problemKinds[problem.kind];
  const { errors } = problem.more;
  const body = {
    type: problemType(problem.kind),
    title,
    status,
    detail: problem.message,
    instance: UUID.test(requestId) ? `urn:uuid:${requestId}` : `#${requestId}`,
    ...(errors && errors.length > 0 ? { errors } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      ...problemHeaders(problem),
    },
  });
}

/** The headers that say what to do about a problem: how to prove oneself, how long to wait. */
export const problemHeaders = ({ kind, more }: Problem): Readonly<Record<string, string>> => ({
  ...standardHeaders[kind],
  ...more.headers,
});

/** The `type` of a kind of problem: where the reference explains it. */
export const problemType = (kind: ProblemKind): string => `${publicUrl()}/api/docs#problem-${kind}`;

const standardHeaders: Readonly<Partial<Record<ProblemKind, Readonly<Record<string, string>>>>> = {
  unauthenticated: { "WWW-Authenticate": 'Bearer realm="Highwater"' },
  "rate-limited": { "Retry-After": "60" },
  unavailable: { "Retry-After": "5" },
};

function refused(refusal: Refusal, parameters: readonly string[]): Problem {
  const errors = Object.entries(refusal.fields).map(([field, detail]) =>
    parameters.includes(field)
      ? { detail, parameter: field }
      : { detail, pointer: pointerTo(field === "" ? [] : field.split(".")) },
  );
  return new Problem(kindOfRefusal[refusal.code], refusal.message, { errors });
}

/** A place in the body as JSON pointer in a URI fragment, as RFC 9457 shows it: `#/items/0/text`. */
export function pointerTo(place: readonly string[]): string {
  const parts = place.map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1"));
  return ["#", ...parts.map(encodeURIComponent)].join("/");
}

/** Codes of Prisma, Postgres and Node that say: not reached, too busy, given up, shut down. */
const OUTAGE =
  /^(P1001|P1002|P1008|P1017|P2024|P2028|08...|53...|55P03|57P0.|57014|25P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const OUTAGE_WORDS =
  /timeout exceeded when trying to connect|Connection terminated|server closed the connection|Can't reach database server/i;

function isOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 4) return false;
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown };
  if (typeof code === "string" && OUTAGE.test(code)) return true;
  if (typeof message === "string" && OUTAGE_WORDS.test(message)) return true;
  return isOutage(cause, depth + 1);
}
