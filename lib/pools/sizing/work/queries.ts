import type { Context } from "../../../core/context";
import { sql } from "../../../core/database";
import { demandReader } from "../../../people/queries";
import type { Pool } from "../../queries";
import { measuredWork, type Work, type WorkSample } from "./rules";

/**
 * The work of a pool's fullest instance over the last quarter of an hour; null where it is not known. A Postgres server
 * counts the transactions of a database: of a pool that is some of its sessions they are too many.
 */
export async function readMeasuredWork(
  context: Context,
  pool: Pick<Pool, "fullest" | "userName" | "application">,
): Promise<Work | null> {
  demandReader(context);
  if (!pool.fullest || pool.userName !== null || pool.application !== null) return null;
  const samples = await sql<WorkSample>(
    `select at, used, transactions::float8 as transactions, held_seconds as "heldSeconds" from pool_sample
      where series_id = $1 and at > $2::timestamptz - interval '15 minutes' and at <= $2 order by at`,
    [pool.fullest.seriesId, context.now],
  );
  return measuredWork(samples);
}
