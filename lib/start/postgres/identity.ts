import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { StartFailure } from "../failure";
import type { Binaries } from "./binaries";

/** A user of the system, by number. */
export type SystemUser = { uid: number; gid: number };

/**
 * As whom Postgres runs. `user` is null when it runs as ourselves; `passesFolders` gives it the capability to pass
 * folders that its user may not enter.
 */
export type Identity = { user: SystemUser | null; passesFolders: boolean };

/**
 * Chooses the user that runs Postgres, which refuses to run as root: the owner of an existing cluster, else
 * `postgres`, else `nobody`. Throws a StartFailure when none of them can reach the binaries and the data.
 */
export function choosePostgresIdentity(binaries: Binaries, folder: string): Identity {
  if (process.getuid?.() !== 0) return { user: null, passesFolders: false };
  const user = ownerOf(join(folder, "cluster")) ?? lookUp("postgres") ?? lookUp("nobody");
  if (!user) {
    throw new StartFailure(
      "databaseUnavailable",
      "Postgres refuses to run as root and this system has no user postgres or nobody: " +
        "start Highwater as an ordinary user, or set DATABASE_URL.",
    );
  }
  const data = nearestExisting(folder);
  for (const passesFolders of [false, true]) {
    if (canReach({ user, passesFolders }, binaries, data)) return { user, passesFolders };
  }
  throw new StartFailure(
    "databaseUnavailable",
    `Postgres refuses to run as root, and user ${user.uid} may not enter ${dirname(binaries.postgres)} or ${data}: ` +
      "start Highwater as an ordinary user, move it and its data below folders that everybody may enter, or set DATABASE_URL.",
  );
}

/** What to spawn so that `program` runs under the identity. */
export function commandAs({ user, passesFolders }: Identity, program: string, args: string[]) {
  if (!user) return { program, args, options: { cwd: dirname(program) } };
  if (!passesFolders) return { program, args, options: { cwd: "/", ...user } };
  const capable = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
    "--inh-caps=-all,+dac_override",
    "--ambient-caps=+dac_override",
    // Postgres asks access(2) whether it may read itself; without this the kernel answers as if the capability
    // were not there.
    "--securebits=+no_setuid_fixup",
  ];
  return { program: "setpriv", args: [...capable, program, ...args], options: { cwd: "/" } };
}

function canReach(identity: Identity, binaries: Binaries, folder: string): boolean {
  const version = commandAs(identity, binaries.postgres, ["--version"]);
  const enter = commandAs(identity, "/bin/sh", ["-c", 'cd "$1"', "sh", folder]);
  return [version, enter].every(
    ({ program, args, options }) => spawnSync(program, args, { ...options, stdio: "ignore" }).status === 0,
  );
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

function ownerOf(path: string): SystemUser | null {
  const found = existsSync(path) ? statSync(path) : null;
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null;
}

function lookUp(name: string): SystemUser | null {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
