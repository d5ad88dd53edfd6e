import { format, types } from "node:util";
import { log, stackOf } from "../core/log";
import { currentRequest } from "../core/request";

/**
 * Turns what Next writes to the console into lines of our log, until the returned function is called. Next reports a
 * fault of a page there just before it hands the fault's `digest` to the browser: the digest becomes the request's id,
 * so that the error page shows the id under which the log tells more.
 */
export function takeOverConsole(): () => void {
  const terminal = globalThis.console;
  const { error, warn } = terminal;
  terminal.error = (...said: unknown[]) => report("error", said);
  terminal.warn = (...said: unknown[]) => report("warn", said);
  return () => void Object.assign(terminal, { error, warn });
}

function report(level: "error" | "warn", said: unknown[]): void {
  const fault = said.find((thing) => types.isNativeError(thing));
  if (!fault) {
    log()[level](format(...said));
    return;
  }
  const id = currentRequest()?.id;
  // The same fault comes by again when the page around it is made.
  if (id && "digest" in fault && fault.digest === id) return;
  if (id) Object.assign(fault, { digest: id });
  const words = said.filter((thing) => thing !== fault);
  log()[level]({ error: stackOf(fault) }, words.length > 0 ? format(...words) : "a request failed");
}
