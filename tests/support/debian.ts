import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A program on the path, or where Debian puts those that serve; null where there is none. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/**
 * Finds programs that have the names of their packages, or as root on Debian installs them, and stops what the packages
 * start by themselves. Null, or what there is none of.
 */
export function lackOfPrograms(...names: readonly string[]): string | null {
  const missing = () => names.filter((name) => !findProgram(name));
  if (missing().length === 0) return null;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    const packages = missing().join(" ");
    const install = `apt-get update && apt-get install -y --no-install-recommends ${packages}`;
    const stop = `if [ -d /run/systemd/system ]; then systemctl disable --now ${packages}; fi`;
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("sh", ["-c", `${install} && ${stop}`], { stdio: "ignore", env });
  }
  return missing().length === 0 ? null : `${missing().join(" and ")} is not installed`;
}
