import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** The report generator with its faults, or without. */
export type Version = "faulty" | "mended";

/** Where the generator is reached, and the address of its database, which holds a password. */
export type Place = { port: number; databaseUrl: string };

/** A version that serves, until it is stopped. */
export type Deployed = { version: Version; pid: number; stop(): Promise<void> };

const START_DEADLINE_MS = 30_000;
const MOST_SAID = 10_000;

/** Starts a version of the report generator in a process of its own. Throws when it does not serve within half a minute. */
export async function deploy(version: Version, { port, databaseUrl }: Place): Promise<Deployed> {
  const told = { REPORTS_VERSION: version, REPORTS_PORT: String(port), REPORTS_DATABASE_URL: databaseUrl };
  const child = fork(join(import.meta.dirname, "main.ts"), {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { ...process.env, ...told },
  });
  let said = "";
  child.stderr?.on("data", (piece) => {
    said = `${said}${piece}`.slice(-MOST_SAID);
  });
  try {
    await Promise.race([
      once(child, "message", { signal: AbortSignal.timeout(START_DEADLINE_MS) }),
      once(child, "exit").then(() => Promise.reject(new Error("it ended"))),
    ]);
  } catch (error) {
    await end(child);
    const why = /^\w*Error: .*$/m.exec(said)?.[0] ?? "it did not say why";
    throw new Error(`The ${version} report generator does not serve: ${why}`, { cause: error });
  }
  return { version, pid: child.pid ?? 0, stop: () => end(child) };
}

/** A killed process gives all of its connections back, the leaked ones too. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
