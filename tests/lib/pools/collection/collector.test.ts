import { createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { sql } from "@/lib/core/database";
import { runCollector } from "@/lib/pools/collection/collector";
import { claimDue } from "@/lib/pools/collection/store";
import { addPool } from "@/lib/pools/commands";
import { getPool, type Pool } from "@/lib/pools/queries";
import { addSource } from "@/lib/pools/sources/commands";
import { getSource, type Source } from "@/lib/pools/sources/queries";
import { freePort } from "@/lib/start/postgres/server";
import { type Cast, cast } from "../../../support/cast";
import { asSuperuser } from "../../../support/postgres";
import { unique } from "../../../support/world";
import { asOfNow, poolWhen as seePool, sourceWhen as seeSource, until } from "./watching";

vi.setConfig({ testTimeout: 40_000 });

const server = inject("testServer");
const address = new URL(server.superuserUrl);
const application = `booking-worker-${process.pid}`;

let people: Cast;
let sessions: pg.Client[];
let collector: { stop(): Promise<void> } | null;

beforeAll(async () => {
  people = await cast();
});

beforeEach(() => {
  sessions = [];
  collector = null;
});

afterEach(async () => {
  await collector?.stop();
  for (const session of sessions) await session.end();
  await sql("update pool_source set archived_at = created_at where kind <> 'own' and archived_at is null");
});

/** So many sessions of the application, each having sent this. */
async function open(count: number, statement: string): Promise<void> {
  for (let index = 0; index < count; index++) {
    const session = new pg.Client({ connectionString: server.superuserUrl, application_name: application });
    sessions.push(session);
    await session.connect();
    await session.query(statement);
  }
}

const now = () => asOfNow(people.omar);

/** A pool of the application on a server of this address, collected every five seconds. */
async function watch(
  given: Partial<{ host: string; port: number; userName: string; password: string; tls: string }> = {},
  declaredMax = 10,
) {
  const source = await addSource(await now(), {
    name: unique("Harbour database"),
    ...{ host: address.hostname, port: address.port, tls: "off", intervalSeconds: 5 },
    ...{ userName: decodeURIComponent(address.username), password: decodeURIComponent(address.password) },
    ...given,
  });
  const pool = await addPool(await now(), {
    name: unique("Bookings"),
    sourceSlug: source.slug,
    application,
    declaredMax,
  });
  collector ??= runCollector("the suite");
  return { source: source.slug, pool: pool.slug };
}

const poolWhen = (slug: string, wanted: (pool: Pool) => boolean) => seePool(people.omar, slug, wanted);
const sourceWhen = (slug: string, wanted: (source: Source) => boolean) =>
  seeSource(people.omar, slug, wanted);

describe("a Postgres server that is watched", () => {
  it("tells how full a pool is, and who holds its connections, without a value of anybody's", async () => {
    await open(3, "select 'a name that nobody else may read'");
    await open(6, "begin");
    const { pool: slug, source } = await watch();
    const pool = await poolWhen(slug, ({ used }) => used === 6);
    expect(pool).toMatchObject({
      state: "fine",
      max: 10,
      used: 6,
      fullest: { latest: { used: 6, max: 10 } },
    });
    expect(pool.instances[0]?.holders).toMatchObject([
      { application, state: "idle in transaction", count: 6, fingerprint: "begin" },
    ]);
    const { facts, failure } = await getSource(await now(), source);
    expect(failure).toBeNull();
    expect(facts?.maxConnections).toBeGreaterThan(0);
    // The server's, not those that the collector gives its own session.
    expect(facts?.settings).toMatchObject({ statement_timeout: "0ms", lock_timeout: "0ms" });
    await open(4, "begin");
    expect((await poolWhen(slug, ({ used }) => used === 10)).state).toBe("critical");
    expect(JSON.stringify(await getPool(await now(), slug))).not.toContain("nobody else");
  });

  it("is asked on one connection that stays, and is left when the collector stops", async () => {
    // A user of its own: other tests have the same server watched.
    const userName = `alone_${process.pid}`;
    await asSuperuser(server, (client) =>
      client.query(`create role ${userName} login password 'alone' in role pg_monitor`),
    );
    const { source } = await watch({ userName, password: "alone" });
    const ours = () =>
      asSuperuser(server, async (client) => {
        const { rows } = await client.query(
          "select pid, backend_start::text from pg_stat_activity where usename = $1",
          [userName],
        );
        return rows;
      });
    await sourceWhen(source, ({ deliveredAt }) => deliveredAt !== null);
    const first = await ours();
    const { deliveredAt } = await getSource(await now(), source);
    await sourceWhen(source, (later) => Number(later.deliveredAt) > Number(deliveredAt));
    expect(await ours()).toEqual(first);
    expect(first).toHaveLength(1);
    await collector?.stop();
    collector = null;
    await until(ours, (rows) => rows.length === 0);
  });

  it("is collected from by one of several, and taken over from one that left", async () => {
    const { source } = await watch();
    await sourceWhen(source, ({ deliveredAt }) => deliveredAt !== null);
    await sleep(5_000);
    expect(await claimDue("somebody else", 10)).toEqual([]);
    await collector?.stop();
    collector = null;
    const taken = await until(
      () => claimDue("somebody else", 10),
      (claimed) => claimed.length > 0,
    );
    expect(taken).toHaveLength(1);
  });
});

describe("a server of many pools", () => {
  const MANY = 25;

  it("is written of in one statement each look: what is in use, and who holds it", async () => {
    const { source, pool } = await watch();
    for (let index = 1; index < MANY; index++)
      await addPool(await now(), {
        ...{ name: unique("Bookings"), sourceSlug: source, declaredMax: index, userName: `user ${index}` },
      });
    await open(2, "begin");
    // Which transaction wrote a row is told by its xmin: a statement by itself is one.
    const looks = () =>
      sql<{ pools: number; writes: number }>(
        `select count(*)::int as pools, count(distinct s.xmin::text)::int as writes
         from pool_sample s join pool_instance i on i.id = s.series_id join pool p on p.id = i.pool_id
           join pool_source o on o.id = p.source_id where o.slug = $1 group by s.at having count(*) > 1 order by s.at`,
        [source],
      );
    const found = await until(looks, (rows) => rows.filter(({ pools }) => pools === MANY).length >= 2);
    expect(found.map(({ writes }) => writes)).toEqual(found.map(() => 1));
    const held = await sql<{ writes: number; looks: number }>(
      `select count(distinct i.xmin::text)::int as writes, count(distinct i.holders_at)::int as looks
       from pool_instance i join pool p on p.id = i.pool_id join pool_source o on o.id = p.source_id where o.slug = $1`,
      [source],
    );
    expect(held).toEqual([{ writes: 1, looks: 1 }]);
    const full = await getPool(await now(), pool);
    expect(full).toMatchObject({ used: 2, max: 10 });
    expect(full.instances[0]?.holders).toMatchObject([
      { application, state: "idle in transaction", count: 2 },
    ]);
  });
});

describe("a source that brings nothing says why", () => {
  it.each<[string, Parameters<typeof watch>[0], string]>([
    ["a password that is wrong", { password: "wrong" }, "refuses this user or password"],
    ["a user that is not there", { userName: "nobody-here" }, "refuses this user or password"],
    ["a host that is not known", { host: "no-such-host.invalid" }, "The host's name "],
    ["a server that does not encrypt", { tls: "verified" }, "does not encrypt its connections"],
  ])("%s", async (_, given, says) => {
    const { source, pool } = await watch(given);
    const { failure } = await sourceWhen(source, (now) => now.failure !== null);
    expect(failure).toContain(says);
    expect(await getPool(await now(), pool)).toMatchObject({ state: "no_data", used: null });
  });

  it("nobody who listens", async () => {
    const { source } = await watch({ host: "127.0.0.1", port: await freePort() });
    const { failure } = await sourceWhen(source, (now) => now.failure !== null);
    expect(failure).toBe("Nothing listens at this address.");
  });

  it("a server of which every connection is taken", async () => {
    await asSuperuser(server, (client) =>
      client.query(
        `do $$ begin create role no_room login password 'secret' connection limit 0; exception when duplicate_object then end $$`,
      ),
    );
    const { source } = await watch({ userName: "no_room", password: "secret" });
    const { failure } = await sourceWhen(source, (now) => now.failure !== null);
    expect(failure).toBe("Every connection of the server is taken, the collector's too.");
  });

  it("a user who may not see what others do", async () => {
    await asSuperuser(server, (client) =>
      client.query(
        `do $$ begin create role only_itself login password 'secret'; exception when duplicate_object then end $$`,
      ),
    );
    await open(1, "begin");
    const { source } = await watch({ userName: "only_itself", password: "secret" });
    const { failure } = await sourceWhen(source, (now) => now.failure !== null);
    expect(failure).toContain("pg_monitor");
  });

  describe("with a server that accepts and says nothing", () => {
    let silent: Server;
    beforeEach(async () => {
      silent = createServer(() => {}).listen(0, "127.0.0.1");
      await new Promise((resolve) => silent.once("listening", resolve));
    });
    afterEach(() => silent.close());

    it("it gives up after five seconds, and others are collected from meanwhile", async () => {
      const port = (silent.address() as { port: number }).port;
      const hanging = await watch({ host: "127.0.0.1", port });
      const fine = await watch();
      await sourceWhen(fine.source, ({ deliveredAt }) => deliveredAt !== null);
      expect((await getSource(await now(), hanging.source)).failure).toBeNull();
      const { failure } = await sourceWhen(hanging.source, (later) => later.failure !== null);
      expect(failure).toContain("longer than five seconds");
    });
  });
});
