import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { watchControl } from "@/lib/alerts/controls/commands";
import { databaseNow } from "@/lib/core/clock";
import { runCollector } from "@/lib/pools/collection/collector";
import { addPool } from "@/lib/pools/commands";
import { addSource } from "@/lib/pools/sources/commands";
import { startThrowAwayServer, type ThrowAwayServer } from "@/lib/start/postgres/throw-away";
import { tick } from "@/lib/worker/main";
import { makeWorld, unique, type World } from "../../../support/world";
import { asOfNow, sourceWhen, until } from "../../pools/collection/watching";
import { controlled, standingOf, toldOf, verifyTwice } from "./support";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const setting = "idle_in_transaction_session_timeout";

let world: World;
let target: ThrowAwayServer;
let collector: { stop(): Promise<void> };
beforeAll(async () => {
  [world, target] = await Promise.all([makeWorld(), startThrowAwayServer()]);
  collector = runCollector("the suite");
});
afterAll(async () => {
  await collector.stop();
  await target.stop();
});

/** An operator at the server. */
async function operate(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: target.superuserUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

it("a control follows a real server: it breaks, holds, breaks again, and nobody can tell once the server is gone", async () => {
  const { omar, lea, ben, service } = world;
  const address = new URL(target.superuserUrl);
  const source = await addSource(await asOfNow(omar), {
    ...{ name: unique("Reports database"), host: address.hostname, port: address.port, tls: "off" },
    ...{ userName: "postgres", password: decodeURIComponent(address.password), intervalSeconds: 5 },
  });
  await addPool(await asOfNow(lea), {
    ...{ name: unique("Reports"), sourceSlug: source.slug, service: service.slug, declaredMax: 50 },
  });
  const { ref, controlId } = await controlled(await asOfNow(ben), service.slug);
  await sourceWhen(omar, source.slug, ({ facts }) => facts !== null);
  await watchControl(await asOfNow(ben), { ref, controlId, watchedBy: `setting:${source.slug}:${setting}` });
  const becomes = (verdict: string) =>
    until(
      async () => {
        await verifyTwice(await databaseNow());
        return standingOf(controlId);
      },
      (control) => control.verdict === verdict,
    );

  expect(await becomes("broken")).toMatchObject({ value: `${setting} = off` });
  await operate(`alter system set ${setting} = '60s'`, "select pg_reload_conf()");
  const holding = await becomes("holds");
  expect(holding).toMatchObject({ value: `${setting} = 60000ms`, brokenSince: null });
  await operate(`alter system reset ${setting}`, "select pg_reload_conf()");
  await becomes("broken");
  await target.stop();
  const gone = await becomes("unknown");
  expect(gone.says).toMatch(/brings nothing: ./);
  // Of when it was known last.
  expect(gone.verifiedAt?.getTime()).toBeLessThan(gone.verdictSince.getTime());
  expect(gone.steps).toEqual(["unknown broken", "broken holds", "holds broken", "broken unknown"]);
  expect(gone.rows.map(({ watched }) => watched)).toEqual(
    gone.rows.map(() => expect.stringMatching(new RegExp(`^${setting} of Reports database`))),
  );

  await tick("the suite");
  await tick("the suite");
  const story = ["Control broken", "Control holds again", "Control broken"];
  expect(await toldOf(ref)).toEqual({ Ben: story, Lea: story });
});
