import type pg from "pg";
import { isRefusal } from "../../core/refusal";
import { connectTo } from "../connect";
import { StartFailure } from "../failure";

/** Rows are written and read in one spelling, however the server is set, and no time-out of the product's own ends a long copy. */
const spelling = {
  DateStyle: "ISO, YMD",
  IntervalStyle: "postgres",
  TimeZone: "UTC",
  bytea_output: "hex",
  extra_float_digits: "1",
  statement_timeout: "0",
  idle_in_transaction_session_timeout: "0",
  transaction_timeout: "0",
  lock_timeout: "30s",
};

/** Runs `work` on a session of its own, made for copying rows; closes it whatever happens. */
export async function onCopySession<T>(
  url: string,
  name: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connectTo(url, name);
  try {
    // Not every server knows every setting.
    await client.query(
      "select set_config(s.name, t.value, false) from json_each_text($1) t join pg_settings s on s.name = t.key",
      [JSON.stringify(spelling)],
    );
    return await work(client);
  } finally {
    await client.end();
  }
}

/** An error of the database's, or of the connection to it, as one sentence after `what`; any other is passed on. */
export function asFailure(error: unknown, what: string): unknown {
  if (error instanceof StartFailure || isRefusal(error)) return error;
  const { code } = error as { code?: unknown };
  const lost = error instanceof Error && /^Connection terminated|connection/i.test(error.message);
  const isDatabases = typeof code === "string" && /^[0-9A-Z]{5}$/.test(code);
  if (!isDatabases && !lost) return error;
  return new StartFailure("databaseUnavailable", `${what}: ${(error as Error).message}.`);
}
