import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { removeStale } from "../stale-file";

/** What a running Postgres writes about itself into `postmaster.pid`. `port` is null until it has chosen one. */
export type PidFile = { pid: number; port: number | null; ready: boolean; text: string };

const pathIn = (cluster: string) => join(cluster, "postmaster.pid");

/** Reads the pid file of a cluster; null where there is none, or none that names a process. */
export function readPidFile(cluster: string): PidFile | null {
  try {
    const text = readFileSync(pathIn(cluster), "utf8");
    const lines = text.split("\n");
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return null;
    return { pid, port: Number(lines[3]) || null, ready: lines[7]?.trim() === "ready", text };
  } catch {
    return null;
  }
}

/** Whether the process that the pid file names lives and is the Postgres of this cluster. */
export function isServerAlive(file: PidFile, cluster: string): boolean {
  try {
    process.kill(file.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return runsThisCluster(file.pid, cluster);
}

/** A process number is used again after a crash or in a new container: only the process itself tells. */
function runsThisCluster(pid: number, cluster: string): boolean {
  if (process.platform === "linux") {
    try {
      // Postgres makes its data directory its working directory.
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    } catch {
      // Gone meanwhile, or a stranger's that hides where it is: a Postgres of ours does not hide from us.
      return false;
    }
  }
  if (process.platform === "win32") return true;
  const { stdout } = spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.includes("postgres");
}

/**
 * Takes a pid file away whose server is dead. Should two servers be started all the same, Postgres's shared memory
 * lets only one of them into the data.
 */
export function removeStalePidFile(file: PidFile, cluster: string): void {
  removeStale(pathIn(cluster), file.text);
}
