import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartFailure } from "./failure";
import { withFileLock } from "./file-lock";
import { packStaticFiles } from "./packed";
import { shareChunks } from "./shared-chunks";
import { hashSources } from "./sources";

const shownOnFailure = 40;

/** What outlives a build: it empties its own folder. */
const workshopIn = (project: string) => join(project, "node_modules", ".cache", "highwater");

/**
 * Makes the production build when there is none or when the sources have changed since. Two starts at once build
 * once; a build that was cut off counts as none. Throws a StartFailure with the end of the build's output.
 */
export async function ensureBuild(project: string, signal: AbortSignal): Promise<"up to date" | "built"> {
  const sources = hashSources(project);
  if (builtFrom(project) === sources) return "up to date";
  return withFileLock(join(workshopIn(project), "build.lock"), signal, async () => {
    if (builtFrom(project) === sources) return "up to date";
    rmSync(stampIn(project), { force: true });
    const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
    await run(project, sources, [join(project, "lib", "start", "generate.mjs")], signal);
    await run(project, sources, [next, "build"], signal);
    await packStaticFiles(join(project, ".next"));
    shareChunks(join(project, ".next"));
    writeFileSync(stampIn(project), sources);
    return "built";
  });
}

/** Written last, beside what it vouches for. */
const stampIn = (project: string) => join(project, ".next", "SOURCES");

function builtFrom(project: string): string | null {
  if (!existsSync(stampIn(project)) || !existsSync(join(project, ".next", "BUILD_ID"))) return null;
  return readFileSync(stampIn(project), "utf8");
}

/** Runs one program of the build. The build of a start that was killed goes on without it, and is waited for: Next runs one at a time. */
async function run(project: string, sources: string, args: string[], signal: AbortSignal): Promise<void> {
  for (;;) {
    const complaint = await attempt(project, sources, args, signal);
    if (complaint === null) return;
    if (!/Another next build process is already running/.test(complaint))
      throw new StartFailure("buildFailed", complaint);
    await sleep(1_000, undefined, { signal });
  }
}

/** What went wrong, with the end of what the program said; null for nothing. */
async function attempt(
  project: string,
  sources: string,
  args: string[],
  signal: AbortSignal,
): Promise<string | null> {
  const log = join(workshopIn(project), "build.log");
  // A file of its own: the build of a start that was killed goes on to write into the one that it was given.
  rmSync(log, { force: true });
  const output = openSync(log, "w");
  const child = spawn(process.execPath, args, {
    cwd: project,
    stdio: ["ignore", output, output],
    signal,
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      // The same sources carry the same ids of builds and of actions on every machine, so that processes behind one
      // proxy agree. A running process seals with a secret key of its own instead.
      HIGHWATER_BUILD_ID: sources.slice(0, 20),
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.from(sources, "hex").toString("base64"),
    },
  });
  const [status] = await once(child, "exit");
  if (status === 0) return null;
  const end = readFileSync(log, "utf8").trimEnd().split("\n").slice(-shownOnFailure).join("\n");
  return `The production build failed; all it said is in ${log}.\n${end}`;
}
