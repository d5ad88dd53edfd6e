import { expect, test } from "@playwright/test";
import pg from "pg";
import { closePool } from "../../lib/core/pool";
import { createApiKey } from "../../lib/people/api-keys/commands";
import { startThrowAwayServer, type ThrowAwayServer } from "../../lib/start/postgres/throw-away";
import { cast, castPassword, people } from "../support/cast";
import { seconds } from "../support/clock";
import { tellOfPool } from "../support/opentelemetry";
import { cloneDatabase, startTestServer, type TestDatabase } from "../support/postgres";
import { type Product, startProduct, stopProduct } from "../support/product";
import {
  lackOfPrometheus,
  type PostgresExporter,
  type Prometheus,
  startPostgresExporter,
  startPrometheus,
} from "../support/prometheus";
import { openRelay, type Relay } from "../support/relay";
import { signIn, type Visitor } from "../support/visitor";

// What sends is what people run: Prometheus with postgres_exporter from Debian, and the OpenTelemetry SDK in front of a
// pool of node-postgres. What they watch is a Postgres of its own; between the product and its database lies a relay.

let product: Product;
let relay: Relay;
let target: ThrowAwayServer;
let ours: pg.Client;
let ben: Visitor;
const ending: (() => Promise<unknown>)[] = [];

test.beforeAll(async () => {
  const { server, stop } = await startTestServer();
  ending.push(stop);
  const database = await cloneDatabase(server);
  relay = await openRelay(Number(new URL(database.url).port));
  const relayed = Object.assign(new URL(database.url), { port: String(relay.port) }).toString();
  product = await startProduct(undefined, { DATABASE_URL: relayed, DATABASE_OWNER_URL: database.ownerUrl });
  ending.push(() => stopProduct(product));
  target = await startThrowAwayServer();
  ending.push(() => target.stop());
  ours = new pg.Client({ connectionString: database.ownerUrl });
  await ours.connect();
  ending.push(() => ours.end());
  keys = await keysOf(database, "prometheus", "node");
  ben = await signIn(product.url, people.ben.email, castPassword);
});

test.afterAll(async () => {
  for (const end of ending.reverse()) await end();
});

let keys: Record<string, string>;

/** Keys of Ben's, made by the command that makes them, in the product's database. */
async function keysOf(database: TestDatabase, ...names: string[]): Promise<Record<string, string>> {
  process.env.DATABASE_URL = database.url;
  try {
    const { ben } = await cast(new Date());
    const made: Record<string, string> = {};
    for (const name of names)
      made[name] = (await createApiKey(ben, { name, scopes: ["metrics:write"] })).token;
    return made;
  } finally {
    await closePool();
    delete process.env.DATABASE_URL;
  }
}

/** Sessions on the watched server that hold a transaction open. */
async function hold(count: number): Promise<void> {
  for (let each = 0; each < count; each += 1) {
    const session = new pg.Client({ connectionString: target.superuserUrl, application_name: "reports" });
    await session.connect();
    await session.query("begin");
    await session.query("select 1");
    ending.push(() => session.end());
  }
}

/** An instant of a pool of a whole server. */
type Sight = { at: number; used: number; idle: number; inTransaction: number; max: number | null };

/** What we keep of the pool, the oldest first. */
async function kept(toldPool: string): Promise<Sight[]> {
  const { rows } = await ours.query<Omit<Sight, "at"> & { at: Date }>(
    `select s.at, s.used, s.idle, s.idle_in_transaction as "inTransaction", s."max" from pool_sample s
       join pool_instance i on i.id = s.series_id join pool p on p.id = i.pool_id where p.told_pool = $1 order by s.at`,
    [toldPool],
  );
  return rows.map(({ at, ...figures }) => ({ at: at.getTime(), ...figures }));
}

/** A page as it reads. */
async function reads(path: string): Promise<string> {
  const { status, body } = await ben.ask(path);
  expect(status, path).toBe(200);
  return body.replace(/<!--.*?-->/g, "").replace(/<[^>]+>/g, " ");
}

const refusals = () =>
  product.program.output().match(/"path":"\/(?:api\/v1\/write|v1\/metrics)","status":503/g);

test.describe("Prometheus with postgres_exporter", () => {
  test.describe.configure({ mode: "serial" });
  const job = "orders-database";
  let exporter: PostgresExporter;
  let prometheus: Prometheus;

  test.beforeAll(async () => {
    const lack = lackOfPrometheus();
    test.skip(lack !== null, `${lack}: a real Prometheus is not tried.`);
    exporter = await startPostgresExporter(target.superuserUrl);
    ending.push(() => exporter.stop());
    const receiver = `${product.url}/api/v1/write`;
    prometheus = await startPrometheus({
      job,
      target: exporter.target,
      receiver,
      key: keys.prometheus ?? "",
    });
    ending.push(() => prometheus.stop());
  });

  /** What Prometheus itself keeps of each scrape, added up as a pool of the whole server is. */
  async function scraped(): Promise<Sight[]> {
    const sights = new Map<number, Sight>();
    const sight = (at: number) => {
      const found = sights.get(at) ?? { at, used: 0, idle: 0, inTransaction: 0, max: null };
      sights.set(at, found);
      return found;
    };
    for (const { labels, samples } of await prometheus.kept("pg_stat_activity_count"))
      for (const { at, value } of samples) {
        const state = labels.state ?? "";
        if (state === "idle") sight(at).idle += value;
        else sight(at).used += value;
        if (state.startsWith("idle in transaction")) sight(at).inTransaction += value;
      }
    for (const { samples } of await prometheus.kept("pg_settings_max_connections"))
      for (const { at, value } of samples) sight(at).max = value;
    return [...sights.values()].sort((one, other) => one.at - other.at);
  }

  /** Waits until each of its scrapes so far is a sample of ours, once and with its figures; how many there are. */
  async function allKept(isMeant: (at: number) => boolean = () => true): Promise<number> {
    const theirs = (await scraped()).filter(({ at }) => isMeant(at));
    const newest = theirs.at(-1)?.at ?? 0;
    await expect(async () => {
      const samples = (await kept(job)).filter(({ at }) => at <= newest && isMeant(at));
      expect(samples).toEqual(theirs);
    }).toPass({ timeout: 15_000, intervals: [200] });
    return theirs.length;
  }

  const scrapes = async () => (await scraped()).length;

  /** Waits for so many scrapes more. */
  async function scrapesMore(count: number): Promise<void> {
    const before = await scrapes();
    await expect.poll(scrapes, { timeout: 20_000, intervals: [200] }).toBeGreaterThanOrEqual(before + count);
  }

  test("tells of a server as a pool, in requests that each hold a part of a scrape", async () => {
    await hold(7);
    await scrapesMore(3);
    expect(await allKept()).toBeGreaterThanOrEqual(3);
    const [last] = (await kept(job)).slice(-1);
    // Beside the seven there is the session that looks; 200 is what the server allows.
    expect(last).toMatchObject({ inTransaction: 7, max: 200 });
    expect(last?.used).toBeGreaterThanOrEqual(8);
    expect(await reads("/pools")).toContain(job);
    const page = await reads(`/pools/${job}?range=15m`);
    expect(page).toContain(`${last?.used} of 200`);
    expect(page).toContain(`Prometheus: prometheus`);
  });

  test("sends again what could not be kept while our database was away, and nothing is lost", async () => {
    expect(refusals()).toBeNull();
    await relay.cut();
    await hold(4);
    await scrapesMore(4);
    expect(await prometheus.tells("prometheus_remote_storage_samples_retried_total")).toBeGreaterThan(0);
    expect(refusals()?.length).toBeGreaterThan(0);
    const during = (await scraped()).slice(-3);
    await relay.mend();
    await allKept();
    const samples = new Map((await kept(job)).map((sample) => [sample.at, sample]));
    for (const { at } of during) expect(samples.get(at)?.inTransaction).toBe(11);
    expect(await prometheus.tells("prometheus_remote_storage_samples_failed_total")).toBe(0);
  });

  test("goes on after it was killed as the same instance of the same pool, with no sample twice", async () => {
    await allKept();
    const killedAt = Date.now();
    await prometheus.kill();
    await prometheus.start();
    await scrapesMore(3);
    expect(await allKept((at) => at > killedAt)).toBeGreaterThanOrEqual(3);
    // What it had scraped and not sent by then it does not send any more: it begins with what is new to it.
    await allKept((at) => at < killedAt - seconds(2));
    const theirs = new Set((await scraped()).map(({ at }) => at));
    const newest = Math.max(...theirs);
    expect((await kept(job)).filter(({ at }) => at <= newest && !theirs.has(at))).toEqual([]);
    const { rows } = await ours.query(
      `select (select count(*)::int from pool_source where kind = 'remote_write') as sources,
              count(distinct p.id)::int as pools, count(*)::int as instances
         from pool p join pool_instance i on i.pool_id = p.id where p.told_pool = $1`,
      [job],
    );
    expect(rows).toEqual([{ sources: 1, pools: 1, instances: 1 }]);
  });
});

test("the OpenTelemetry SDK tells of a pool that is full, and goes on when our database is back", async () => {
  const pool = new pg.Pool({ connectionString: target.superuserUrl, max: 10 });
  const telling = tellOfPool(pool, product.url, keys.node ?? "");
  try {
    const clients = await Promise.all(Array.from({ length: 8 }, () => pool.connect()));
    const last = async () => (await kept("checkout-db")).at(-1);
    await expect.poll(last, { timeout: 10_000 }).toMatchObject({ used: 8, max: 10 });
    expect(await reads("/pools/checkout-checkout-db?range=15m")).toContain("8 of 10");

    const before = refusals()?.length ?? 0;
    await relay.cut();
    clients.push(await pool.connect(), await pool.connect());
    const waiting = [pool.connect(), pool.connect(), pool.connect()];
    await expect.poll(() => refusals()?.length ?? 0, { timeout: 10_000 }).toBeGreaterThan(before);
    await relay.mend();
    await expect.poll(last, { timeout: 15_000 }).toMatchObject({ used: 10, max: 10 });
    expect(await reads("/pools/checkout-checkout-db?range=15m")).toMatch(/Waiting\s+3\s/);
    for (const client of clients) client.release();
    for (const client of await Promise.all(waiting)) client.release();
    await expect.poll(last, { timeout: 10_000 }).toMatchObject({ used: 0, idle: 10 });
  } finally {
    await telling.shutdown();
    await pool.end();
  }
});
