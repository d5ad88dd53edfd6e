import { pool } from "./pool";
import { singleton } from "./singleton";

type Clock = { now: (() => Date) | null };

const clock = () => singleton<Clock>("clock", () => ({ now: null }));

/** The present instant by the database's clock, in milliseconds; the same for every process. */
export async function databaseNow(): Promise<Date> {
  const replaced = clock().now;
  if (replaced) return replaced();
  const { rows } = await pool().query<{ now: Date }>("select clock_timestamp() as now");
  const [row] = rows;
  if (!row) throw new Error("the database did not tell the time");
  return row.now;
}

/** Replaces the clock, or puts the database's back with null. The only place where time can be set. */
export function setClock(now: (() => Date) | null): void {
  clock().now = now;
}
