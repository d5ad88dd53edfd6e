import { beforeAll, expect, it } from "vitest";
import { forecastPools } from "@/lib/pools/forecast/queries";
import { getPool } from "@/lib/pools/queries";
import { rollUpSamples } from "@/lib/pools/roll-ups/store";
import { seriesOf, writeSamples } from "@/lib/pools/samples/store";
import { beginning } from "../../../support/cast";
import { later, seconds } from "../../../support/clock";
import { makeWorld, type World } from "../../../support/world";
import { makeSeries, sample } from "../support";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

/** Twenty minutes of an instance of 50 that rises by so many a minute to so many. */
const tell = (seriesId: number, { to, rise }: { to: number; rise: number }) =>
  writeSamples(
    Array.from({ length: 81 }, (_, index) =>
      sample(seriesId, later(beginning, -seconds(15) * index), {
        ...{ max: 50, used: Math.round(to - (rise * index) / 4) },
      }),
    ),
    beginning,
  );

async function poolOf(name: string, instances: readonly { to: number; rise: number }[]) {
  const { poolId } = await makeSeries(name);
  for (const [index, told] of instances.entries())
    await tell(await seriesOf(poolId, `pod-${index}`, beginning), told);
  return getPool(world.cleo, name);
}

it("a pool is full when the first of its fullest instances is, each by its own course", async () => {
  const pools = await Promise.all([
    poolOf("steady", [{ to: 20, rise: 0 }]),
    poolOf("mixed", [
      { to: 20, rise: 0 },
      { to: 40, rise: 1 },
      { to: 30, rise: 1 },
    ]),
    // The one that rises is the emptiest of twelve.
    poolOf("many", [...Array.from({ length: 11 }, () => ({ to: 30, rise: 0 })), { to: 20, rise: 0.5 }]),
  ]);
  const told = await forecastPools(world.cleo, [...pools, { slug: "empty", instances: [] }]);
  expect(told.get("steady")).toMatchObject({ validity: "none", why: "not-rising" });
  expect(told.get("mixed")).toMatchObject({ validity: "ok" });
  expect(told.get("mixed")).toMatchObject({ secondsLeft: expect.closeTo(600, -2) });
  expect(told.get("many")).toMatchObject({ validity: "none", why: "not-rising" });
  expect(told.has("empty")).toBe(false);

  await rollUpSamples(beginning);
  const byMinute = await forecastPools(world.cleo, pools, "minute");
  expect(byMinute.get("steady")).toMatchObject({ validity: "none", why: "not-rising" });
  expect(byMinute.get("mixed")).toMatchObject({ validity: "ok", secondsLeft: expect.closeTo(600, -2) });
});
