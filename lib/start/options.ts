import { parseArgs } from "node:util";
import { z } from "zod";
import { StartFailure } from "./failure";

// The sample story's founding incident, of October 2025, must have passed.
const earliestToday = "2025-11-01";

/** What the command line asks for. */
export type Asked = {
  part: "all" | "web" | "worker";
  dev: boolean;
  /** The sample workspace instead of one's own: told anew when `fresh`, as of `today` (YYYY-MM-DD) where it is given. */
  demo: { fresh: boolean; today: string | undefined } | null;
};

/** Where the server listens. */
export type Listener = { host: string; port: number };

/** What a start was asked to do. */
export type StartOptions = Asked & Listener;

/**
 * Reads the command line: `--only web|worker`, `--dev`, `--demo` with `--fresh` and `--today DATE`. Throws a
 * StartFailure for anything else.
 */
export function readArguments(args: string[]): Asked {
  const { only, dev, demo, fresh, today } = parse(args);
  if (only !== undefined && only !== "web" && only !== "worker") {
    throw new StartFailure("usage", `--only takes web or worker, not "${only}".`);
  }
  if (!demo && (fresh || today !== undefined))
    throw new StartFailure("usage", "--fresh and --today belong to the demo: npm run demo -- --fresh.");
  if (demo && only !== undefined)
    throw new StartFailure("usage", "The demo runs web and worker together: leave --only out.");
  if (today !== undefined && !(z.iso.date().safeParse(today).success && today >= earliestToday))
    throw new StartFailure("usage", `--today takes a day from ${earliestToday} on, not "${today}".`);
  return {
    ...{ part: only ?? "all", dev: dev ?? false },
    demo: demo ? { fresh: fresh ?? false, today } : null,
  };
}

/** Reads HOST and PORT, 0.0.0.0 and 3000 unless given. Throws a StartFailure for what is no port. */
export function readListener(env: Record<string, string | undefined>): Listener {
  const port = Number(env.PORT || "3000");
  if (!/^\d+$/.test(env.PORT || "3000") || port > 65_535) {
    throw new StartFailure("usage", `PORT must be a number from 0 to 65535, not "${env.PORT}".`);
  }
  return { host: env.HOST || "0.0.0.0", port };
}

function parse(args: string[]) {
  try {
    const [text, yes] = [{ type: "string" }, { type: "boolean" }] as const;
    return parseArgs({ args, options: { only: text, dev: yes, demo: yes, fresh: yes, today: text } }).values;
  } catch (error) {
    throw new StartFailure("usage", error instanceof Error ? error.message : String(error));
  }
}
