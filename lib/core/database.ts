import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { type Prisma, PrismaClient } from "../../prisma/generated/client";
import { pool } from "./pool";
import { singleton } from "./singleton";

/** What commands write with: Prisma inside one transaction. */
export type Transaction = Prisma.TransactionClient;

/** What queries read with: the client, or the transaction that a command has open. */
export type Reader = PrismaClient | Transaction;

/** Prisma over the guarded pool. For reads; writes pass `command()`. */
export const database = (): PrismaClient =>
  singleton(
    "database",
    () => new PrismaClient({ adapter: new PrismaPg(pool(), { disposeExternalPool: false }) }),
  );

/** Raw SQL on the guarded pool, for hot reads. Rows come back as Postgres sends them. */
export async function sql<Row extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const { rows } = await pool().query<Row>(text, values);
  return rows;
}
