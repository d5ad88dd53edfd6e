import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { databaseNow } from "@/lib/core/clock";
import { sql } from "@/lib/core/database";
import type { Repetition } from "@/lib/core/repeatedly";
import { runCollector } from "@/lib/pools/collection/collector";
import { addPool } from "@/lib/pools/commands";
import { getPool } from "@/lib/pools/queries";
import { addSource } from "@/lib/pools/sources/commands";
import { startThrowAwayServer, type ThrowAwayServer } from "@/lib/start/postgres/throw-away";
import { type Cast, cast } from "../../../support/cast";
import { later, seconds } from "../../../support/clock";
import { unique } from "../../../support/world";
import { asOfNow, failureOf, poolWhen } from "../collection/watching";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const ROOM = 16;
const watcher = { userName: "watcher", password: "what it knows" };

let people: Cast;
let target: ThrowAwayServer;
let superuser: pg.Client;
let collector: Repetition;
let clients: pg.Client[];

beforeAll(async () => {
  people = await cast();
  target = await startThrowAwayServer({
    ...{ max_connections: String(ROOM), superuser_reserved_connections: "3", autovacuum: "off" },
  });
  superuser = new pg.Client({ connectionString: target.superuserUrl });
  await superuser.connect();
  await superuser.query(`create role watcher login password '${watcher.password}' in role pg_monitor`);
  await superuser.query("create role bookings login password 'bookings'");
});
afterAll(async () => {
  await superuser.end();
  await target.stop();
});
beforeEach(() => {
  clients = [];
  collector = runCollector("the suite");
});
afterEach(async () => {
  for (const client of clients) await client.end();
  await collector.stop();
  await sql("update pool_source set archived_at = created_at where kind <> 'own' and archived_at is null");
});

/** A session of the application's, in a transaction. */
async function work(database = "postgres"): Promise<void> {
  const { hostname, port } = new URL(target.superuserUrl);
  const client = new pg.Client({
    ...{ host: hostname, port: Number(port), user: "bookings", password: "bookings", database },
    application_name: "booking-worker",
  });
  await client.connect();
  clients.push(client);
  await client.query("begin");
}

/** Takes connections until one is refused, and gives the code of that. */
async function takeAll(): Promise<string> {
  for (;;) {
    const refused = await work().then(
      () => null,
      ({ code }: { code: string }) => code,
    );
    if (refused !== null) return refused;
  }
}

async function source(database = "postgres"): Promise<string> {
  const { hostname, port } = new URL(target.superuserUrl);
  const added = await addSource(await asOfNow(people.omar), {
    ...{ name: unique("Harbour database"), host: hostname, port, tls: "off", intervalSeconds: 5, database },
    ...watcher,
  });
  return added.slug;
}

const pool = async (sourceSlug: string) =>
  (
    await addPool(await asOfNow(people.omar), {
      ...{ name: unique("Bookings"), sourceSlug, application: "booking-worker" },
    })
  ).slug;

const latestOf = (slug: string) =>
  sql<{ at: Date; used: number; oldest: number }>(
    `select s.at, s.used, s.oldest_hold_seconds as oldest from pool_sample s join pool_instance i on i.id = s.series_id
     join pool p on p.id = i.pool_id where p.slug = $1 order by s.at desc`,
    [slug],
  );

/** A database of the target whose own views and functions are found before the server's. */
async function lying(name: string, sees: string): Promise<string> {
  await superuser.query(`create database ${name}`);
  const own = new pg.Client({
    connectionString: Object.assign(new URL(target.superuserUrl), { pathname: `/${name}` }).toString(),
  });
  await own.connect();
  await own.query(`create schema seen; grant usage on schema seen to public; ${sees}`);
  await own.end();
  await superuser.query(`alter database ${name} set search_path = seen, pg_catalog`);
  return name;
}

const activity = (columns: string, from = "") =>
  `create view seen.pg_stat_activity as select datname, usename, application_name, state, backend_type, query, pid, ${columns}
   from pg_catalog.pg_stat_activity ${from}; grant select on seen.pg_stat_activity to public;`;

describe("a server whose clock is wrong", () => {
  it.each([
    ["three days ahead", "3 days"],
    ["a year behind", "-1 year"],
  ])("by %s is dated by our own, and its ages are right", async (name, by) => {
    const database = await lying(
      `clock_${name.replaceAll(" ", "_")}`,
      `create function seen.clock_timestamp() returns timestamptz language sql volatile as
         $$ select pg_catalog.clock_timestamp() + interval '${by}' $$;
       ${activity(`state_change + interval '${by}' as state_change, xact_start + interval '${by}' as xact_start`)}`,
    );
    await work(database);
    const before = await databaseNow();
    const slug = await pool(await source(database));
    await poolWhen(people.cleo, slug, ({ used }) => used === 1);
    const [latest] = await latestOf(slug);
    expect(Number(latest?.at)).toBeGreaterThanOrEqual(Number(before));
    expect(Number(latest?.at)).toBeLessThanOrEqual(Number(await databaseNow()));
    expect(latest?.oldest).toBeLessThan(120);
    expect(
      await sql("select 1 from pool_sample where at > $1", [later(await databaseNow(), seconds(60))]),
    ).toEqual([]);
  });

  it("and was put back since its sessions began tells of no age before their beginning", async () => {
    const database = await lying(
      "clock_put_back",
      activity(
        "state_change + interval '1 hour' as state_change, xact_start + interval '1 hour' as xact_start",
      ),
    );
    await work(database);
    const slug = await pool(await source(database));
    await poolWhen(people.cleo, slug, ({ used }) => used === 1);
    expect((await latestOf(slug))[0]).toMatchObject({ used: 1, oldest: 0 });
  });
});

describe("a server of which every connection is taken", () => {
  it("is still looked at by who was there before, and says so to who comes", async () => {
    const slug = await pool(await source());
    await poolWhen(people.cleo, slug, ({ used }) => used === 0);
    expect(await takeAll()).toBe("53300");
    const taken = clients.length;
    expect(taken).toBeGreaterThan(5);
    const full = await poolWhen(people.cleo, slug, ({ used }) => used === taken);
    // What is reserved is not for the pool: with the collector's own connection it is full.
    expect(full).toMatchObject({ max: ROOM - 3, state: "warning" });
    expect(await failureOf(people.omar, await source())).toBe(
      "Every connection of the server is taken, the collector's too.",
    );
    const [last] = await latestOf(slug);
    await poolWhen(people.cleo, slug, ({ fullest }) => Number(fullest?.latest?.at) > Number(last?.at));
    expect((await getPool(await asOfNow(people.cleo), slug)).source.failure).toBeNull();
  });
});

it("a server of more sessions than are read says so, and does not tell of some of them", async () => {
  const database = await lying(
    "crowded",
    activity("state_change, xact_start", "cross join generate_series(1, 5001)"),
  );
  await work(database);
  const slug = await source(database);
  const crowd = await pool(slug);
  expect(await failureOf(people.omar, slug)).toBe(
    "The server has more than 5,000 sessions, which are not all read.",
  );
  expect(await getPool(await asOfNow(people.cleo), crowd)).toMatchObject({ state: "no_data", used: null });
});
