import { type Problem, type ProblemKind, problemHeaders, problemKinds } from "../api/problem";

/** An answer in the words of PagerDuty's Events API v2. */
export type ChangeAnswer = {
  status: number;
  body: { status: string; message: string; errors?: string[] };
  headers: Readonly<Record<string, string>>;
};

/** What is answered to a change event that was taken, also to one that comes again. */
export const processed: ChangeAnswer = {
  status: 202,
  body: { status: "success", message: "Change event processed" },
  headers: {},
};

const invalid = { code: 400, status: "invalid event", message: "Event object is invalid" };
const unreadable = {
  code: 400,
  status: "Unrecognized object",
  message: "Event object format is unrecognized",
};
const ours = { status: "internal error", message: "The event could not be kept" };

/**
 * How each kind of problem is said. PagerDuty knows 400, which is never sent again, 429 and 5xx, which are; a key that is
 * unknown is an invalid event there.
 */
const said: Readonly<Partial<Record<ProblemKind, { code?: number; status: string; message: string }>>> = {
  unauthenticated: invalid,
  invalid,
  malformed: unreadable,
  "unsupported-media-type": unreadable,
  forbidden: { status: "forbidden", message: "This routing key may not send change events" },
  "insufficient-scope": { status: "forbidden", message: "This routing key may not send change events" },
  "too-large": { status: "invalid event", message: "Event object is too large" },
  "rate-limited": { status: "throttle exceeded", message: "Change events arrive too quickly" },
  unavailable: ours,
  fault: ours,
};

/** A problem as PagerDuty would say it, with what is wrong as `errors`. */
export function answerOf(problem: Problem): ChangeAnswer {
  const { kind, message, more } = problem;
  const how = said[kind] ?? { status: "invalid event", message: problemKinds[kind].title };
  const errors = (more.errors ?? []).map(({ detail }) => detail);
  const { "WWW-Authenticate": _, ...headers } = problemHeaders(problem);
  return {
    status: how.code ?? problemKinds[kind].status,
    body: {
      status: how.status,
      message: how.message,
      errors: errors.length > 0 ? errors : [sayKey(kind, message)],
    },
    headers,
  };
}

/** What a sender is told of its key, by the name that the key has here. */
const sayKey = (kind: ProblemKind, message: string) =>
  kind === "unauthenticated"
    ? `routing_key: ${message.replace("Authorization: Bearer hw_…", "an API key of Highwater, hw_…")}`
    : message;
