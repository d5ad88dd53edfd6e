import { randomUUID } from "node:crypto";
import { deployOfEvent, placeInEvent, serviceNamed } from "../../catalog/deploys/change-events/rules";
import { changeEventInput } from "../../catalog/deploys/change-events/schema";
import { findService } from "../../catalog/services/queries";
import { check } from "../../core/command";
import type { Context } from "../../core/context";
import { log, stackOf } from "../../core/log";
import { isRefusal, Refusal } from "../../core/refusal";
import { recordDeploy } from "../../incidents/deploys/commands";
import type { Scope } from "../../people/api-keys/labels";
import { bearerOf, callerOf, demandScope } from "../api/api-context";
import type { Handler } from "../api/endpoint";
import { Problem, problemOf } from "../api/problem";
import { readBody } from "../api/request-body";
import { logRefusal } from "../refusal-log";
import { REQUEST_ID_HEADER } from "../request-headers";
import { answerOf, type ChangeAnswer, processed } from "./change-answers";
import type { IntakeHandlers } from "./intake";

/** The scope that a key needs to tell of deploys. */
export const changeScope: Scope = "deploys:write";

/** How many bytes a change event may have: as many as PagerDuty takes. */
export const changeEventBytes = 524_288;

/**
 * The route handlers of `/v2/change/enqueue`: change events as PagerDuty takes them are recorded as deploys, and answered in
 * its words. Its routing key is one of our API keys; a bearer token is taken as well, and counts where both are there.
 */
export const changeEvents: IntakeHandlers = {
  POST: Object.assign(answering(take), { scope: changeScope }),
  ...{ GET: answering(refuse), PUT: answering(refuse), PATCH: answering(refuse), DELETE: answering(refuse) },
  OPTIONS: async () => new Response(null, { status: 204, headers: { Allow: "OPTIONS, POST" } }),
};

type Told = Record<string, string>;

function answering(work: (request: Request, told: Told) => Promise<ChangeAnswer>): Handler {
  return async (request) => {
    const told: Told = {};
    try {
      return respond(await work(request, told), told);
    } catch (error) {
      const problem = sayable(error);
      logRefusal({ action: recordDeploy.action, code: problem.kind }, request.headers);
      return respond(answerOf(problem), told);
    }
  };
}

async function take(request: Request, told: Told): Promise<ChangeAnswer> {
  const early = bearerOf(request.headers) === null ? null : await senderOf(request, told, bearerOf);
  const value = (await readBody(request, changeEventBytes))?.value;
  const context = early ?? (await senderOf(request, told, () => keyIn(value)));
  await record(context, value);
  return processed;
}

async function refuse(): Promise<never> {
  throw new Problem("method-not-allowed", "This answers to POST.", { headers: { Allow: "OPTIONS, POST" } });
}

/** Who sends, once their key may tell of deploys. */
async function senderOf(
  request: Request,
  told: Told,
  keyIn: Parameters<typeof callerOf>[2],
): Promise<Context> {
  const requestId = request.headers.get(REQUEST_ID_HEADER) ?? randomUUID();
  const { context, key, headers } = await callerOf(request, requestId, keyIn);
  Object.assign(told, headers);
  demandScope(key, changeScope);
  return context;
}

/** The routing key of an event; null for what cannot be one. */
function keyIn(event: unknown): string | null {
  const key =
    typeof event === "object" && event !== null && "routing_key" in event ? event.routing_key : null;
  return typeof key === "string" && /^[\x21-\x7e]{1,200}$/.test(key) ? key : null;
}

async function record(context: Context, value: unknown): Promise<void> {
  const event = check(changeEventInput, value);
  const { source } = event.payload;
  const named = serviceNamed(event) !== null;
  const ofSource = !named && source ? await findService(context, source) : null;
  if (!named && !ofSource)
    throw new Refusal("invalid", "", {
      [placeInEvent("service")]:
        "Name the service here, by its slug or its name; payload.source counts only where it is that.",
    });
  try {
    await recordDeploy(context, deployOfEvent(event, ofSource !== null));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const fields = Object.entries(error.fields).map(([field, says]) => [placeInEvent(field), says]);
    throw new Refusal(error.code, error.message, Object.fromEntries(fields), error.detail);
  }
}

function sayable(error: unknown): Problem {
  if (isRefusal(error) && error.code === "invalid")
    return new Problem("invalid", error.message, {
      errors: Object.entries(error.fields).map(([field, says]) => ({
        detail: field === "" ? says : `${field}: ${says}`,
      })),
    });
  // Two at once that stood in each other's way: nothing was written.
  if (isRefusal(error) && error.code === "conflict")
    return new Problem("unavailable", error.message, { headers: { "Retry-After": "1" } });
  const problem = problemOf(error, []);
  if (problem) return problem;
  log().error({ error: stackOf(error) }, "a change event could not be taken");
  return new Problem("fault", "Something went wrong on our side.");
}

function respond({ status, body, headers }: ChangeAnswer, told: Told): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", ...told, ...headers },
  });
}
