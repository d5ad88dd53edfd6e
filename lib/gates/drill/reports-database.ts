import { randomBytes } from "node:crypto";
import pg from "pg";

/** The database under the report generator, and who may enter it. The addresses hold passwords. */
export type ReportsDatabase = {
  /** For the report generator. */
  url: string;
  /** For whoever watches: sees what others do, and nothing else. */
  watcher: { host: string; port: number; userName: string; password: string };
};

/** How many tenants can be asked about, 1 to this; the last has no orders yet. */
export const tenants = 100;

/** Connections that the server allows: many more than the 50 that the generator's pool may open. */
export const serverConnections = 300;

const ordersPerTenant = 500;

const ORDERS = `
  create table orders as
  select tenant, number, date '2025-01-01' + number % 273 as placed_on,
    (number * 37 % 900 + 100) / 10.0 as amount, number % 11 = 0 as cancelled
  from generate_series(1, ${tenants - 1}) as tenant, generate_series(1, ${ordersPerTenant}) as number;
  create index on orders (tenant);
  analyze orders`;

/** Makes the database of orders on a server of the superuser's, with a user for the generator and one that watches. */
export async function makeReportsDatabase(superuserUrl: string): Promise<ReportsDatabase> {
  const [reports, watch] = [randomBytes(18).toString("hex"), randomBytes(18).toString("hex")];
  await asUser(superuserUrl, async (client) => {
    await client.query(`create role reports login password '${reports}'`);
    await client.query(`create role highwater_watch login password '${watch}' connection limit 3`);
    await client.query("grant pg_monitor to highwater_watch");
    await client.query("create database reports owner reports");
  });
  const url = new URL(superuserUrl);
  Object.assign(url, { username: "reports", password: reports, pathname: "/reports" });
  await asUser(url.href, (client) => client.query(ORDERS));
  const watcher = {
    host: url.hostname,
    port: Number(url.port),
    userName: "highwater_watch",
    password: watch,
  };
  return { url: url.href, watcher };
}

async function asUser(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
