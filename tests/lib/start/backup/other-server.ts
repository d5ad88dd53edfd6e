import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectTo } from "@/lib/start/connect";
import { choosePostgresIdentity, commandAs } from "@/lib/start/postgres/identity";
import { freePort } from "@/lib/start/postgres/server";
import { startTestServer, type TestServer } from "../../../support/postgres";

const programs = "/usr/lib/postgresql/15/bin";

/** Whether there is a server of another kind than the suite's here. */
export const hasOtherServer = Boolean(process.env.TEST_DATABASE_URL) || existsSync(programs);

/** A server of another kind than the suite's: Debian's Postgres 15, or the embedded one when the suite runs on a server. */
export async function otherServer(): Promise<{ server: TestServer; stop(): Promise<void> }> {
  if (process.env.TEST_DATABASE_URL) return withDatabaseUrl(undefined, startTestServer);
  const debian = await startDebian();
  try {
    const { server } = await withDatabaseUrl(debian.superuserUrl, startTestServer);
    return { server, stop: debian.stop };
  } catch (error) {
    await debian.stop();
    throw error;
  }
}

async function withDatabaseUrl<T>(url: string | undefined, work: () => Promise<T>): Promise<T> {
  const before = process.env.TEST_DATABASE_URL;
  if (url === undefined) delete process.env.TEST_DATABASE_URL;
  else process.env.TEST_DATABASE_URL = url;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.TEST_DATABASE_URL;
    else process.env.TEST_DATABASE_URL = before;
  }
}

async function startDebian(): Promise<{ superuserUrl: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "highwater-debian-"));
  const cluster = join(folder, "cluster");
  const binaries = { initdb: join(programs, "initdb"), postgres: join(programs, "postgres") };
  const identity = choosePostgresIdentity(binaries, folder);
  mkdirSync(cluster, { mode: 0o700 });
  const password = join(folder, "password");
  writeFileSync(password, "super");
  if (identity.user)
    for (const path of [folder, cluster, password]) chownSync(path, identity.user.uid, identity.user.gid);
  const make = commandAs(identity, binaries.initdb, [
    ...["-D", cluster, "-U", "postgres", "--pwfile", password, "-A", "scram-sha-256"],
    ...["-E", "UTF8", "--locale", "C", "--no-sync"],
  ]);
  const made = spawnSync(make.program, make.args, { ...make.options, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const port = await freePort();
  const run = commandAs(identity, binaries.postgres, [
    ...["-D", cluster, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"],
    ...["-c", `unix_socket_directories=${folder}`],
  ]);
  const child = spawn(run.program, run.args, { ...run.options, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const superuserUrl = `postgresql://postgres:super@127.0.0.1:${port}/postgres`;
  await (await connectTo(superuserUrl, "Debian's Postgres")).end();
  return {
    superuserUrl,
    stop: async () => {
      child.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
