import { hostname } from "node:os";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { databaseNow } from "@/lib/core/clock";
import { sql } from "@/lib/core/database";
import { settings } from "@/lib/core/env";
import { closePool, GuardedPool, labelled, pool } from "@/lib/core/pool";
import type { Repetition } from "@/lib/core/repeatedly";
import { ensureOwnPool, ownSlug } from "@/lib/pools/collection/store";
import { ownFigures, ownHolders, watchOwnPool } from "@/lib/pools/sources/own";
import { type Cast, cast } from "../../../support/cast";
import { openRelay, type Relay } from "../../../support/relay";
import { poolWhen, until } from "../collection/watching";

vi.setConfig({ testTimeout: 90_000 });

let people: Cast;
let relay: Relay;
let watch: Repetition | null;
let held: pg.PoolClient[];

beforeAll(async () => {
  // The product's way to its database leads through a relay, which can be cut.
  const direct = new URL(process.env.DATABASE_URL ?? "");
  relay = await openRelay(Number(direct.port));
  await closePool();
  process.env.DATABASE_URL = Object.assign(new URL(direct), { port: String(relay.port) }).toString();
  people = await cast();
});
beforeEach(() => {
  watch = null;
  held = [];
});
afterEach(async () => {
  for (const client of held) client.release();
  await watch?.stop();
});
afterAll(async () => {
  await closePool();
  await relay.cut();
});

async function hold(count: number): Promise<void> {
  for (let index = 0; index < count; index++) held.push(await pool().connect());
}

const samples = () =>
  sql<{ at: Date; used: number; instance: string }>(
    `select s.at, s.used, i.name as instance from pool_sample s join pool_instance i on i.id = s.series_id
     join pool p on p.id = i.pool_id where p.slug = $1 order by s.at`,
    [ownSlug],
  );

describe("the product's own pool", () => {
  it("tells how many callers waited in vain, how long the others did, and which line holds", async () => {
    const tight = new GuardedPool({ ...settings(), max: 2, acquireTimeoutMs: 500 });
    try {
      const clients = [await tight.connect(), await labelled("report.render", () => tight.connect())];
      expect(ownFigures(tight)).toMatchObject({ max: 2, used: 2, idle: 0, timeouts: 0, transactions: 2 });
      await expect(tight.connect()).rejects.toThrow("timeout exceeded");
      const figures = ownFigures(tight);
      expect(figures).toMatchObject({ waiting: 0, timeouts: 1, transactions: 2 });
      expect(figures.acquireWaitP95Ms).toBeGreaterThanOrEqual(490);
      // What was told of once is not of the next five seconds as well.
      expect(ownFigures(tight)).toMatchObject({ acquireWaitP95Ms: null, timeouts: 1 });
      expect(figures.oldestHoldSeconds).toBeGreaterThan(0.4);
      const holders = ownHolders(tight);
      expect(holders.map(({ line }) => line)).toEqual([
        expect.stringMatching(/^tests\/lib\/pools\/sources\/own\.test\.ts:\d+:\d+$/),
        expect.stringMatching(/^tests\/lib\/pools\/sources\/own\.test\.ts:\d+:\d+$/),
      ]);
      for (const client of clients) client.release();
      expect(ownHolders(tight)).toEqual([]);
    } finally {
      await tight.end();
    }
  });

  it("names what holds for long by its label, and from then on by the code line: stacks are taken after a first long hold", async () => {
    vi.stubEnv("HIGHWATER_POOL_TRACE", "");
    const watched = new GuardedPool({ ...settings(), max: 4, holdWarningMs: 100 });
    vi.unstubAllEnvs();
    try {
      const first = await labelled("report.render", () => watched.connect());
      const meanwhile = await labelled("report.render", () => watched.connect());
      expect(ownHolders(watched)).toMatchObject([{ line: "report.render", count: 2 }]);
      meanwhile.release();
      const next = await until(
        async () => {
          const client = await labelled("report.render", () => watched.connect());
          const lines = ownHolders(watched).map(({ line }) => line);
          client.release();
          return lines;
        },
        (lines) => lines.length > 1,
      );
      // The first was taken before stacks were.
      expect(next.toSorted()).toEqual([
        "report.render",
        expect.stringMatching(/^tests\/lib\/pools\/sources\/own\.test\.ts:\d+:\d+$/),
      ]);
      first.release();
    } finally {
      await watched.end();
    }
  });

  it("is recorded with who holds it, by line, as the port's instance", async () => {
    await ensureOwnPool();
    watch = watchOwnPool(pool(), 4321);
    await hold(3);
    const found = await poolWhen(people.cleo, ownSlug, ({ used }) => (used ?? 0) >= 3);
    expect(found.instances.map(({ name }) => name)).toEqual([`${hostname()}:4321`]);
    expect(found.max).toBe(pool().limits.max);
    expect(found.instances[0]?.holders[0]).toMatchObject({
      count: 3,
      line: expect.stringMatching(/own\.test\.ts:\d+:\d+$/),
    });
  });

  it("is kept in hand while the database is away, and written afterwards at the times that it was taken", async () => {
    watch = watchOwnPool(pool(), null);
    const ours = async () => (await samples()).filter(({ instance }) => instance === `${hostname()} worker`);
    await until(ours, (rows) => rows.length > 0);
    const cutAt = await databaseNow();
    await relay.cut();
    // Three beats are missed; nothing here can be asked meanwhile.
    const begun = performance.now();
    await until(
      async () => performance.now() - begun,
      (ms) => ms > 16_000,
    );
    await relay.mend();
    const mendedAt = await until(
      () => databaseNow().catch(() => null),
      (now) => now !== null,
    );
    const rows = await until(ours, (all) => all.some(({ at }) => Number(at) > Number(mendedAt)));
    const between = rows.filter(({ at }) => at > cutAt && Number(at) < Number(mendedAt));
    expect(between.length).toBeGreaterThanOrEqual(2);
    const gaps = rows.slice(1).map(({ at }, index) => Number(at) - Number(rows[index]?.at));
    expect(Math.max(...gaps)).toBeLessThan(9_000);
  });
});
