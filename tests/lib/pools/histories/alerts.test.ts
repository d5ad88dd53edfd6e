import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { keepWatch } from "@/lib/alerts/watch/store";
import { takeTurn } from "@/lib/alerts/watch/turn";
import { recall } from "@/lib/alerts/watch/watcher";
import { databaseNow } from "@/lib/core/clock";
import { database, sql } from "@/lib/core/database";
import { writeSamples } from "@/lib/pools/samples/store";
import { hours, later, seconds } from "../../../support/clock";
import { makeWorld, type World } from "../../../support/world";
import { makeRule } from "../../alerts/support";
import { sample } from "../support";
import { engineWith } from "./engine";
import { begin, readUntil, sourceOf } from "./reading";

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let engine: Awaited<ReturnType<typeof engineWith>>;

beforeAll(async () => {
  world = await makeWorld();
  await makeRule({ forSeconds: 0 });
  await makeRule({ figure: "no_data", threshold: 0, clearThreshold: 0, forSeconds: 0 });
});
afterEach(() => engine.stop());

/** A turn of the watch as it is now, by somebody who has just taken it. */
async function judge(): Promise<void> {
  await sql("update alert_watch set lease_until = '-infinity'");
  const held = await keepWatch("the suite");
  if (!held) throw new Error("Somebody else watches.");
  await takeTurn("the suite", await recall(), held);
}

const alerts = async () =>
  (await database().alert.findMany({ include: { pool: { select: { toldPool: true } } } })).map(
    ({ figure, pool }) => `${figure} of ${pool?.toldPool}`,
  );

it("a past in which every pool was full raises no alert, neither by its figures nor by the silence after them", async () => {
  const full = () => ({ used: 50, max: 50, waiting: 9 });
  engine = await engineWith([
    { labels: { pool: "watched", instance: "pod-1" }, told: full },
    { labels: { pool: "gone", instance: "pod-1" }, told: full },
  ]);
  const slug = await sourceOf(world.omar, engine.url);
  await begin(world.omar, slug, 7);
  const { until, poolIds } = await readUntil(world.omar, slug, "finished");
  await judge();
  expect(await alerts()).toEqual([]);
  const series = await sql<{ seriesId: number; pool: string }>(
    `select i.id as "seriesId", p.told_pool as pool from pool_instance i join pool p on p.id = i.pool_id where p.id = any ($1::uuid[])`,
    [poolIds],
  );
  const seriesId = series.find(({ pool }) => pool === "watched")?.seriesId ?? 0;

  // From here on one of them is watched, and was last judged three hours ago.
  const now = await databaseNow();
  const judgedTo = later(now, -hours(3));
  await sql("delete from pool_sample where series_id = $1", [seriesId]);
  await writeSamples([sample(seriesId, judgedTo, { used: 1, max: 50 })], now);
  await sql("insert into alert_cursor (series_id, judged_to) values ($1, $2)", [seriesId, judgedTo]);
  await begin(world.omar, slug, 7);
  await readUntil(world.omar, slug, "finished");
  const newest = async () =>
    (await sql<{ at: Date }>("select max(at) as at from pool_sample where series_id = $1", [seriesId]))[0]
      ?.at;
  expect(await newest()).toEqual(judgedTo);
  await judge();
  // That one is silent, which its own rule says; the other never spoke here.
  expect(await alerts()).toEqual(["no_data of watched"]);

  // Once it is heard of again, what was missed is history as well.
  await writeSamples([sample(seriesId, later(now, -seconds(1)), { used: 1, max: 50 })], now);
  await judge();
  await sql("delete from alert");
  await begin(world.omar, slug, 7);
  await readUntil(world.omar, slug, "finished");
  const [missed] = await sql<{ count: number }>(
    "select count(*)::int as count from pool_sample where series_id = $1 and at > $2 and at <= $3",
    [seriesId, judgedTo, until],
  );
  expect(missed?.count).toBeGreaterThan(60);
  await sql("update alert_rule set archived_at = created_at where figure = 'no_data'");
  await judge();
  expect(await alerts()).toEqual([]);
});
