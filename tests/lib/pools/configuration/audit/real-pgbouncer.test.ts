import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { findingsOf } from "@/lib/pools/configuration/audit/rules";
import { enterPgbouncer, type PoolerFacts } from "@/lib/pools/sources/pgbouncer";
import { lackOfPgbouncer, type Pgbouncer, startPgbouncer } from "../../../../support/pgbouncer";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const server = new URL(inject("testServer").superuserUrl);
const lack = lackOfPgbouncer();
/** As the test's PgBouncer is not set otherwise: the way it comes, and one who lets clients wait without end. */
const asItComes = { pool_mode: "session", query_wait_timeout: 0 };

let running: Pgbouncer[];

beforeEach(() => {
  running = [];
  if (lack) console.warn(`PgBouncer is not asked: ${lack}.`);
});
afterEach(async () => {
  for (const pooler of running) await pooler.stop();
});

/** What a real PgBouncer with these settings says of itself. */
async function factsWith(settings: Readonly<Record<string, string | number>>): Promise<PoolerFacts> {
  const pooler = await startPgbouncer(server.href, settings);
  running.push(pooler);
  const entered = await enterPgbouncer({
    ...{ name: "Pooler", host: "127.0.0.1", port: pooler.port, ...pooler.watcher, tls: "off" },
    ...{ database: null, url: null, questions: null, intervalSeconds: 5 },
  });
  try {
    const sight = await entered.look([], new Date());
    return ("facts" in sight ? sight.facts : {}) as PoolerFacts;
  } finally {
    await entered.close();
  }
}

const findingsIn = (pooler: PoolerFacts) => findingsOf({ facts: null, pooler, pools: [] }) ?? [];

/** The lines as somebody copies them into pgbouncer.ini, by the setting's name: nothing is cut off. */
const lines = (changes: readonly (string | null)[]) =>
  Object.fromEntries(changes.map((change) => (change ?? "").split(" = ") as [string, string]));

describe.skipIf(lack)("what a real PgBouncer is advised to be set to", () => {
  it("is taken by it, line by line, and then nothing is found any more", async () => {
    const before = findingsIn(await factsWith(asItComes));
    expect(before.map(({ setting }) => setting).toSorted()).toEqual([
      ...["idle_transaction_timeout", "max_client_conn", "max_db_connections", "pool_mode"],
      ...["query_timeout", "query_wait_timeout"],
    ]);
    const advised = lines(before.map(({ change }) => change));
    expect(Object.keys(advised).toSorted()).toEqual(before.map(({ setting }) => setting).toSorted());
    const after = await factsWith({ ...asItComes, ...advised });
    expect(after.settings).toMatchObject(advised);
    expect(findingsIn(after)).toEqual([]);
  });
});
