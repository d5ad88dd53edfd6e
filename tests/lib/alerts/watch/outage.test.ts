import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, inject, it, vi } from "vitest";
import { runWatch } from "@/lib/alerts/watch/watcher";
import { database, sql } from "@/lib/core/database";
import { runCollector } from "@/lib/pools/collection/collector";
import { addPool } from "@/lib/pools/commands";
import { addSource } from "@/lib/pools/sources/commands";
import { asSuperuser } from "../../../support/postgres";
import { makeWorld, unique } from "../../../support/world";
import { asOfNow, until } from "../../pools/collection/watching";
import { makeRule } from "../support";

vi.setConfig({ testTimeout: 120_000 });

const server = inject("testServer");
const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

const ownName = () => new URL(process.env.DATABASE_URL ?? "").pathname.slice(1);

/** Nobody gets at our own database any more, or everybody again. */
const setAway = (away: boolean) =>
  asSuperuser(server, async (client) => {
    await client.query(`alter database "${ownName()}" with allow_connections ${!away}`);
    if (away)
      await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [
        ownName(),
      ]);
  });

it("our own database being away is no silence of somebody else's pool: no alert and no incident comes of it", async () => {
  const world = await makeWorld();
  const address = new URL(server.superuserUrl);
  const source = await addSource(await asOfNow(world.omar), {
    name: unique("Harbour database"),
    ...{ host: address.hostname, port: address.port, tls: "off", intervalSeconds: 5 },
    ...{ userName: decodeURIComponent(address.username), password: decodeURIComponent(address.password) },
  });
  const { slug } = await addPool(await asOfNow(world.lea), {
    ...{ name: unique("Bookings"), sourceSlug: source.slug, service: world.service.slug },
    ...{ application: "nobody at all", declaredMax: 10 },
  });
  const silence = { threshold: 10, clearThreshold: null, forSeconds: 0, keepFiringSeconds: 0 };
  await makeRule({ figure: "no_data", ...silence });
  await makeRule({ figure: "waiting", ...silence, threshold: 1 });
  await makeRule({ ...silence });
  const collector = runCollector("collector");
  running.push(collector, runWatch("watcher"));
  const judgedTo = async () => {
    const [found] = await sql<{ at: Date }>(
      `select max(c.judged_to) as at from alert_cursor c join pool_instance i on i.id = c.series_id
         join pool p on p.id = i.pool_id where p.slug = $1`,
      [slug],
    ).catch(() => []);
    return found?.at ?? null;
  };
  const watchedFrom = await until(judgedTo, (at) => at !== null);
  try {
    await setAway(true);
    // As long as the rule waits, and a little.
    await sleep(12_000);
    expect(await judgedTo()).toBeNull();
  } finally {
    await setAway(false);
  }
  const back = Date.now();
  const judged = await until(judgedTo, (at) => at !== null && at.getTime() > back);
  expect(judged?.getTime()).toBeGreaterThan(watchedFrom?.getTime() ?? 0);
  // Until what was silent meanwhile would have been noticed.
  await until(judgedTo, (at) => at !== null && at.getTime() > back + 12_000);
  expect(await database().alert.findMany({ where: { pool: { slug } } })).toEqual([]);
  expect(await database().incident.count()).toBe(0);

  // The same rule tells of a silence that is the pool's.
  await collector.stop();
  const own = await until(
    () => database().alert.findMany({ where: { pool: { slug } } }),
    (alerts) => alerts.length > 0,
  );
  expect(own.map(({ figure, state }) => [figure, state])).toEqual([["no_data", "firing"]]);
});
