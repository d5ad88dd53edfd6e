import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { StartFailure } from "../failure";
import type { Binaries } from "./binaries";
import { commandAs, type Identity } from "./identity";
import { makePasswords, type Passwords } from "./passwords";

const abandonedAfterMs = 10 * 60_000;

/** The folder inside the embedded folder that Postgres itself calls its data directory. */
export const clusterIn = (folder: string) => join(folder, "cluster");

/**
 * Makes the embedded database when it does not exist: cluster, roles, empty database, passwords. All of it is made
 * in a sibling folder and renamed into place, so that it exists whole or not at all; of two that do this at once the
 * later throws its own away. Returns whether this call made it. `careless` does not wait for the disk.
 */
export function ensureCluster(
  binaries: Binaries,
  identity: Identity,
  folder: string,
  careless = false,
): boolean {
  if (existsSync(clusterIn(folder))) return false;
  mkdirSync(dirname(folder), { recursive: true });
  removeAbandonedDrafts(folder);
  const draft = mkdtempSync(`${folder}-new-`);
  try {
    makeCluster(binaries, identity, draft, careless);
    renameSync(draft, folder);
    return true;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (existsSync(clusterIn(folder))) return false;
    throw error;
  }
}

/** Drafts of starts that were killed; making one takes seconds, never minutes. */
function removeAbandonedDrafts(folder: string): void {
  const parent = dirname(folder);
  const drafts = readdirSync(parent).filter((name) => name.startsWith(`${basename(folder)}-new-`));
  for (const path of drafts.map((name) => join(parent, name))) {
    const madeAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - madeAt > abandonedAfterMs) rmSync(path, { recursive: true, force: true });
  }
}

function makeCluster(binaries: Binaries, identity: Identity, draft: string, careless: boolean): void {
  const passwords = makePasswords(draft);
  const cluster = clusterIn(draft);
  mkdirSync(cluster, { mode: 0o700 });
  const passwordFile = join(draft, "superuser");
  writeFileSync(passwordFile, passwords.superuser, { mode: 0o600 });
  if (identity.user) {
    // Postgres's user passes through this folder to its cluster; what else is in it stays ours.
    chmodSync(draft, 0o711);
    for (const path of [cluster, passwordFile]) chownSync(path, identity.user.uid, identity.user.gid);
  }
  run(identity, binaries.initdb, [
    ...["--pgdata", cluster, "--username", "postgres", "--pwfile", passwordFile],
    ...["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"],
    ...["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
    ...["--set", "timezone=UTC", "--set", "log_timezone=UTC"],
    ...(careless ? ["--no-sync"] : []),
  ]);
  rmSync(passwordFile);
  run(
    identity,
    binaries.postgres,
    ["--single", "-D", cluster, ...(careless ? ["-F"] : []), "postgres"],
    rolesAndDatabase(passwords),
  );
}

/** One statement a line, as Postgres's single-user mode reads them. */
function rolesAndDatabase({ owner, app }: Passwords): string {
  return [
    `CREATE ROLE highwater_owner LOGIN PASSWORD '${owner}'`,
    `CREATE ROLE highwater_app LOGIN PASSWORD '${app}'`,
    "CREATE DATABASE highwater OWNER highwater_owner",
    "",
  ].join("\n");
}

function run(identity: Identity, command: string, commandArgs: string[], input = ""): void {
  const { program, args, options } = commandAs(identity, command, commandArgs);
  const { status, stderr, error } = spawnSync(program, args, { ...options, input, encoding: "utf8" });
  // Single-user Postgres ends with 0 even when a statement failed.
  const complaint = /^.*(?:ERROR|FATAL|PANIC|error): +(.*)$/m.exec(stderr ?? "")?.[1];
  if (status === 0 && !complaint) return;
  throw new StartFailure(
    "databaseUnavailable",
    `The embedded database could not be made: ${complaint ?? error?.message ?? `${command} ended with ${status}`}.`,
  );
}
