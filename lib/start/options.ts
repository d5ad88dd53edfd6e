import { parseArgs } from "node:util";
import { StartFailure } from "./failure";

/** What a start was asked to do. */
export type StartOptions = { part: "all" | "web" | "worker"; dev: boolean; port: number; host: string };

/**
 * Reads the command line (`--only web|worker`, `--dev`) and PORT and HOST. Throws a StartFailure for anything else.
 */
export function readOptions(args: string[], env: Record<string, string | undefined>): StartOptions {
  const { only, dev } = parse(args);
  if (only !== undefined && only !== "web" && only !== "worker") {
    throw new StartFailure("usage", `--only takes web or worker, not "${only}".`);
  }
  const port = Number(env.PORT || "3000");
  if (!/^\d+$/.test(env.PORT || "3000") || port > 65_535) {
    throw new StartFailure("usage", `PORT must be a number from 0 to 65535, not "${env.PORT}".`);
  }
  return { part: only ?? "all", dev: dev ?? false, port, host: env.HOST || "0.0.0.0" };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: { only: { type: "string" }, dev: { type: "boolean" } } }).values;
  } catch (error) {
    throw new StartFailure("usage", error instanceof Error ? error.message : String(error));
  }
}
