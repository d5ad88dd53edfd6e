import { beforeAll, expect, test } from "vitest";
import { sql } from "@/lib/core/database";
import { getPool } from "@/lib/pools/queries";
import { writeSamples } from "@/lib/pools/samples/store";
import { readMeasuredWork } from "@/lib/pools/sizing/work/queries";
import { beginning } from "../../../../support/cast";
import { later, seconds } from "../../../../support/clock";
import { makeWorld, type World } from "../../../../support/world";
import { makeSeries, sample } from "../../support";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

test("the work of a pool is measured over the last quarter of an hour, and not where others' work is counted too", async () => {
  const { seriesId } = await makeSeries("worked");
  const told = (agoSeconds: number, used: number, transactions: number) =>
    sample(seriesId, later(beginning, -seconds(agoSeconds)), { max: 50, used, transactions });
  // What lies before the quarter of an hour would halve the rate.
  const samples = [told(3_600, 9, 0), told(120, 10, 10_000), told(60, 12, 13_000), told(0, 14, 16_000)];
  await writeSamples(samples, beginning);
  const pool = await getPool(world.cleo, "worked");
  expect(await readMeasuredWork(world.cleo, pool)).toEqual({
    arrivalsPerSecond: 50,
    holdSeconds: expect.closeTo(0.24),
  });
  const { seriesId: adding } = await makeSeries("adding-up");
  await writeSamples(
    [0, 60, 120].map((ago) =>
      sample(adding, later(beginning, -seconds(ago)), {
        ...{ used: 0, transactions: 9_000 - ago * 10, heldSeconds: 900.5 - ago * 1.5 },
      }),
    ),
    beginning,
  );
  expect(await readMeasuredWork(world.cleo, await getPool(world.cleo, "adding-up"))).toEqual({
    arrivalsPerSecond: 10,
    holdSeconds: expect.closeTo(0.15),
  });
  await sql("update pool set application = 'reports' where slug = 'worked'");
  expect(await readMeasuredWork(world.cleo, await getPool(world.cleo, "worked"))).toBeNull();
});
