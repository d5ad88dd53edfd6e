import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { runChecker } from "@/lib/alerts/health-checks/checker";
import { addHealthCheck, archiveHealthCheck, editHealthCheck } from "@/lib/alerts/health-checks/commands";
import { getHealthCheck, listHealthChecks } from "@/lib/alerts/health-checks/queries";
import { claimDueChecks, keepAnswer } from "@/lib/alerts/health-checks/store";
import { archiveService } from "@/lib/catalog/services/commands";
import { databaseNow } from "@/lib/core/clock";
import { database, sql } from "@/lib/core/database";
import type { Repetition } from "@/lib/core/repeatedly";
import { asSuperuser } from "../../../support/postgres";
import { makeWorld, unique, type World } from "../../../support/world";
import { startMachine, stopMachines } from "./machines";

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let checkers: Repetition[];
beforeAll(async () => {
  world = await makeWorld();
});

beforeEach(() => {
  process.env.HIGHWATER_PRIVATE_HOSTS = "127.0.0.1";
  checkers = [];
});

afterEach(async () => {
  for (const checker of checkers) await checker.stop();
  await stopMachines();
  await sql("update health_check set archived_at = created_at where archived_at is null");
});

const begin = (id: string) => checkers.push(runChecker(id));

/** A check of this address that is asked every five seconds. */
async function watch(
  url: string,
  given: { timeoutMs?: number; service?: string; expectedText?: string } = {},
) {
  const input = {
    service: world.service.slug,
    name: unique("Landing stage"),
    url,
    intervalSeconds: 5,
    ...given,
  };
  const { slug } = await addHealthCheck(world.lea, input);
  return { ...input, slug, id: (await getHealthCheck(world.lea, slug)).id };
}

async function watchAll(count: number, url: (index: number) => string) {
  const checks: Awaited<ReturnType<typeof watch>>[] = [];
  for (let index = 0; index < count; index++) checks.push(await watch(url(index)));
  return checks;
}

const turnOf = (checkId: string) => database().healthCheckTurn.findUniqueOrThrow({ where: { checkId } });
const resultsOf = (id: string) =>
  sql<{ at: Date; well: boolean; status: number | null; failure: string | null }>(
    "select at, well, status, failure from health_result where check_id = $1 order by at",
    [id],
  );
/** Makes it due at this moment. */
const hurry = (id: string) =>
  sql("update health_check_turn set next_at = clock_timestamp() where check_id = $1", [id]);

/** Waits until what is read is as wanted, and gives it. */
async function until<T>(read: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 40_000;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    if (Date.now() > deadline) throw new Error(`It did not come to that: ${JSON.stringify(value)}`);
    await sleep(50);
  }
}

const answers = (id: string, count: number) =>
  until(
    () => resultsOf(id),
    (results) => results.length >= count,
  );

describe("a checker", () => {
  it("keeps each answer and how the check stands by it, in turn", async () => {
    let status = 503;
    const { url } = await startMachine((_, answer) => answer.writeHead(status).end());
    const { id } = await watch(url);
    begin("the suite");
    await answers(id, 1);
    const failure = "It answered 503; well is 200 to 299.";
    expect(await turnOf(id)).toMatchObject({ failure, failuresInARow: 1, leasedBy: null, leaseUntil: null });
    await hurry(id);
    const twice = await answers(id, 2);
    expect(await turnOf(id)).toMatchObject({ failure, failuresInARow: 2, lastAt: twice[1]?.at });
    status = 204;
    await hurry(id);
    const results = await answers(id, 3);
    expect(await turnOf(id)).toMatchObject({ failure: null, failuresInARow: 0, lastAt: results[2]?.at });
    expect(results).toMatchObject([
      { well: false, status: 503, failure },
      { well: false, status: 503, failure },
      { well: true, status: 204, failure: null },
    ]);
    const [listed] = await listHealthChecks({ ...world.cleo, now: await databaseNow() }, world.service.slug);
    expect(listed).toMatchObject({
      ...{ state: "well", since: results[2]?.at, day: { asked: 3, well: 1 }, month: { asked: 3, well: 1 } },
    });
  });

  it("asks others while some hang", async () => {
    const hanging = await startMachine(() => {});
    const fine = await startMachine((_, answer) => answer.end());
    const slow = await watchAll(20, () => hanging.url);
    const { id } = await watch(fine.url);
    begin("the suite");
    await answers(id, 1);
    await hurry(id);
    await answers(id, 2);
    expect(await resultsOf(slow[0]?.id ?? "")).toEqual([]);
    const [late] = await answers(slow[0]?.id ?? "", 1);
    expect(late).toMatchObject({ well: false, status: null, failure: "It did not answer within 5 s." });
  });

  it("that is one of several asks no check that another is asking", async () => {
    const [open, seen] = [new Set<string>(), new Set<string>()];
    let [asked, doubled] = [0, 0];
    const { url } = await startMachine(async ({ url: path = "" }, answer) => {
      asked += 1;
      if (open.has(path)) doubled += 1;
      seen.add(path);
      open.add(path);
      await sleep(200);
      open.delete(path);
      answer.end();
    });
    const checks = await watchAll(40, (index) => `${url}/${index}`);
    for (const name of ["one", "two", "three"]) begin(name);
    for (const { id } of checks) await answers(id, 2);
    expect([doubled, seen.size]).toEqual([0, 40]);
    const results = await Promise.all(checks.map(({ id }) => resultsOf(id)));
    expect(results.flat().length).toBeLessThanOrEqual(asked);
  });

  it("keeps the pace of a check, and makes up for no turn that was missed", async () => {
    const { id } = await watch("http://ferries.invalid/", { timeoutMs: 100 });
    /** How long after its lease its next turn is, in seconds; the lease ends 10.1 s after the claim. */
    const nextAfterLease = async (due: string) => {
      const late =
        "update health_check_turn set leased_by = null, lease_until = null, next_at = clock_timestamp()";
      await sql(`${late} - interval '${due}' where check_id = $1`, [id]);
      expect(await claimDueChecks("the suite", 10)).toHaveLength(1);
      const [turn] = await sql<{ seconds: number }>(
        "select extract(epoch from next_at - lease_until)::float8 as seconds from health_check_turn where check_id = $1",
        [id],
      );
      return (turn?.seconds ?? Number.NaN) + 10.1;
    };
    expect(await nextAfterLease("3 days")).toBeCloseTo(2.5, 1);
    const [soon, later] = [await nextAfterLease("0 s"), await nextAfterLease("1 s")];
    expect(soon).toBeLessThanOrEqual(5);
    expect(later).toBeLessThanOrEqual(4);
  });

  it("is replaced when it is killed while it asks, and what it says later counts for nothing", async () => {
    const { url } = await startMachine((_, answer) => answer.end());
    const { id } = await watch(url, { timeoutMs: 100 });
    const [claimed] = await claimDueChecks("the one that was killed", 10);
    expect(claimed?.id).toBe(id);
    expect(await claimDueChecks("another", 10)).toEqual([]);
    await hurry(id);
    expect(await claimDueChecks("another", 10)).toEqual([]);
    begin("another");
    const [result] = await answers(id, 1);
    expect(result).toMatchObject({ well: true });
    const late = { status: null, durationMs: 100, failure: "It did not answer within 100 ms." };
    expect(await keepAnswer("the one that was killed", { id, version: 1 }, late)).toBe(false);
    expect(await resultsOf(id)).toHaveLength(1);
    expect(await turnOf(id)).toMatchObject({ failure: null, failuresInARow: 0 });
  });

  it("that stops waits for nobody, calls it no failure, and lets another ask at once", async () => {
    const machine = await startMachine(() => {});
    const { id } = await watch(machine.url, { timeoutMs: 5_000 });
    const checker = runChecker("the one that stops");
    await until(
      async () => machine.connections(),
      (count) => count === 1,
    );
    await checker.stop();
    expect(await resultsOf(id)).toEqual([]);
    expect(await turnOf(id)).toMatchObject({ lastAt: null, failure: null, leasedBy: null });
    expect(await claimDueChecks("another", 10)).toMatchObject([{ id }]);
  });

  it("asks nothing that is archived, and nothing of an archived service", async () => {
    const machine = await startMachine((_, answer) => answer.end());
    const own = await makeWorld();
    const { slug } = await watch(`${machine.url}/archived`);
    await archiveHealthCheck(world.lea, { slug });
    await addHealthCheck(own.lea, { service: own.service.slug, name: unique("Pier"), url: machine.url });
    await archiveService(own.lea, own.service);
    const { id } = await watch(`${machine.url}/used`);
    begin("the suite");
    await answers(id, 1);
    expect(machine.connections()).toBe(1);
  });

  it("keeps no answer to what was edited while it was asked, and asks anew", async () => {
    let release = () => {};
    const old = await startMachine((_, answer) => {
      release = () => {
        if (!answer.headersSent) answer.writeHead(500).end();
      };
    });
    const { url } = await startMachine(async (_, answer) => {
      // The old answer comes while the same checker holds the check again.
      release();
      await sleep(500);
      answer.end();
    });
    const check = await watch(old.url);
    begin("the suite");
    await until(
      async () => old.connections(),
      (count) => count === 1,
    );
    await editHealthCheck(world.lea, { ...check, url });
    await answers(check.id, 1);
    await hurry(check.id);
    await answers(check.id, 2);
    expect((await resultsOf(check.id)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it("tells a name that leads into a private network from one that is not well", async () => {
    process.env.HIGHWATER_PRIVATE_HOSTS = "";
    const machine = await startMachine((_, answer) => answer.end());
    const { id } = await watch(`http://localhost:${machine.port}`);
    begin("the suite");
    const [result] = await answers(id, 1);
    expect(result).toMatchObject({
      well: false,
      failure: expect.stringContaining("HIGHWATER_PRIVATE_HOSTS"),
    });
    expect(machine.connections()).toBe(0);
  });
});

describe("while our own database is away", () => {
  const server = inject("testServer");
  const name = new URL(process.env.DATABASE_URL ?? "").pathname.slice(1);
  const allow = (allowed: boolean) =>
    asSuperuser(server, async (client) => {
      await client.query(`alter database "${name}" with allow_connections ${allowed}`);
      if (!allowed)
        await client.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()",
          [name],
        );
    });
  afterEach(() => allow(true));

  it("nobody has failed: what cannot be kept is not written, and is asked again afterwards", async () => {
    let [asked, away] = [0, Promise.resolve()];
    const { url } = await startMachine(async (_, answer) => {
      asked += 1;
      if (asked === 1) {
        away = allow(false);
        await away;
        answer.writeHead(500).end();
      } else answer.end();
    });
    const { id } = await watch(url);
    begin("the suite");
    await until(
      async () => asked,
      (count) => count === 1,
    );
    await away;
    // Long enough for several turns, which all fail here.
    await sleep(3_000);
    expect(asked).toBe(1);
    await allow(true);
    const results = await answers(id, 1);
    expect(results).toMatchObject([{ well: true, status: 200 }]);
    expect(await turnOf(id)).toMatchObject({ failure: null, failuresInARow: 0 });
  });
});
