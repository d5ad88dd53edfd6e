import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { sql } from "@/lib/core/database";
import { runCollector } from "@/lib/pools/collection/collector";
import { addPool } from "@/lib/pools/commands";
import { addSource } from "@/lib/pools/sources/commands";
import { getSource } from "@/lib/pools/sources/queries";
import { type Cast, cast } from "../../../support/cast";
import { lackOfPgbouncer, type Pgbouncer, startPgbouncer } from "../../../support/pgbouncer";
import { unique } from "../../../support/world";
import { asOfNow, failureOf, poolWhen, sourceWhen } from "../collection/watching";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const server = new URL(inject("testServer").superuserUrl);
const lack = lackOfPgbouncer();

let people: Cast;
let pooler: Pgbouncer;
let clients: pg.Client[];
let collector: { stop(): Promise<void> };

beforeAll(async () => {
  people = await cast();
  if (lack) console.warn(`PgBouncer is not asked: ${lack}.`);
  else pooler = await startPgbouncer(server.href, { max_client_conn: 8 });
});
afterAll(() => pooler?.stop());

beforeEach(() => {
  clients = [];
  collector = runCollector("the suite");
});
afterEach(async () => {
  await collector.stop();
  for (const client of clients) await client.end().catch(() => {});
  await sql("update pool_source set archived_at = created_at where kind <> 'own' and archived_at is null");
});

/** A client of the application's that came through PgBouncer. */
async function come(): Promise<pg.Client> {
  const client = new pg.Client({
    ...{ host: "127.0.0.1", port: pooler.port, database: "reports", application_name: "report-worker" },
    ...{ user: server.username, password: decodeURIComponent(server.password) },
  });
  clients.push(client);
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function comeWithoutEnd(): Promise<void> {
  while (clients.length < 50) await come();
}

type Address = { port?: number; userName?: string; password?: string; tls?: string };

/** A source and a pool of it; the pooler unless another address is given. */
async function watch(
  given: Address = {},
  pool: { database?: string; userName?: string; declaredMax?: number } = {},
) {
  const source = await addSource(await asOfNow(people.omar), {
    ...{ kind: "pgbouncer", name: unique("Pooler"), host: "127.0.0.1", port: pooler?.port },
    ...{ ...pooler?.watcher, tls: "off", intervalSeconds: 5 },
    ...given,
  });
  const { slug } = await addPool(await asOfNow(people.omar), {
    ...{ name: unique("Reports"), sourceSlug: source.slug, ...pool },
  });
  return { source: source.slug, pool: slug };
}

const stored = async (slug: string) => {
  const [sample] = await sql<{ hold: number; wait: number; transactions: number }>(
    `select oldest_hold_seconds as hold, acquire_wait_p95_ms as wait, transactions::float8 as transactions
     from pool_sample s join pool_instance i on i.id = s.series_id join pool p on p.id = i.pool_id
     where p.slug = $1 order by at desc limit 1`,
    [slug],
  );
  if (!sample) throw new Error("nothing is stored");
  return sample;
};

describe.skipIf(lack)("a PgBouncer that is watched", () => {
  it("tells who holds its connections, who waits and for how long, and goes on when it takes no more clients", async () => {
    for (let index = 0; index < 3; index++) await (await come()).query("begin; select 'a name of somebody'");
    const waiting = await Promise.all([come(), come()]);
    const begun = Promise.allSettled(waiting.map((client) => client.query("select 1")));
    const { source, pool: slug } = await watch({}, { database: "reports", userName: server.username });
    const pool = await poolWhen(people.omar, slug, (seen) => seen.waiting === 2);
    expect(pool).toMatchObject({ state: "critical", used: 3, max: 3, waiting: 2 });
    expect(pool.instances[0]?.holders).toEqual([
      {
        ...{ application: "report-worker", user: server.username, state: "other", fingerprint: "" },
        ...{ count: 3, ageSeconds: expect.any(Number) },
      },
    ]);
    await expect(comeWithoutEnd()).rejects.toThrow(/no more connections allowed/);
    const before = await stored(slug);
    await vi.waitFor(async () => expect((await stored(slug)).hold).toBeGreaterThan(before.hold), 20_000);
    expect((await stored(slug)).wait).toBeGreaterThan(before.wait);

    for (const client of clients.slice(0, 3)) await client.query("commit");
    for (const client of clients.slice(0, 3)) await client.query("select 1");
    expect((await begun).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    const rested = await poolWhen(people.omar, slug, ({ used, waiting: still }) => used === 0 && still === 0);
    expect(rested.state).toBe("fine");
    expect((await stored(slug)).transactions).toBe(before.transactions + 3);
    const { pooler: facts, facts: none, failure } = await getSource(people.omar, source);
    expect([failure, none]).toEqual([null, null]);
    expect(facts?.version).toMatch(/^PgBouncer 1\./);
    expect(facts?.settings).toMatchObject({ pool_mode: "transaction", query_wait_timeout: "120" });
  });

  it("tells which server is behind it, and is compared with the source that this server is", async () => {
    const at = { host: server.hostname, port: Number(server.port) };
    const behind = await addSource(await asOfNow(people.omar), {
      ...{ kind: "postgres", name: unique("Orders"), ...at, database: "postgres", tls: "off" },
      ...{ userName: server.username, password: decodeURIComponent(server.password), intervalSeconds: 5 },
    });
    const { source } = await watch();
    await sourceWhen(people.omar, behind.slug, ({ facts }) => facts !== null);
    const { pooler: facts, behind: known } = await sourceWhen(
      people.omar,
      source,
      (seen) => seen.pooler !== null && seen.behind.length > 0,
    );
    expect(facts?.servers).toEqual([{ ...at, databases: 1, mayOpen: 3 }]);
    expect(known).toMatchObject([{ ...at, maxConnections: expect.any(Number) }]);
    expect((await getSource(people.omar, behind.slug)).behind).toEqual([]);
  });

  it("has the limit that is declared, and none where it knows no such database", async () => {
    await (await come()).query("begin");
    const declared = await watch({}, { database: "reports", declaredMax: 40 });
    const unknown = await watch({}, { database: "elsewhere" });
    expect(await poolWhen(people.omar, declared.pool, ({ used }) => used === 1)).toMatchObject({ max: 40 });
    expect(await poolWhen(people.omar, unknown.pool, ({ used }) => used === 0)).toMatchObject({
      ...{ max: null, state: "unknown" },
    });
  });

  it("is asked over a connection that is encrypted, where its certificate is not to be checked", async () => {
    const { pool } = await watch({ tls: "encrypted" });
    await poolWhen(people.omar, pool, ({ used }) => used !== null);
  });

  it("is asked on one connection that stays, and is left when the collector stops", async () => {
    const { source } = await watch();
    const consoles = async () => {
      const client = new pg.Client({
        ...{ host: "127.0.0.1", port: pooler.port, database: "pgbouncer" },
        ...{ user: pooler.watcher.userName, password: pooler.watcher.password },
      });
      await client.connect();
      const { rows } = await client.query<Record<string, string>>("SHOW CLIENTS");
      await client.end();
      return rows
        .filter(({ application_name: name }) => name === "highwater collector")
        .map(({ ptr, connect_time: since }) => `${ptr} ${since}`);
    };
    const { deliveredAt } = await sourceWhen(people.omar, source, (seen) => seen.deliveredAt !== null);
    const first = await consoles();
    await sourceWhen(people.omar, source, (later) => Number(later.deliveredAt) > Number(deliveredAt));
    expect(await consoles()).toEqual(first);
    expect(first).toHaveLength(1);
    await collector.stop();
    await vi.waitFor(async () => expect(await consoles()).toEqual([]), 5_000);
  });

  it("that is killed brings nothing, and delivers again once it is back", async () => {
    const { source, pool } = await watch();
    await sourceWhen(people.omar, source, ({ deliveredAt }) => deliveredAt !== null);
    await pooler.kill();
    expect(await failureOf(people.omar, source)).toMatch(
      /^(The connection was lost|Nothing listens at this address)\.$/,
    );
    expect((await poolWhen(people.omar, pool, ({ state }) => state === "no_data")).used).toBeNull();
    await pooler.start();
    await sourceWhen(people.omar, source, ({ failure }) => failure === null);
  });
});

describe.skipIf(lack)("a PgBouncer that brings nothing says why", () => {
  it.each<[string, () => Address, string]>([
    ["a password that is wrong", () => ({ password: "wrong" }), "The server refuses this user or password."],
    ["a user that is not there", () => ({ userName: "nobody" }), "The server refuses this user or password."],
    [
      "a user who may not look",
      () => pooler.stranger,
      "This user may not look at PgBouncer's console: name it in stats_users.",
    ],
    [
      "a certificate that nobody trusts",
      () => ({ tls: "verified" }),
      "Its certificate is signed by nobody whom this machine trusts.",
    ],
    [
      "a Postgres server",
      () => ({
        ...{ port: Number(server.port), userName: server.username },
        password: decodeURIComponent(server.password),
      }),
      "A Postgres server listens there, and no PgBouncer.",
    ],
  ])("%s", async (_, address, says) => {
    const { source, pool } = await watch(address());
    expect(await failureOf(people.omar, source)).toBe(says);
    expect((await poolWhen(people.omar, pool, () => true)).state).toBe("no_data");
  });
});
