import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { isServerAlive, readPidFile } from "../../lib/start/postgres/pid-file";
import { freePort } from "../../lib/start/postgres/server";
import { repeatedChunks } from "../../lib/start/shared-chunks";
import { type Product, startProduct, stopProduct } from "../support/product";

function databaseRuns(dataFolder: string): boolean {
  const cluster = join(dataFolder, "postgres", "cluster");
  const file = readPidFile(cluster);
  return file !== null && isServerAlive(file, cluster);
}

let started: Product[];
test.beforeEach(() => {
  started = [];
});
test.afterEach(async () => {
  const left = started.filter(
    ({ program }) => program.child.exitCode === null && program.child.signalCode === null,
  );
  await Promise.all(left.map(stopProduct));
});

async function start(dataFolder?: string): Promise<Product> {
  const product = await startProduct(dataFolder);
  started.push(product);
  return product;
}

async function status(address: string): Promise<number> {
  return (await fetch(address)).status;
}

test("a start serves, is ready, tells how to sign in, and leaves no database behind when it is stopped", async () => {
  const product = await start();
  expect(await status(`${product.url}/api/health`)).toBe(200);
  expect(await status(`${product.url}/api/ready`)).toBe(200);
  expect(product.setUpUrl).toContain(`${product.url}/set-up?token=`);
  expect(databaseRuns(product.dataFolder)).toBe(true);
  await stopProduct(product);
  expect(databaseRuns(product.dataFolder)).toBe(false);
});

test("what it serves is a build of which no chunk says what another says", () => {
  expect([...repeatedChunks(".next").keys()]).toEqual([]);
});

test.describe("how soon it answers", () => {
  // A figure about the clock is judged anew when the machine was busy with something else.
  test.describe.configure({ retries: 2 });
  test.skip(() => (loadavg()[0] ?? 0) > 3 * cpus().length, "too busy a machine to judge time on");

  test("a second start on a built tree answers in under 5 seconds, after kill -9 as well", async () => {
    const { dataFolder, program } = await start();
    await program.kill("SIGTERM");
    const second = await start(dataFolder);
    await second.program.kill("SIGKILL");
    const third = await start(dataFolder);
    expect(second.answeredAfterMs).toBeLessThan(5_000);
    expect(third.answeredAfterMs).toBeLessThan(5_000);
  });
});

/** Begins a request and never finishes it. */
async function halfARequest(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  socket.write("GET / HTTP/1.1\r\nHost: highwater\r\n");
  return socket;
}

test("a request that is under way when it is stopped is answered", async () => {
  const product = await startProduct();
  const { hostname, port } = new URL(product.url);
  const socket = connect(Number(port), hostname);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString();
  });
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  const begin = `GET /api/health HTTP/1.1\r\nHost: ${hostname}:${port}\r\n`;
  // A first answer on this connection shows that the server has it; then the next request has begun, and is half sent.
  socket.write(`${begin}\r\n`);
  await expect.poll(() => text).toContain('"alive"');
  text = "";
  socket.write(begin);
  await new Promise((resolve) => setTimeout(resolve, 500));
  product.program.child.kill("SIGTERM");
  await product.program.says(/Stopping/);
  socket.write("\r\n");
  await closed;
  expect(text).toMatch(/^HTTP\/1\.1 200[\s\S]*"alive"/);
  await stopProduct(product);
});

test("a signal that only npm gets stops everything all the same", async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "highwater-browser-test-"));
  const port = await freePort();
  const npm = spawn("npm", ["start"], {
    // What a spec before this one worked on is not ours.
    env: {
      ...{ ...process.env, DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined },
      ...{ HIGHWATER_DATA_DIR: dataFolder, HOST: "127.0.0.1", PORT: String(port) },
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [npm.stdout, npm.stderr])
    stream.on("data", (chunk) => {
      said += chunk;
    });
  const alive = () => status(`http://127.0.0.1:${port}/api/health`).catch(() => 0);
  // Who answers on the port is ours only when our database runs as well.
  await expect(async () => {
    expect([databaseRuns(dataFolder), await alive()], said).toEqual([true, 200]);
  }).toPass({ timeout: 60_000 });
  npm.kill("SIGTERM");
  await expect.poll(alive, { timeout: 20_000 }).toBe(0);
  await expect.poll(() => databaseRuns(dataFolder), { timeout: 20_000 }).toBe(false);
  rmSync(dataFolder, { recursive: true, force: true });
});

test("a request that never ends is cut off after ten seconds, and the database still ends cleanly", async () => {
  const product = await start();
  const socket = await halfARequest(product.url);
  const began = Date.now();
  await stopProduct(product);
  expect(Date.now() - began).toBeGreaterThan(9_000);
  expect(Date.now() - began).toBeLessThan(15_000);
  expect(databaseRuns(product.dataFolder)).toBe(false);
  socket.destroy();
});

test("a second signal hurries the stop, and the database still ends cleanly", async () => {
  const product = await start();
  const socket = await halfARequest(product.url);
  const began = Date.now();
  product.program.child.kill("SIGTERM");
  await product.program.says(/Stopping/);
  await stopProduct(product);
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(product.program.output()).toMatch(/^Database .*stopped/m);
  expect(databaseRuns(product.dataFolder)).toBe(false);
  socket.destroy();
});
