import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBinaries } from "./binaries";
import { clusterIn, ensureCluster } from "./cluster";
import { choosePostgresIdentity } from "./identity";
import { readPasswords } from "./passwords";
import { isServerAlive, readPidFile } from "./pid-file";
import { ensureServer, stopServer } from "./server";

/** A Postgres for a moment: its superuser's address, and how to end it with everything in it. */
export type ThrowAwayServer = { superuserUrl: string; stop(): Promise<void> };

const prefix = "highwater-throw-away-";

/**
 * Starts a Postgres below the system's temporary folder. It is fast because it keeps no promise about crashes: never
 * for anything that must last. Sweeps away what a killed process left of its own.
 */
export async function startThrowAwayServer(settings: Record<string, string> = {}): Promise<ThrowAwayServer> {
  await sweep();
  const folder = join(mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`)), "postgres");
  const binaries = await findBinaries();
  const identity = choosePostgresIdentity(binaries, folder);
  ensureCluster(binaries, identity, folder, true);
  const careless = {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: "200",
  };
  const { pid, port } = await ensureServer({
    binaries,
    identity,
    folder,
    settings: { ...careless, ...settings },
  });
  const { superuser } = readPasswords(folder);
  return {
    superuserUrl: `postgresql://postgres:${superuser}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await stopServer(pid, folder, 5_000);
      rmSync(join(folder, ".."), { recursive: true, force: true });
    },
  };
}

async function sweep(): Promise<void> {
  const left = readdirSync(tmpdir()).filter(
    (name) => name.startsWith(prefix) && !isAlive(Number(name.split("-")[3])),
  );
  for (const name of left) {
    const folder = join(tmpdir(), name, "postgres");
    const file = readPidFile(clusterIn(folder));
    if (file && isServerAlive(file, clusterIn(folder))) await stopServer(file.pid, folder, 5_000);
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
