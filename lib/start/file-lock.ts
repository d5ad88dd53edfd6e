import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { removeStale } from "./stale-file";

const beatMs = 2_000;
const deadAfterMs = 15_000;

/**
 * Runs `work` while no other process on this machine runs work under the same lock file; waits for it, however long.
 * The lock of a killed process is free again after 15 seconds. `work` must not block the event loop for that long.
 */
export async function withFileLock<T>(path: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${process.pid} ${Date.now()}\n`;
  while (!take(path, mine)) {
    breakDead(path);
    await sleep(200, undefined, { signal });
  }
  const beat = setInterval(() => utimesSync(path, new Date(), new Date()), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(path, { force: true });
  }
}

function take(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function breakDead(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && Date.now() - found.mtimeMs > deadAfterMs) removeStale(path, readFileSync(path, "utf8"));
}
