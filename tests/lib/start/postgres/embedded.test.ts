import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openEmbedded } from "../../../../lib/start/postgres/embedded";
import { isServerAlive, readPidFile } from "../../../../lib/start/postgres/pid-file";
import { stopServer } from "../../../../lib/start/postgres/server";
import { type Program, runProgram } from "../../../support/program";

let folder: string;
let cluster: string;
let programs: Program[];

// Each test makes a database, syncs it to disk and starts it: seconds on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "highwater-embedded-test-")), "postgres");
  cluster = join(folder, "cluster");
  programs = [];
});

afterEach(async () => {
  for (const { child } of programs) child.kill("SIGKILL");
  const left = readPidFile(cluster);
  if (left && isServerAlive(left, cluster)) await stopServer(left.pid, folder, 5_000);
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

function hold(part = "all"): Program {
  const program = runProgram(join(import.meta.dirname, "holder.ts"), [folder, part]);
  programs.push(program);
  return program;
}

const serverPid = () => readPidFile(cluster)?.pid;
const serverRuns = () => {
  const file = readPidFile(cluster);
  return file !== null && isServerAlive(file, cluster);
};

async function ask(url: string, text: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded database", () => {
  it("is made once, keeps what is in it, and leaves no server behind", async () => {
    const first = await openEmbedded(folder, "all");
    expect(first.wasNew).toBe(true);
    await ask(first.ownerUrl, "create table kept as select 42 as answer");
    expect(await first.close(10_000)).toBe("stopped");
    expect(existsSync(join(cluster, "postmaster.pid"))).toBe(false);
    const second = await openEmbedded(folder, "all");
    expect(second.wasNew).toBe(false);
    expect(await ask(second.ownerUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
    await second.close(10_000);
  });

  it("runs the product as a role that is no superuser and owns nothing", async () => {
    const database = await openEmbedded(folder, "all");
    const [role] = await ask(
      database.url,
      "select current_user as name, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user",
    );
    expect(role).toEqual({
      name: "highwater_app",
      rolsuper: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolbypassrls: false,
    });
    await expect(ask(database.url, "create table mine (id int)")).rejects.toThrow("permission denied");
    await database.close(10_000);
  });

  it("listens on loopback only, asks for passwords, counts in UTC and keeps its promises about crashes", async () => {
    const database = await openEmbedded(folder, "all");
    const [settings] = await ask(
      database.url,
      `select current_setting('listen_addresses') as listen,
              current_setting('timezone') as zone, current_setting('fsync') as fsync, current_setting('data_checksums') as checksums`,
    );
    expect(settings).toEqual({ listen: "127.0.0.1", zone: "UTC", fsync: "on", checksums: "on" });
    await expect(ask(database.url.replace(/:[0-9a-f]{48}@/, ":wrong@"), "select 1")).rejects.toThrow(
      "password",
    );
    await database.close(10_000);
  });

  it("keeps its passwords from everybody else", async () => {
    const database = await openEmbedded(folder, "all");
    await database.close(10_000);
    expect(statSync(join(folder, "passwords.json")).mode & 0o777).toBe(0o600);
    const { superuser } = JSON.parse(readFileSync(join(folder, "passwords.json"), "utf8"));
    expect(readFileSync(join(folder, "postgres.log"), "utf8")).not.toContain(superuser);
  });

  it("sweeps away what a start that was killed had begun", async () => {
    const abandoned = `${folder}-new-abcdef`;
    mkdirSync(join(abandoned, "cluster"), { recursive: true });
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(abandoned, longAgo, longAgo);
    await (await openEmbedded(folder, "all")).close(10_000);
    expect(readdirSync(join(folder, ".."))).toEqual(["postgres"]);
  });

  it("says what is missing when the passwords are gone", async () => {
    await (await openEmbedded(folder, "all")).close(10_000);
    rmSync(join(folder, "passwords.json"));
    await expect(openEmbedded(folder, "all")).rejects.toThrow("passwords.json cannot be read");
  });
});

describe("two starts at once", () => {
  it("make one database between them, one runs and the other says who", async () => {
    const pair = [hold(), hold()];
    await Promise.all(pair.map((program) => program.says(/\{"(url|refused)"/)));
    const refused = pair.filter((program) => program.output().includes("refused"));
    expect(refused).toHaveLength(1);
    expect(await refused[0]?.ends()).toBe(5);
    expect(refused[0]?.output()).toMatch(/already runs \(process \d+/);
    expect(readdirSync(join(folder, ".."))).toEqual(["postgres"]);
    const runs = pair.find((program) => !refused.includes(program));
    const [, url = ""] = (await runs?.says(/"url":"([^"]+)"/)) ?? [];
    expect(await ask(url, "select 1 as fine")).toEqual([{ fine: 1 }]);
  });

  it("share the server when one is the web and one the worker; the last to leave stops it", async () => {
    const [web, worker] = [hold("web"), hold("worker")];
    await Promise.all([web.says(/"url"/), worker.says(/"url"/)]);
    await web.kill("SIGTERM");
    expect(web.output()).toContain("left running");
    expect(serverRuns()).toBe(true);
    await worker.kill("SIGTERM");
    expect(worker.output()).toContain('"closed":"stopped"');
    expect(serverRuns()).toBe(false);
  });

  it("do not trip over a server that is just being stopped", async () => {
    const first = hold();
    await first.says(/"url"/);
    const leaving = first.kill("SIGTERM");
    const second = hold();
    await second.says(/"url"/);
    expect(await leaving).toBe(0);
    expect(serverRuns()).toBe(true);
  });
});

describe("after a crash", () => {
  it("of Highwater, the next start adopts the server that was left", async () => {
    const killed = hold();
    await killed.says(/"url"/);
    const before = serverPid();
    await killed.kill("SIGKILL");
    expect(serverRuns()).toBe(true);
    const next = hold();
    await next.says(/"url"/);
    expect(serverPid()).toBe(before);
    await next.kill("SIGTERM");
    expect(serverRuns()).toBe(false);
  });

  it("of both, the next start recovers although the pid file names a living stranger", async () => {
    const killed = hold();
    await killed.says(/"url"/);
    const server = serverPid() ?? 0;
    await killed.kill("SIGKILL");
    process.kill(server, "SIGKILL");
    while (serverRuns()) await sleep(20);
    const pidFile = join(cluster, "postmaster.pid");
    writeFileSync(pidFile, readFileSync(pidFile, "utf8").replace(String(server), String(process.pid)));
    const next = hold();
    await next.says(/"url"/);
    expect(serverPid()).not.toBe(process.pid);
  });

  it("of the server alone, it is started again on the same port", async () => {
    const holder = hold();
    const [, url = ""] = await holder.says(/"url":"([^"]+)"/);
    process.kill(serverPid() ?? 0, "SIGKILL");
    await holder.says(/"loss":"back"/);
    expect(await ask(url, "select 1 as fine")).toEqual([{ fine: 1 }]);
    expect(await hold().ends()).toBe(5);
  });
});
