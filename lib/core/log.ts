import pino, { type DestinationStream, type Logger } from "pino";
import { withoutSecrets } from "./redaction";
import { currentRequest } from "./request";
import { singleton } from "./singleton";
import { readableStack } from "./stack";
import { activeTraceparent } from "./trace";

const SECRET_NAMES = ["password", "token", "secret", "cookie", "authorization"];

/**
 * A log that writes one JSON object a line, with the id of the request that it belongs to. What goes by a secret's name
 * is cut out, at the top of an object and one level down, and what looks like a secret is cut out everywhere.
 */
export function makeLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (name: string) => ({ level: name }) },
    redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`]), censor: "[hidden]" },
    mixin: () => {
      const request = currentRequest();
      const trace = activeTraceparent();
      return {
        ...(request ? { requestId: request.id } : {}),
        ...(trace ? { traceId: trace.split("-")[1] } : {}),
      };
    },
    hooks: { streamWrite: withoutSecrets },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** The process's log, on standard output; `LOG_LEVEL` says from which level on. */
export const log = (): Logger =>
  singleton("log", () =>
    makeLog(process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "silent" : "info")),
  );

/** What a log says of anything that was thrown: its stack, and those of what caused it. */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = readableStack(error.stack ?? `${error.name}: ${error.message}`);
  return error.cause === undefined ? own : `${own}\ncaused by ${stackOf(error.cause)}`;
}
