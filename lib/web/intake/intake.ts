import { randomUUID } from "node:crypto";
import { log, stackOf } from "../../core/log";
import { isAtLeast } from "../../core/permissions";
import type { Scope } from "../../people/api-keys/labels";
import { leastRoleFor } from "../../people/api-keys/rules";
import { receive } from "../../pools/intake/receive";
import type { Delivery, PushKind, Receipt } from "../../pools/intake/schema";
import { Busy } from "../../pools/intake/turns";
import { TooMuch, Undecodable } from "../../pools/intake/wire/schema";
import { callerOf, demandScope } from "../api/api-context";
import type { Handler } from "../api/endpoint";
import { Problem, problemHeaders, problemOf } from "../api/problem";
import { logRefusal } from "../refusal-log";
import { REQUEST_ID_HEADER } from "../request-headers";
import { withBody } from "./body";

/** The scope that a key needs to send metrics. */
export const intakeScope: Scope = "metrics:write";

/** A protocol by which metrics are pushed to us, in its own words. */
export type Protocol = {
  kind: PushKind;
  keyIn: (headers: Headers) => string | null;
  /** Refuses what is not sent in a form that is read, before it is read. */
  demandForm: (headers: Headers) => void;
  decode: (bytes: Buffer, headers: Headers) => Promise<Delivery>;
  answer: (receipt: Receipt, headers: Headers) => Response;
  refuse: (problem: Problem, headers: Headers) => Response;
};

/** The route handlers of an address that takes metrics; those that take some name the scope that they ask for. */
export type IntakeHandlers = Readonly<
  Record<"GET" | "PUT" | "PATCH" | "DELETE" | "OPTIONS", Handler> & { POST: Handler & { scope: Scope } }
>;

/** Makes the route handlers of the address at which a protocol delivers. Only POST delivers. */
export function intake(protocol: Protocol): IntakeHandlers {
  const refuseMethod: Handler = async ({ headers }) =>
    finished(protocol.refuse(new Problem("method-not-allowed", "This answers to POST."), headers), {
      Allow: "OPTIONS, POST",
    });
  const POST: Handler = async (request) => {
    const told: Record<string, string> = {};
    try {
      return finished(await take(protocol, request, told), told);
    } catch (error) {
      const problem = sayable(error) ?? fault(error, protocol);
      logRefusal({ action: `metrics.${protocol.kind}`, code: problem.kind }, request.headers);
      return finished(protocol.refuse(problem, request.headers), { ...told, ...problemHeaders(problem) });
    }
  };
  return {
    POST: Object.assign(POST, { scope: intakeScope }),
    ...{ GET: refuseMethod, PUT: refuseMethod, PATCH: refuseMethod, DELETE: refuseMethod },
    OPTIONS: async () => new Response(null, { status: 204, headers: { Allow: "OPTIONS, POST" } }),
  };
}

async function take(protocol: Protocol, request: Request, told: Record<string, string>): Promise<Response> {
  const { headers } = request;
  const requestId = headers.get(REQUEST_ID_HEADER) ?? randomUUID();
  const { context, key, headers: rate } = await callerOf(request, requestId, protocol.keyIn);
  Object.assign(told, rate);
  demandScope(key, intakeScope);
  if (!isAtLeast(key.person.role, leastRoleFor(intakeScope)))
    throw new Problem("forbidden", "The person whom this key acts for may no longer send metrics.");
  protocol.demandForm(headers);
  const sender = { kind: protocol.kind, keyId: key.keyId, keyName: key.name };
  const receipt = await withBody(request, (bytes) =>
    receive(sender, () => protocol.decode(bytes, headers), context.now),
  );
  return protocol.answer(receipt, headers);
}

function sayable(error: unknown): Problem | null {
  if (error instanceof Undecodable) return new Problem("malformed", error.message);
  if (error instanceof TooMuch) return new Problem("too-large", error.message);
  if (error instanceof Busy)
    return new Problem("unavailable", error.message, { headers: { "Retry-After": "5" } });
  const problem = problemOf(error, []);
  if (problem?.kind !== "unavailable" || error instanceof Problem) return problem;
  const sentence = "This could not be kept at the moment. Sending it again does no harm.";
  return new Problem("unavailable", sentence, { headers: { "Retry-After": "5" } });
}

function fault(error: unknown, { kind }: Protocol): Problem {
  log().error({ kind, error: stackOf(error) }, "metrics could not be taken");
  return new Problem("fault", "Something went wrong on our side.");
}

function finished(response: Response, headers: Readonly<Record<string, string>>): Response {
  response.headers.set("Cache-Control", "no-store");
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
