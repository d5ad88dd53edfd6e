import { get } from "node:http";
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
  const began = Date.now();
  const second = await startProduct(first.dataFolder);
  expect(await status(`${second.url}/api/health`)).toBe(200);
  expect(Date.now() - began).toBeLessThan(5_000);
  await stopProduct(second);
});

test("a request that never ends holds up neither the stop nor the database's clean end", async () => {
  const product = await startProduct();
  const request = get(`${product.url}/api/health`, { headers: { Connection: "keep-alive" } });
  request.on("error", () => {});
  await new Promise((resolve) => request.on("response", resolve));
  await stopProduct(product);
  expect(databaseRuns(product.dataFolder)).toBe(false);
});
