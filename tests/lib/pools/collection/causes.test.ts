import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it, vi } from "vitest";
import { runWatch } from "@/lib/alerts/watch/watcher";
import { databaseNow } from "@/lib/core/clock";
import { sql } from "@/lib/core/database";
import type { Repetition } from "@/lib/core/repeatedly";
import type { Attribution } from "@/lib/pools/attribution/schema";
import { runCollector } from "@/lib/pools/collection/collector";
import { addPool } from "@/lib/pools/commands";
import { getPool } from "@/lib/pools/queries";
import { seriesOf, writeSamples } from "@/lib/pools/samples/store";
import { addSource } from "@/lib/pools/sources/commands";
import { type Cast, cast } from "../../../support/cast";
import { later, seconds } from "../../../support/clock";
import { asSuperuser } from "../../../support/postgres";
import { unique } from "../../../support/world";
import { alertsOf, makeRule } from "../../alerts/support";
import { sample } from "../support";
import { asOfNow, poolWhen, until } from "./watching";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 30_000 });

const server = inject("testServer");
const database = `causes_${process.pid}`;
const application = `bookings-${process.pid}`;
const MAX = 12;

let people: Cast;
let running: Repetition[];
let clients: pg.Client[];
let ended: boolean;

beforeAll(async () => {
  people = await cast();
  await asSuperuser(server, (client) => client.query(`create database ${database}`));
  await makeRule({ severity: "warning", response: "page", threshold: 40, clearThreshold: 30, forSeconds: 0 });
  await makeRule({ response: "page", threshold: 75, clearThreshold: 50, forSeconds: 9 });
});
beforeEach(() => {
  [running, clients, ended] = [[], [], false];
});
afterEach(async () => {
  ended = true;
  await asSuperuser(server, (client) =>
    client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1", [
      application,
    ]),
  );
  for (const client of clients) await client.end().catch(() => undefined);
  for (const one of running) await one.stop();
  await sql("update pool_source set archived_at = created_at where kind <> 'own' and archived_at is null");
  await sql("update pool set archived_at = created_at where archived_at is null and slug <> 'highwater'");
});
afterAll(() => asSuperuser(server, (client) => client.query(`drop database ${database} with (force)`)));

const addressOf = (name: string) =>
  Object.assign(new URL(server.superuserUrl), { pathname: `/${name}` }).toString();

/** So many sessions of the application more, each sending the statement again and again. */
async function work(count: number, statement: () => string): Promise<void> {
  for (let index = 0; index < count; index++) {
    const client = new pg.Client({ connectionString: addressOf(database), application_name: application });
    clients.push(client);
    client.on("error", () => undefined);
    await client.connect();
    const again = (): Promise<unknown> =>
      ended ? Promise.resolve() : client.query(statement()).then(again, () => undefined);
    void again();
  }
}

/** A pool of the application on the server, not collected from yet. */
async function pool() {
  const { hostname, port, username, password } = new URL(server.superuserUrl);
  const source = await addSource(await asOfNow(people.omar), {
    ...{ name: unique("Harbour database"), host: hostname, port, tls: "off", intervalSeconds: 5 },
    ...{ userName: decodeURIComponent(username), password: decodeURIComponent(password) },
  });
  const { slug } = await addPool(await asOfNow(people.omar), {
    ...{ name: unique("Bookings"), sourceSlug: source.slug, database, application, declaredMax: MAX },
  });
  return getPool(await asOfNow(people.omar), slug);
}

const begin = () => running.push(runCollector("the suite"), runWatch("the suite"));

/** What the critical alert of a pool came from, once it fires. */
async function causeOf(poolId: string): Promise<Attribution> {
  const fires = ({ rule, state }: Awaited<ReturnType<typeof alertsOf>>[number]) =>
    rule.severity === "critical" && state === "firing";
  const alerts = await until(
    () => alertsOf(poolId),
    (all) => all.some(fires),
    60_000,
  );
  return alerts.find(fires)?.attribution as Attribution;
}

it("statements that take longer on a real server are slow queries", async () => {
  const { id, slug } = await pool();
  let statement = "select pg_sleep(0.2)";
  await work(6, () => statement);
  begin();
  await poolWhen(people.cleo, slug, ({ used }) => (used ?? 0) >= 5);
  await until(
    () => alertsOf(id),
    (alerts) => alerts.length > 0,
  );
  statement = "select pg_sleep(60)";
  await work(6, () => statement);
  const { cause, confidence, reasons } = await causeOf(id);
  expect(cause).toBe("slow_queries");
  expect(confidence).toBeGreaterThan(0.5);
  expect(reasons.find(({ name }) => name === "queryAge")).toMatchObject({
    known: true,
    speaksFor: ["slow_queries"],
  });
});

it("more of the same short statements on a real server are load", async () => {
  const { id } = await pool();
  const done = () =>
    asSuperuser(server, async (client) => {
      const { rows } = await client.query(
        "select (xact_commit + xact_rollback)::int as done from pg_stat_database where datname = $1",
        [database],
      );
      return Number(rows[0].done);
    });
  // Enough that the count could have grown to this in a quiet quarter of an hour.
  const burst = new pg.Client({ connectionString: addressOf(database) });
  await burst.connect();
  for (let index = 0; index < 1_000; index++) await burst.query("select 1");
  await burst.end();
  const counted = await until(done, (count) => count >= 1_000);
  const now = await databaseNow();
  const seriesId = await seriesOf(id, "server", now);
  // What the pool was like until a moment ago: two a second, each for half a second.
  await writeSamples(
    Array.from({ length: 25 }, (_, index) => 460 - index * 15).map((ago) =>
      sample(seriesId, later(now, -seconds(ago)), {
        ...{ max: MAX, used: 1, oldestHoldSeconds: 0.5, transactions: counted - ago * 2 },
      }),
    ),
    now,
  );
  // Of statements that read no table Postgres 15 counts the transactions only when a session ends.
  await work(MAX, () => "select pg_sleep(0.2) from pg_class limit 1");
  begin();
  const { cause, confidence, reasons } = await causeOf(id);
  expect(cause).toBe("load");
  expect(confidence).toBeGreaterThan(0.5);
  const throughput = reasons.find(({ name }) => name === "throughput");
  expect(throughput).toMatchObject({ known: true, speaksFor: ["load"], values: { before: 2 } });
  expect(throughput?.values.now).toBeGreaterThan(5);
});
