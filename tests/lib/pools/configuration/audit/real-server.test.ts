import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { judgeSetting } from "@/lib/alerts/controls/rules";
import { runCollector } from "@/lib/pools/collection/collector";
import { addPool } from "@/lib/pools/commands";
import { findingsOf } from "@/lib/pools/configuration/audit/rules";
import { addSource } from "@/lib/pools/sources/commands";
import { enterPostgres, type ServerFacts } from "@/lib/pools/sources/postgres";
import type { Source } from "@/lib/pools/sources/queries";
import type { OpenSource } from "@/lib/pools/sources/source";
import { startThrowAwayServer, type ThrowAwayServer } from "@/lib/start/postgres/throw-away";
import { type Cast, cast } from "../../../../support/cast";
import { unique } from "../../../../support/world";
import { asOfNow, sourceWhen } from "../../collection/watching";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const application = { user: "booking app", password: "bookings" };
const watcher = { userName: "watcher", password: "what it knows" };

let people: Cast;
let target: ThrowAwayServer;
let operator: pg.Client;
let entered: OpenSource | null;

beforeAll(async () => {
  [people, target] = await Promise.all([cast(), startThrowAwayServer()]);
  operator = new pg.Client({ connectionString: target.superuserUrl });
  await operator.connect();
  await operator.query(`create role watcher login password '${watcher.password}' in role pg_monitor`);
  await operator.query(`create role "${application.user}" login password '${application.password}'`);
});
beforeEach(() => {
  entered = null;
});
afterEach(async () => {
  await entered?.close();
  for (const whose of ["", " in database postgres"])
    await operator.query(`alter role "${application.user}"${whose} reset all`);
  await operator.query("alter database postgres reset all");
  await typed("alter system reset all; select pg_reload_conf()");
});
afterAll(async () => {
  await operator.end();
  await target.stop();
});

/** Sends statements as psql does: one after the other, each by itself. */
async function typed(statements: string): Promise<void> {
  for (const statement of statements.split(";")) await operator.query(statement);
}

const address = () => {
  const { hostname, port } = new URL(target.superuserUrl);
  return {
    name: unique("Harbour database"),
    host: hostname,
    port: Number(port),
    tls: "off" as const,
    ...watcher,
  };
};

/** What a server says of itself when it is looked at, entered as the collector does it. */
async function facts(): Promise<ServerFacts> {
  if (entered?.isLost()) {
    await entered.close();
    entered = null;
  }
  entered ??= await enterPostgres({
    ...{ ...address(), database: null, url: null, questions: null, intervalSeconds: 5 },
  });
  const sight = await entered.look([], new Date());
  return ("facts" in sight ? sight.facts : {}) as ServerFacts;
}

type Pool = { userName?: string; database?: string; declaredMax?: number };

async function findings({ declaredMax = 10, ...whose }: Pool) {
  const pools = [{ name: "Bookings", declaredMax, ...whose }];
  return findingsOf({ facts: await facts(), pooler: null, pools }) ?? [];
}

const finding = async (pool: Pool, wanted: string) =>
  (await findings(pool)).find(({ setting }) => setting === wanted);

/** A server takes a moment to read its configuration anew. */
const gone = (pool: Pool, setting: string) =>
  vi.waitFor(async () => expect(await finding(pool, setting)).toBeUndefined(), { timeout: 10_000 });

/** What a new session of the application has. */
async function has(setting: string): Promise<string> {
  const { host, port } = address();
  const client = new pg.Client({ host, port, database: "postgres", ...application });
  await client.connect();
  try {
    return (await client.query(`show ${setting}`)).rows[0][setting];
  } finally {
    await client.end();
  }
}

describe("what a real server is advised to be set to", () => {
  it("is set by the very statements, and found no more: each of its settings by itself", async () => {
    const pool = { userName: application.user };
    const found = await findings(pool);
    expect(found.map(({ setting, value }) => [setting, value])).toEqual([
      ["idle_in_transaction_session_timeout", "off"],
      ["statement_timeout", "off"],
      ["lock_timeout", "off"],
      ["tcp_keepalives_idle", expect.any(String)],
    ]);
    for (const { setting, change } of found) {
      expect(await finding(pool, setting)).toBeDefined();
      await typed(change ?? "");
      await gone(pool, setting);
    }
    expect(await has("idle_in_transaction_session_timeout")).toBe("1min");
    expect(await has("statement_timeout")).toBe("30s");
    expect(await has("lock_timeout")).toBe("10s");
    expect(await findings(pool)).toEqual([]);
  });

  it("is a limit that holds after a restart, as it says", async () => {
    const change = (await finding({ declaredMax: 500 }, "max_connections"))?.change ?? "";
    await operator.query(change);
    const { rows } = await operator.query(
      "select setting from pg_file_settings where name = 'max_connections' and sourcefile like '%auto.conf'",
    );
    expect(rows).toEqual([{ setting: "503" }]);
    expect(change).toContain("then restart the server");
  });

  it.each<Pool>([
    { userName: application.user, database: "postgres" },
    { userName: application.user },
    { database: "postgres" },
    {},
  ])("is looked for where sessions of the pool %j get it from", async (pool) => {
    const [setting, role] = ["statement_timeout", `role "${application.user}"`];
    await operator.query(`alter database postgres set ${setting} = '20s'`);
    for (const by of [role, `${role} in database postgres`]) {
      await operator.query(`alter ${by} set ${setting} = 0`);
      expect(await has(setting)).toBe("0");
      await typed((await finding(pool, setting))?.change ?? "");
      await gone(pool, setting);
      expect(await has(setting)).toBe("30s");
    }
  });
});

it("what is set for the collector itself is not the server's own, nor what was set for all when it came", async () => {
  const pool = { userName: application.user };
  const setting = "lock_timeout";
  const own = async () => (await facts()).settings[setting];
  expect(await own()).toBe("0ms");
  await operator.query(`alter role watcher set ${setting} = '7s'`);
  expect(await own()).toBeUndefined();
  expect(await finding(pool, setting)).toBeUndefined();
  await typed(`alter role watcher reset ${setting}; alter role all set ${setting} = '9s'`);
  expect(await finding(pool, setting)).toBeUndefined();
  // It came while that was set, and it is entered anew when it no longer is.
  await facts();
  await operator.query(`alter role all reset ${setting}`);
  await facts();
  expect(await own()).toBe("0ms");
  expect(await finding(pool, setting)).toBeDefined();
});

it("a control that watches a setting of a server holds once the pool's user has it", async () => {
  const setting = "statement_timeout";
  const { slug } = await addSource(await asOfNow(people.omar), { ...address(), intervalSeconds: 5 });
  await addPool(await asOfNow(people.lea), {
    ...{ name: unique("Bookings"), sourceSlug: slug, userName: application.user },
  });
  await addPool(await asOfNow(people.lea), {
    ...{ name: unique("Reports"), sourceSlug: slug, userName: application.user, database: "postgres" },
  });
  const collector = runCollector("the suite");
  const judged = (source: Source) =>
    judgeSetting(setting, source, { since: null }, source.deliveredAt ?? new Date(0));
  const becomes = async (verdict: string) =>
    judged(await sourceWhen(people.omar, slug, (source) => judged(source)?.verdict === verdict));
  try {
    expect(await becomes("broken")).toMatchObject({ value: `${setting} = off` });
    const { facts: told, pools } = await sourceWhen(people.omar, slug, (source) => source.facts !== null);
    const found = findingsOf({ facts: told, pooler: null, pools });
    await typed(found?.find((one) => one.setting === setting)?.change ?? "");
    expect(await becomes("holds")).toMatchObject({ value: `${setting} = 30000ms` });
  } finally {
    await collector.stop();
  }
});
