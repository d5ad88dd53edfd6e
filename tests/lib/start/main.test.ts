import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { isServerAlive, readPidFile } from "../../../lib/start/postgres/pid-file";
import { freePort, stopServer } from "../../../lib/start/postgres/server";
import { cloneDatabase, dropDatabase } from "../../support/postgres";
import { type Program, runProgram } from "../../support/program";

// The worker alone needs no production build; the web server starts the same way in the browser tests.
let dataFolder: string;
let programs: Program[];

// Each test makes a database, syncs it to disk and starts it: seconds on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), "highwater-start-test-"));
  programs = [];
});

afterEach(async () => {
  for (const { child } of programs) child.kill("SIGKILL");
  if (serverRuns()) await stopServer(readPidFile(cluster())?.pid ?? 0, join(dataFolder, "postgres"), 5_000);
  rmSync(dataFolder, { recursive: true, force: true });
});

const cluster = () => join(dataFolder, "postgres", "cluster");

function serverRuns(): boolean {
  const file = readPidFile(cluster());
  return file !== null && isServerAlive(file, cluster());
}

function start(
  env: Record<string, string | undefined> = {},
  args = ["--only", "worker"],
  file = "lib/start/main.ts",
): Program {
  const program = runProgram(file, args, {
    HIGHWATER_DATA_DIR: dataFolder,
    HIGHWATER_DATABASE_WAIT_MS: "1000",
    DATABASE_URL: undefined,
    DATABASE_OWNER_URL: undefined,
    ...env,
  });
  programs.push(program);
  return program;
}

/** The exit code and everything said by a start that must not come up. */
async function refusal(env: Record<string, string | undefined>, args?: string[], file?: string) {
  const program = start(env, args, file);
  const exitCode = await program.ends();
  expect(program.output()).not.toMatch(/^ +at /m);
  expect(program.output()).not.toContain("top-secret");
  return { exitCode, said: program.output() };
}

describe("a start with the embedded database", () => {
  it("says one line a step, comes up, and on SIGTERM leaves nothing behind", async () => {
    const program = start();
    await program.says(/ready after/);
    expect(program.output()).toMatch(/^Database .*embedded Postgres, new, .*\(\d+\.\d s\)$/m);
    expect(program.output()).toMatch(/^Migrations .*applied \(\d+\.\d s\)$/m);
    expect(program.output()).toMatch(/^Worker .*running \(\d+\.\d s\)$/m);
    expect(serverRuns()).toBe(true);
    expect(await program.kill("SIGTERM")).toBe(0);
    expect(program.output()).toMatch(/^Database .*stopped \(\d+\.\d s\)$/m);
    expect(serverRuns()).toBe(false);
  });

  it("comes up again after kill -9, and stops on SIGINT as well", async () => {
    const killed = start();
    await killed.says(/ready after/);
    await killed.kill("SIGKILL");
    expect(serverRuns()).toBe(true);
    const next = start();
    await next.says(/ready after/);
    expect(await next.kill("SIGINT")).toBe(0);
    expect(serverRuns()).toBe(false);
  });

  it("lets a second one go with the name of the first, which goes on", async () => {
    const first = start();
    await first.says(/ready after/);
    const { exitCode, said } = await refusal({});
    expect(exitCode).toBe(5);
    expect(said).toContain(`already runs (process ${first.child.pid}`);
    expect(await first.kill("SIGTERM")).toBe(0);
  });

  it("stops cleanly although nobody reads any more what it says", async () => {
    const program = start();
    await program.says(/ready after/);
    program.child.stdout?.destroy();
    program.child.stderr?.destroy();
    expect(await program.kill("SIGTERM")).toBe(0);
    expect(serverRuns()).toBe(false);
  });

  it("stops cleanly when it is told to while it still starts", async () => {
    const program = start();
    await program.says(/Database/);
    expect(await program.kill("SIGTERM")).toBe(0);
    expect(serverRuns()).toBe(false);
  });
});

describe("a start with DATABASE_URL", () => {
  it("uses that server, starts none of its own, and leaves it running", async () => {
    const database = await cloneDatabase(inject("testServer"));
    const program = start({ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl });
    await program.says(/ready after/);
    expect(program.output()).not.toContain(`${new URL(database.url).password}@`);
    expect(await program.kill("SIGTERM")).toBe(0);
    expect(readPidFile(cluster())).toBeNull();
    await dropDatabase(inject("testServer"), database.name);
  });

  it("ends with a sentence when nothing answers there", async () => {
    const port = await freePort();
    const { exitCode, said } = await refusal({
      DATABASE_URL: `postgresql://ada:top-secret@127.0.0.1:${port}/x`,
    });
    expect(exitCode).toBe(3);
    expect(said).toContain(`Nothing answers at 127.0.0.1:${port}/x`);
  });

  it("ends with a sentence when the server there hangs", async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as { port: number };
    const { exitCode, said } = await refusal({
      DATABASE_URL: `postgresql://ada:top-secret@127.0.0.1:${port}/x`,
    });
    expect(exitCode).toBe(3);
    expect(said).toContain("does not answer within 1 s");
    await new Promise((resolve) => silent.close(resolve));
  });

  it("ends with a sentence when the password is wrong", async () => {
    const url = Object.assign(new URL(process.env.DATABASE_URL ?? ""), { password: "top-secret" }).toString();
    const { exitCode, said } = await refusal({ DATABASE_URL: url });
    expect(exitCode).toBe(3);
    expect(said).toContain("rejects the password of highwater_app");
  });

  it("ends with a sentence when the schema is newer than this build", async () => {
    const database = await cloneDatabase(inject("testServer"));
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query(
      `insert into "_prisma_migrations" (id, checksum, migration_name, finished_at) values ('x', 'x', '29990101000000_later', now())`,
    );
    await client.end();
    const { exitCode, said } = await refusal({
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
    });
    expect(exitCode).toBe(4);
    expect(said).toContain("it holds the migration 29990101000000_later");
    await dropDatabase(inject("testServer"), database.name);
  });
});

describe("a start with settings that cannot work", () => {
  it.each([
    [{ PORT: "eighty" }, [], 'PORT must be a number from 0 to 65535, not "eighty".'],
    [{}, ["--only", "mail"], '--only takes web or worker, not "mail".'],
    [{}, ["--fast"], "--fast"],
    [{}, ["--fresh"], "--fresh and --today belong to the demo"],
    [{}, ["--demo", "--only", "web"], "The demo runs web and worker together"],
    [{}, ["--demo", "--today", "yesterday"], 'not "yesterday"'],
    [{}, ["--demo", "--today", "2025-09-01"], "--today takes a day from 2025-11-01 on"],
    [{ HIGHWATER_POOL_MAX: "0" }, [], "HIGHWATER_POOL_MAX must be a whole number"],
    [{ HIGHWATER_SESSION_SECRET: "short" }, [], "HIGHWATER_SESSION_SECRET must have at least 32 characters"],
    [{ HIGHWATER_SIGNING_KEY: "no key" }, [], "HIGHWATER_SIGNING_KEY must be an Ed25519 private key"],
  ])("refuses %j %j before it touches anything", async (env, args, sentence) => {
    const { exitCode, said } = await refusal(env, args);
    expect(exitCode).toBe(2);
    expect(said).toContain(sentence);
    expect(readPidFile(cluster())).toBeNull();
  });
});

describe("a file .env in the project's folder", () => {
  /** A copy of what a start reads, with such a file; returns its program. */
  function projectWith(settings: string): string {
    const project = join(dataFolder, "project");
    cpSync("lib", join(project, "lib"), { recursive: true });
    cpSync(join("prisma", "generated"), join(project, "prisma", "generated"), { recursive: true });
    cpSync("package.json", join(project, "package.json"));
    symlinkSync(resolve("node_modules"), join(project, "node_modules"));
    writeFileSync(join(project, ".env"), settings);
    return join(project, "lib", "start", "main.ts");
  }

  it("says where to listen", async () => {
    const { exitCode, said } = await refusal({ PORT: undefined }, undefined, projectWith("PORT=ninety\n"));
    expect(said).toContain('PORT must be a number from 0 to 65535, not "ninety".');
    expect(exitCode).toBe(2);
  });

  it.each([
    ["by the environment, which says it first", { PORT: "3000" }, ["--only", "worker"]],
    ["by the demo, which takes nothing from it", { PORT: undefined }, ["--demo"]],
  ])("is passed over %s", async (_, env, args) => {
    // What is wrong in the environment ends the start before anything is touched.
    const settings = { ...env, HIGHWATER_POOL_MAX: "0" };
    const { exitCode, said } = await refusal(settings, args, projectWith("PORT=ninety\n"));
    expect(said).not.toContain("ninety");
    expect(exitCode).toBe(2);
  });
});
