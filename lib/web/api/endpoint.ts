import { randomUUID } from "node:crypto";
import { log, stackOf } from "../../core/log";
import { storable } from "../../core/storable";
import { logRefusal } from "../refusal-log";
import { REQUEST_ID_HEADER } from "../request-headers";
import { callerOf, demandScope } from "./api-context";
import { type Answer, type Method, methods, namesIn, type Operation } from "./operation";
import { Problem, problemOf, problemResponse } from "./problem";
import { readBody } from "./request-body";

/** What Next calls for a method of an address. */
export type Handler = (request: Request) => Promise<Response>;

/** The handlers of one address, by method, with the operations behind them. */
export type Handlers = Readonly<
  Record<Method, Handler & { operation?: Operation }> & { OPTIONS: () => Response }
>;

/**
 * Makes the route handlers of one address from its operations: `export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } =
 * endpoints(listIncidents, declareIncident)`. Each checks key, rate, scope, size, type and JSON, lets the operation do
 * its work, and answers; what goes wrong is a problem. Methods without an operation are refused with `Allow`.
 */
export function endpoints(...operations: readonly Operation[]): Handlers {
  const allowed = operations.map(({ method }) => method);
  const handler = (method: Method) => {
    const operation = operations.find((one) => one.method === method);
    return operation
      ? Object.assign(answering(operation.id, namesIn(operation.path), handle(operation)), { operation })
      : answering("method-not-allowed", [], () => refuseMethod(allowed));
  };
  return {
    ...(Object.fromEntries(methods.map((method) => [method, handler(method)])) as Record<Method, Handler>),
    OPTIONS: () => new Response(null, { status: 204, headers: { Allow: namesOf(allowed) } }),
  };
}

/** What an address that means nothing answers, whatever the method. */
export const unknownAddress: Handler = answering("not-found", [], () => {
  throw new Problem(
    "not-found",
    "There is nothing at this address. /api/v1/openapi.json lists what there is.",
  );
});

type Work = (request: Request, requestId: string, headers: Record<string, string>) => Promise<Answer>;

function answering(name: string, parameters: readonly string[], work: Work): Handler {
  return async (request) => {
    const requestId = request.headers.get(REQUEST_ID_HEADER) ?? randomUUID();
    const headers: Record<string, string> = {};
    try {
      return respond(await work(request, requestId, headers), headers);
    } catch (error) {
      const problem = problemOf(error, parameters) ?? fault(error, name, requestId);
      logRefusal({ action: name, code: problem.kind }, request.headers);
      const response = problemResponse(problem, requestId);
      for (const [header, value] of Object.entries(headers)) response.headers.set(header, value);
      return response;
    }
  };
}

const handle =
  (operation: Operation): Work =>
  async (request, requestId, headers) => {
    const { context, key, headers: told } = await callerOf(request, requestId);
    Object.assign(headers, told);
    demandScope(key, operation.scope);
    const url = new URL(request.url);
    return operation.perform({
      context,
      keyId: key.keyId,
      path: url.pathname,
      params: paramsIn(url.pathname, operation.path),
      query: url.searchParams,
      headers: request.headers,
      body:
        operation.method === "GET"
          ? null
          : await readBody(request, operation.bodyBytes, operation.markdownField),
    });
  };

function respond({ status, body, headers }: Answer, more: Record<string, string>): Response {
  const type: Record<string, string> = body === "" ? {} : { "Content-Type": "application/json" };
  return new Response(body === "" ? null : body, {
    status,
    headers: { ...type, Vary: "Authorization", ...headers, ...more },
  });
}

/** The parameters of an address, decoded. One that is no UTF-8 names nothing. */
function paramsIn(pathname: string, path: string): Record<string, string> {
  const parts = pathname.split("/").slice(3);
  const params: Record<string, string> = {};
  for (const [index, name] of path.split("/").slice(1).entries()) {
    const [, parameter] = /^\{(\w+)\}$/.exec(name) ?? [];
    if (parameter) params[parameter] = String(storable(decoded(parts[index] ?? "")));
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Problem("not-found", "There is nothing at this address.");
  }
}

/** The methods of an address as `Allow` lists them. */
const namesOf = (allowed: readonly Method[]) =>
  [...allowed, ...(allowed.includes("GET") ? ["HEAD"] : []), "OPTIONS"].sort().join(", ");

function refuseMethod(allowed: readonly Method[]): never {
  const names = namesOf(allowed);
  throw new Problem("method-not-allowed", `This answers to ${names}.`, { headers: { Allow: names } });
}

function fault(error: unknown, operation: string, requestId: string): Problem {
  log().error({ requestId, operation, error: stackOf(error) }, "an API request failed");
  return new Problem(
    "fault",
    "Nothing was saved. If it stays, tell your administrator the id of this request.",
  );
}
