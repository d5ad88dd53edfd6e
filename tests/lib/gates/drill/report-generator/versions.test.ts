import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { deploy } from "@/lib/gates/drill/report-generator/deploy";
import { faultyMax, faultyReports } from "@/lib/gates/drill/report-generator/faulty";
import { mendedReports } from "@/lib/gates/drill/report-generator/mended";
import type { Reports } from "@/lib/gates/drill/report-generator/report";
import { serveReports } from "@/lib/gates/drill/report-generator/serve";
import { makeReportsDatabase, type ReportsDatabase, tenants } from "@/lib/gates/drill/reports-database";
import { freePort } from "@/lib/start/postgres/server";
import { startThrowAwayServer, type ThrowAwayServer } from "@/lib/start/postgres/throw-away";

let server: ThrowAwayServer;
let database: ReportsDatabase;
let superuser: pg.Client;
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  server = await startThrowAwayServer();
  database = await makeReportsDatabase(server.superuserUrl);
  superuser = new pg.Client({ connectionString: server.superuserUrl });
  await superuser.connect();
});

afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

afterAll(async () => {
  await superuser.end();
  await server.stop();
});

/** The generator behind HTTP. What it leaks ends with its sessions, as it does when its process is replaced. */
async function serve(make: (databaseUrl: string) => Reports) {
  const reports = make(database.url);
  reports.pool.on("connect", (client) => client.on("error", () => {}));
  const http = await serveReports(reports, 0);
  stops.push(() => stop(http, reports));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { reports, ask: (path: string) => fetch(url + path) };
}

async function stop(http: Server, { pool }: Reports): Promise<void> {
  http.closeAllConnections();
  http.close();
  const ended = pool.end();
  await superuser.query(
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'report-generator'",
  );
  // The promise of a pool that leaked waits for what nobody gives back.
  await Promise.race([ended, Promise.resolve()]);
}

/** How many sessions stand in a transaction: a server says so a moment after it has answered. */
async function inTransaction(): Promise<number> {
  const { rows } = await superuser.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
      where application_name = 'report-generator' and state like 'idle in transaction%'`,
  );
  return rows[0]?.count ?? -1;
}

const expectInTransaction = (count: number) => expect.poll(inTransaction, { timeout: 5_000 }).toBe(count);

const failing = tenants;

describe.each([
  ["the faulty version", faultyReports],
  ["the mended version", mendedReports],
])("%s", (_, make) => {
  test("makes a report of what a tenant ordered", async () => {
    const { ask } = await serve(make);
    const answer = await ask("/reports/7");
    expect(answer.status).toBe(200);
    const report = await answer.json();
    expect(report).toMatchObject({ tenant: 7, cancelledPercent: 9 });
    expect(report.months).toHaveLength(9);
    expect(report.months[0]).toEqual({ month: "2025-01", orders: 61, amount: expect.any(Number) });
  });

  test("fails for a tenant without orders, and is well where it has connections", async () => {
    const { ask } = await serve(make);
    const answer = await ask(`/reports/${failing}`);
    expect([answer.status, await answer.json()]).toEqual([500, { error: "division by zero" }]);
    expect((await ask("/health")).status).toBe(200);
    expect((await ask("/elsewhere")).status).toBe(404);
  });
});

describe("the three faults", () => {
  test("each failing report of the faulty version keeps a connection in its transaction, until nobody gets one", async () => {
    const { reports, ask } = await serve(faultyReports);
    for (let failed = 1; failed <= faultyMax; failed += 10) {
      await Promise.all(Array.from({ length: 10 }, () => ask(`/reports/${failing}`)));
      await expectInTransaction(failed + 9);
    }
    expect([reports.pool.totalCount, reports.pool.idleCount]).toEqual([faultyMax, 0]);
    const health = await ask("/health");
    expect(health.status).toBe(503);
    await expectInTransaction(faultyMax);
  });

  test("as many of the mended version keep none", async () => {
    const { reports, ask } = await serve(mendedReports);
    for (let turn = 0; turn < 5; turn++) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => ask(`/reports/${failing}`)));
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(500));
    }
    await expectInTransaction(0);
    expect(reports.pool.idleCount).toBe(reports.pool.totalCount);
    expect((await ask("/health")).status).toBe(200);
  });

  test("only the mended version has time limits, room, and connections that end of age", () => {
    const limits = ({ pool: { options } }: Reports) => ({
      max: options.max,
      wait: options.connectionTimeoutMillis ?? 0,
      age: options.maxLifetimeSeconds ?? 0,
    });
    const [faulty, mended] = [faultyReports(database.url), mendedReports(database.url)];
    expect(limits(faulty)).toEqual({ max: 50, wait: 0, age: 0 });
    expect(limits(mended)).toEqual({ max: 200, wait: 30_000, age: 1_800 });
    stops.push(
      () => faulty.pool.end(),
      () => mended.pool.end(),
    );
  });

  test("the server ends what the mended version would hold for longer than half a minute", async () => {
    const { reports } = await serve(mendedReports);
    const { rows } = await reports.pool.query(
      "select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle",
    );
    expect(rows).toEqual([{ statement: "30s", idle: "30s" }]);
  });
});

test("whoever watches sees the sessions of the generator, and none of its orders", async () => {
  const { ask } = await serve(faultyReports);
  await ask(`/reports/${failing}`);
  const { host, port, userName, password } = database.watcher;
  const watcher = new pg.Client({ host, port, user: userName, password, database: "reports" });
  await watcher.connect();
  stops.push(() => watcher.end());
  await expectInTransaction(1);
  const { rows } = await watcher.query(
    "select state, query like '%cancelled%' as failed from pg_stat_activity where application_name = 'report-generator'",
  );
  expect(rows).toEqual([{ state: "idle in transaction (aborted)", failed: true }]);
  await expect(watcher.query("select * from orders")).rejects.toThrow("permission denied");
});

test("a version that is deployed runs in a process of its own, whose end gives back what it leaked", async () => {
  const place = { port: await freePort(), databaseUrl: database.url };
  const ask = (tenant: number) => fetch(`http://127.0.0.1:${place.port}/reports/${tenant}`);
  const faulty = await deploy("faulty", place);
  stops.push(faulty.stop);
  await Promise.all([1, 2, 3].map(() => ask(failing)));
  await expectInTransaction(3);
  await expect(deploy("mended", place)).rejects.toThrow(
    "The mended report generator does not serve: Error: listen EADDRINUSE",
  );
  await faulty.stop();
  expect(() => process.kill(faulty.pid, 0)).toThrow("ESRCH");
  const mended = await deploy("mended", place);
  stops.push(mended.stop);
  expect((await ask(7)).status).toBe(200);
  await expectInTransaction(0);
});
