import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { type RunningUsers, sendUsers } from "@/lib/gates/drill/users";

let server: Server | undefined;
let users: RunningUsers | undefined;

afterEach(async () => {
  await users?.stop();
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers tenants as told, and what it was asked, in order. */
async function listen(statusOf: (tenant: number) => number | null) {
  const asked: number[] = [];
  const opened = createServer(({ url = "" }, response) => {
    const tenant = Number(url.split("/").at(-1));
    asked.push(tenant);
    const status = statusOf(tenant);
    if (status !== null) response.writeHead(status).end("{}");
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${(opened.address() as AddressInfo).port}`, asked };
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error("it did not come about");
    await sleep(20);
  }
}

test("ask for the tenants in turn, and count what comes and what fails", async () => {
  const { address, asked } = await listen((tenant) => (tenant === 4 ? 500 : 200));
  const running = sendUsers({ users: 100, tenants: 4, address });
  users = running;
  await until(() => running.tally().answered >= 15);
  await running.stop();
  const { answered, failed, gaveUp, refused, waiting, usersHit, p95Ms, ran, ...tally } = running.tally();
  const turns = [1, 2, 3, 4].map((tenant) => asked.filter((one) => one === tenant).length);
  expect(Math.max(...turns) - Math.min(...turns), `${asked}`).toBeLessThanOrEqual(2);
  expect({ gaveUp, refused }).toEqual({ gaveUp: 0, refused: 0 });
  expect(failed).toBeGreaterThanOrEqual(2);
  expect(answered + failed).toBeLessThanOrEqual(asked.length);
  expect(usersHit).toBe(failed);
  expect(waiting).toBe(0);
  expect(ran).toBeGreaterThan(0);
  expect(ran).toBeLessThanOrEqual(Math.min(100, tally.asked));
  expect(p95Ms).toBeGreaterThan(0);
});

test("wait where no report comes, and go when they are told to", async () => {
  const { address } = await listen(() => null);
  const running = sendUsers({ users: 100, tenants: 4, address });
  users = running;
  await until(() => running.tally().waiting >= 10);
  await running.stop();
  const { mostWaiting, ran, ...tally } = running.tally();
  expect(tally).toMatchObject({ answered: 0, failed: 0, gaveUp: 0, waiting: 0 });
  expect(mostWaiting).toBeGreaterThanOrEqual(10);
  expect(ran).toBe(mostWaiting);
});

test("count the calls that nobody took", async () => {
  const { address } = await listen(() => 200);
  server?.close();
  server?.closeAllConnections();
  const running = sendUsers({ users: 100, tenants: 4, address });
  users = running;
  await until(() => running.tally().refused >= 5);
  expect(running.tally()).toMatchObject({ answered: 0, failed: 0, gaveUp: 0, p95Ms: expect.any(Number) });
});
