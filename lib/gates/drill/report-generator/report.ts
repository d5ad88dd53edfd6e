import type pg from "pg";

/** A tenant's report: what was ordered in each month, and which share was cancelled. */
export type Report = { tenant: number; months: Month[]; cancelledPercent: number };

/** What a tenant ordered in a month. */
export type Month = { month: string; orders: number; amount: number };

/** A report generator in one of its versions: its pool, and what it makes. */
export type Reports = { pool: pg.Pool; write(tenant: number): Promise<Report> };

/** The name under which a database server sees the generator's connections. */
export const generatorName = "report-generator";

/** Begins a report: what it reads is one state of the database, however long it takes. */
export const beginReport = "begin isolation level repeatable read read only";

// A large report takes its time in the database.
const MONTHS = `
  select to_char(placed_on, 'YYYY-MM') as month, count(*)::int as orders, sum(amount)::float8 as amount
  from orders, pg_sleep(0.1) where tenant = $1 group by month order by month`;

const CANCELLED = `
  select 100 * count(*) filter (where cancelled) / count(*) as "cancelledPercent" from orders where tenant = $1`;

/**
 * Reads a report over a connection in a transaction. Throws for a tenant without any orders: the server does not divide
 * by nothing. The generator was made for one company; that it has many tenants is new.
 */
export async function readReport(client: pg.ClientBase, tenant: number): Promise<Report> {
  const months = await client.query<Month>(MONTHS, [tenant]);
  const cancelled = await client.query<{ cancelledPercent: string }>(CANCELLED, [tenant]);
  return { tenant, months: months.rows, cancelledPercent: Number(cancelled.rows[0]?.cancelledPercent) };
}
