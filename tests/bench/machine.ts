import { execFileSync } from "node:child_process";
import { cpus, loadavg, platform, release, totalmem } from "node:os";
import type pg from "pg";

/** What the figures were measured on. */
export async function describeMachine(client: pg.Client): Promise<Record<string, string | number>> {
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  const [processor] = cpus();
  return {
    cores: cpus().length,
    processor: processor?.model.trim() || "unknown",
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${release()}`,
    node: process.version,
    postgres: `${rows[0]?.server_version ?? "unknown"}, embedded, with fsync`,
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(2)),
  };
}

/** Which state of the sources was measured or tried. */
export function describeSources(): string {
  const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
  const changed = git("status", "--porcelain", "--untracked-files=no", "--", ":!tests/*/results.json");
  return git("rev-parse", "--short=12", "HEAD") + (changed ? ", changed" : "");
}

/** The resident memory of a process, in megabytes. */
export function residentMb(pid: number): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}
