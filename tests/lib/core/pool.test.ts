import { setTimeout as sleep } from "node:timers/promises";
import { Registry } from "prom-client";
import { describe, expect, it, vi } from "vitest";
import { databaseNow } from "../../../lib/core/clock";
import { database, sql } from "../../../lib/core/database";
import { settings } from "../../../lib/core/env";
import { metrics } from "../../../lib/core/metrics";
import { closePool, GuardedPool, labelled, pool, poolHolders } from "../../../lib/core/pool";

async function figure(name: string, registry = metrics()): Promise<number> {
  const line = (await registry.metrics()).split("\n").find((text) => text.startsWith(`${name} `));
  return Number(line?.split(" ")[1]);
}

describe("the guarded pool", () => {
  it("sets every time-out on every session, and UTC whatever the database's own zone", async () => {
    const rows = await sql<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in
       ('TimeZone', 'statement_timeout', 'idle_in_transaction_session_timeout', 'lock_timeout') order by name`,
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      TimeZone: "UTC",
      statement_timeout: "15000",
      idle_in_transaction_session_timeout: "10000",
      lock_timeout: "15000",
    });
  });

  it("refuses after its time-out instead of waiting for ever, and counts it", async () => {
    const registry = new Registry();
    const tight = new GuardedPool({ ...settings(), max: 2, acquireTimeoutMs: 1_000 }, registry);
    const held = [await tight.connect(), await tight.connect()];
    await expect(tight.query("select 1")).rejects.toThrow("timeout exceeded when trying to connect");
    expect(await figure("highwater_pool_timeouts_total", registry)).toBe(1);
    for (const client of held) client.release();
    await expect(tight.query("select 1 as one")).resolves.toMatchObject({ rows: [{ one: 1 }] });
    await tight.end();
  });

  it("knows who holds a connection, by code line", async () => {
    const client = await pool().connect();
    expect(poolHolders()).toHaveLength(1);
    expect(poolHolders()[0]?.line).toMatch(/^tests\/lib\/core\/pool\.test\.ts:\d+:\d+$/);
    client.release();
    expect(poolHolders()).toEqual([]);
  });

  it("names the command behind a transaction that Prisma holds", async () => {
    let line = "";
    await labelled("incident.declare", () =>
      database().$transaction(async (tx) => {
        await tx.$queryRaw`select 1`;
        line = poolHolders()[0]?.line ?? "";
      }),
    );
    expect(line).toMatch(/incident\.declare|pool\.test\.ts/);
  });

  it("warns of a hold over the limit, once", async () => {
    const registry = new Registry();
    const watched = new GuardedPool({ ...settings(), holdWarningMs: 50 }, registry);
    const client = await watched.connect();
    await sleep(250);
    client.release();
    expect(await figure("highwater_pool_long_holds_total", registry)).toBe(1);
    await watched.end();
  });

  it("survives a session that the server kills while it is checked out", async () => {
    const client = await pool().connect();
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const gone = new Promise((resolve) => client.once("error", resolve));
    await pool().query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    await gone;
    client.release(true);
    await expect(sql("select 1 as one")).resolves.toEqual([{ one: 1 }]);
  });

  it("tells its figures", async () => {
    const client = await pool().connect();
    expect(await figure("highwater_pool_max")).toBe(10);
    expect(await figure("highwater_pool_used")).toBe(1);
    client.release();
    expect(await figure("highwater_pool_used")).toBe(0);
  });

  it("is one in a process, also for a second copy of its module", async () => {
    vi.resetModules();
    const copy = await import("../../../lib/core/pool");
    expect(copy.GuardedPool).not.toBe(GuardedPool);
    expect(copy.pool()).toBe(pool());
  });

  it("is made anew after it was closed", async () => {
    const first = pool();
    await sql("select 1");
    await closePool();
    expect(pool()).not.toBe(first);
    await expect(sql("select 1 as one")).resolves.toEqual([{ one: 1 }]);
  });
});

describe("instants", () => {
  it("come back as they went in, though database and process live in odd zones", async () => {
    const [zone] = await sql<{ zone: string }>(
      "select setting as zone from pg_db_role_setting, unnest(setconfig) as setting where setting like 'TimeZone=%'",
    );
    expect(zone?.zone).toBe("TimeZone=Asia/Kathmandu");
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toMatch(/^Asia\/Kat/);
    const at = new Date("2025-10-08T18:23:00.123Z");
    await database().scheduleTurn.create({ data: { name: "a test", lastAt: at } });
    const [raw] = await sql<{ last_at: Date; text: string }>(
      "select last_at, last_at::text as text from schedule_turn",
    );
    expect(raw).toEqual({ last_at: at, text: "2025-10-08 18:23:00.123+00" });
    expect((await database().scheduleTurn.findUniqueOrThrow({ where: { name: "a test" } })).lastAt).toEqual(
      at,
    );
  });

  it("are the database's, not the process's", async () => {
    const now = await databaseNow();
    const [row] = await sql<{ age: number }>(
      "select extract(epoch from clock_timestamp() - $1::timestamptz)::float8 as age",
      [now],
    );
    expect(row?.age).toBeGreaterThanOrEqual(-0.001);
    expect(row?.age).toBeLessThan(5);
  });
});
