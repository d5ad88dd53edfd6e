import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { isServerAlive, readPidFile } from "../../lib/start/postgres/pid-file";
import { startProduct, stopProduct } from "./support/product";

function databaseRuns(dataFolder: string): boolean {
  const cluster = join(dataFolder, "postgres", "cluster");
  const file = readPidFile(cluster);
  return file !== null && isServerAlive(file, cluster);
}

async function status(address: string): Promise<number> {
  return (await fetch(address)).status;
}

test("a start serves, is ready, tells how to sign in, and leaves no database behind when it is stopped", async () => {
  const product = await startProduct();
  expect(await status(`${product.url}/api/health`)).toBe(200);
  expect(await status(`${product.url}/api/ready`)).toBe(200);
  expect(product.setUpUrl).toContain(`${product.url}/set-up?token=`);
  expect(databaseRuns(product.dataFolder)).toBe(true);
  await stopProduct(product);
  expect(databaseRuns(product.dataFolder)).toBe(false);
});

test("on a built tree it answers in under 5 seconds, after kill -9 as well", async () => {
  const first = await startProduct();
  await first.program.kill("SIGKILL");
  const second = await startProduct(first.dataFolder);
  await stopProduct(second);
  expect([first.answeredAfterMs, second.answeredAfterMs].filter((ms) => ms >= 5_000)).toEqual([]);
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

test("a request that never ends is cut off after ten seconds, and the database still ends cleanly", async () => {
  const product = await startProduct();
  const socket = await halfARequest(product.url);
  const began = Date.now();
  await stopProduct(product);
  expect(Date.now() - began).toBeGreaterThan(9_000);
  expect(Date.now() - began).toBeLessThan(15_000);
  expect(databaseRuns(product.dataFolder)).toBe(false);
  socket.destroy();
});

test("a second signal hurries the stop, and the database still ends cleanly", async () => {
  const product = await startProduct();
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
