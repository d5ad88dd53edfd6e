import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartFailure } from "../failure";
import type { Binaries } from "./binaries";
import { clusterIn } from "./cluster";
import { commandAs, type Identity } from "./identity";
import { isServerAlive, readPidFile, removeStalePidFile } from "./pid-file";

/** A running embedded server. */
export type RunningServer = { pid: number; port: number };

/** What to start: the programs, as whom, from which folder, with which settings beside the usual ones. */
export type ServerPlan = {
  binaries: Binaries;
  identity: Identity;
  folder: string;
  settings?: Record<string, string>;
};

const usualSettings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  timezone: "UTC",
  log_timezone: "UTC",
  password_encryption: "scram-sha-256",
  log_min_messages: "warning",
  log_line_prefix: "%m [%p] %q%u@%d ",
};

const startDeadlineMs = 30_000;
const logLimitBytes = 10_000_000;

const logIn = (folder: string) => join(folder, "postgres.log");

/**
 * Gives the running server of the folder: the one that is already there, or a new one on a free loopback port. A
 * server that is starting or stopping is waited for, a stale pid file is taken away. Throws a StartFailure with
 * Postgres's own last complaint after 30 seconds, or when it ends three times.
 */
export async function ensureServer(plan: ServerPlan, preferredPort?: number): Promise<RunningServer> {
  const cluster = clusterIn(plan.folder);
  const deadline = Date.now() + startDeadlineMs;
  let starts = 0;
  let ours: Ended | null = null;
  while (Date.now() < deadline) {
    const file = readPidFile(cluster);
    if (file && isServerAlive(file, cluster)) {
      if (file.ready && file.port !== null) return { pid: file.pid, port: file.port };
    } else if (!ours || ours.ended) {
      if (starts === 3) break;
      if (file) removeStalePidFile(file, cluster);
      ours = await launch(plan, starts === 0 ? preferredPort : undefined);
      starts += 1;
    }
    await sleep(25);
  }
  throw new StartFailure(
    "databaseUnavailable",
    `The embedded database does not start: ${lastComplaint(plan.folder)} Its log is ${logIn(plan.folder)}.`,
  );
}

/**
 * Stops a server: open connections are closed, committed work is kept. Returns false when it still runs after the
 * deadline.
 */
export async function stopServer(pid: number, folder: string, deadlineMs: number): Promise<boolean> {
  const cluster = clusterIn(folder);
  const deadline = Date.now() + deadlineMs;
  const isThere = () => {
    const file = readPidFile(cluster);
    return file?.pid === pid && isServerAlive(file, cluster);
  };
  if (isThere()) process.kill(pid, "SIGINT");
  while (isThere()) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

type Ended = { ended: boolean };

async function launch({ binaries, identity, folder, settings }: ServerPlan, port?: number): Promise<Ended> {
  const all = { ...usualSettings, ...settings, port: String(port ?? (await freePort())) };
  const { program, args, options } = commandAs(identity, binaries.postgres, [
    "-D",
    clusterIn(folder),
    ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ]);
  const log = openLog(folder);
  // Its own process group: Ctrl-C in the terminal must reach us, not the database under us.
  const child = spawn(program, args, { ...options, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  const state: Ended = { ended: false };
  child.once("exit", () => {
    state.ended = true;
  });
  child.once("error", () => {
    state.ended = true;
  });
  child.unref();
  return state;
}

function openLog(folder: string): number {
  const path = logIn(folder);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logLimitBytes) renameSync(path, `${path}.old`);
  return openSync(path, "a", 0o600);
}

function lastComplaint(folder: string): string {
  try {
    const complaints = readFileSync(logIn(folder), "utf8").match(/(?<=(?:FATAL|PANIC|ERROR): +).*/g);
    return `${complaints?.at(-1) ?? "it gave no reason"}.`;
  } catch {
    return "it wrote no log.";
  }
}

/** A loopback port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
