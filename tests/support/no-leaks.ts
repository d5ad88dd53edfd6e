import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, inject } from "vitest";
import { poolHolders } from "../../lib/core/pool";

const graceMs = 500;

const watcher = new pg.Client({
  connectionString: inject("testServer").superuserUrl,
  application_name: "leak watcher",
});
await watcher.connect();
afterAll(() => watcher.end());

afterEach(async () => {
  const deadline = Date.now() + graceMs;
  let left = await leftOpen();
  while (left.length > 0 && Date.now() < deadline) {
    await sleep(25);
    left = await leftOpen();
  }
  if (left.length > 0) throw new Error(`This test left a database connection open:\n${left.join("\n")}`);
});

/** What is checked out of the pool, and what stands idle in a transaction, each with where it comes from. */
async function leftOpen(): Promise<string[]> {
  const held = poolHolders().map(({ heldMs, line }) => `  checked out for ${heldMs} ms at ${line}`);
  const { rows } = await watcher.query<{ query: string; name: string }>(
    `select query, application_name as name from pg_stat_activity
      where datname = $1 and state like 'idle in transaction%' and pid <> pg_backend_pid()`,
    [new URL(process.env.DATABASE_URL ?? "").pathname.slice(1)],
  );
  return [...held, ...rows.map(({ query, name }) => `  idle in transaction (${name}) after: ${query}`)];
}
