import { describe, expect, it } from "vitest";
import { readUnjudged, watchedPools } from "@/lib/alerts/watch/queries";
import { databaseNow } from "@/lib/core/clock";
import { sql } from "@/lib/core/database";
import { instancesOf } from "@/lib/pools/intake/store";
import { getPool } from "@/lib/pools/queries";
import { readPoolSeries } from "@/lib/pools/samples/queries";
import { seriesOf, writeSamples } from "@/lib/pools/samples/store";
import { cast } from "../../support/cast";
import { days, hours, later, minutes, seconds } from "../../support/clock";
import { makeSeries, sample } from "./support";

describe("instances that come and go", () => {
  it("are judged again at once when they come back after days", async () => {
    const now = await databaseNow();
    const { poolId } = await makeSeries();
    const back = await seriesOf(poolId, "pod-back", later(now, -days(30)));
    await writeSamples([sample(back, later(now, -days(3)), { used: 1 })], later(now, -days(3)));
    await sql("insert into alert_cursor (series_id, judged_to) values ($1, $2)", [
      back,
      later(now, -days(3)),
    ]);
    expect((await readUnjudged(now)).filter(({ seriesId }) => seriesId === back)).toEqual([]);
    await writeSamples([sample(back, later(now, -seconds(2)), { used: 48, max: 50 })], now);
    expect((await readUnjudged(now)).filter(({ seriesId }) => seriesId === back)).toMatchObject([
      { used: 48 },
    ]);
  });

  it("are judged to the last of what they told within a day, when the watch was away", async () => {
    const now = await databaseNow();
    const { poolId } = await makeSeries();
    const away = await seriesOf(poolId, "pod-away", later(now, -hours(40)));
    // Told of every minute for the half hour that it is not noted again, and then never.
    const last = later(now, -hours(23.5) + minutes(29));
    await writeSamples([sample(away, later(now, -hours(23.5)), { used: 1 })], later(now, -hours(23.5)));
    await writeSamples([sample(away, last, { used: 2 })], last);
    await sql("insert into alert_cursor (series_id, judged_to) values ($1, $2)", [
      away,
      later(now, -hours(23.9)),
    ]);
    const unjudged = (await readUnjudged(now)).filter(({ seriesId }) => seriesId === away);
    expect(unjudged.map(({ used }) => used)).toEqual([1, 2]);
  });

  it("leave a pool whose silence counts from its last sample, however long it lasts", async () => {
    const now = await databaseNow();
    const { poolId } = await makeSeries();
    const [first, last] = [later(now, -days(20)), later(now, -days(3))];
    for (const [name, at] of [
      ["pod-1", first],
      ["pod-2", last],
    ] as const) {
      const seriesId = await seriesOf(poolId, name, at);
      await writeSamples([sample(seriesId, at, { used: 1 })], at);
      await sql("insert into alert_cursor (series_id, judged_to) values ($1, $2)", [seriesId, at]);
    }
    const pool = (await watchedPools()).find(({ id }) => id === poolId);
    expect(pool?.judgedTo).toEqual(last);
  });

  it("leave a pool without data, and not fine, where one fell silent that was full; it is named until it is gone", async () => {
    const now = await databaseNow();
    const { cleo } = await cast();
    const slug = `missed-${now.getTime()}`;
    const { poolId } = await makeSeries(slug);
    const began = later(now, -minutes(12));
    const [full, calm] = [await seriesOf(poolId, "pod-1", began), await seriesOf(poolId, "pod-2", began)];
    await writeSamples([sample(full, began, { used: 49, max: 50 })], began);
    const told = async (at: Date) => {
      await writeSamples([sample(calm, at, { used: 5, max: 50 })], at);
      const { state, used, fullest, missed } = await getPool({ ...cleo, now: at }, slug);
      return { state, used, fullest: fullest?.name, missed: missed.map(({ name }) => name) };
    };
    expect(await told(later(began, seconds(30)))).toMatchObject({ state: "critical", missed: [] });
    expect(await told(later(began, minutes(1)))).toEqual({
      ...{ state: "no_data", used: 5, fullest: "pod-2", missed: ["pod-1"] },
    });
    expect(await told(later(began, minutes(11)))).toMatchObject({ state: "fine", missed: [] });
  });

  it("that are silent are all named, be they calm or full, until they are gone; where nobody tells, all of them", async () => {
    const now = await databaseNow();
    const { cleo } = await cast();
    const slug = `away-${now.getTime()}`;
    const { poolId } = await makeSeries(slug);
    const began = later(now, -minutes(30));
    for (const [name, last, used] of [
      ["pod-1", 0, 5],
      ["pod-2", 1, 49],
      ["pod-3", 2, 5],
    ] as const) {
      const at = later(began, minutes(last));
      await writeSamples([sample(await seriesOf(poolId, name, began), at, { used, max: 50 })], at);
    }
    const away = async (after: number) =>
      (await getPool({ ...cleo, now: later(began, after) }, slug)).away.map(({ name }) => name);
    expect(await away(minutes(2))).toEqual(["pod-2", "pod-1"]);
    expect(await away(minutes(5))).toEqual(["pod-3", "pod-2", "pod-1"]);
    expect(await away(minutes(25))).toEqual(["pod-3", "pod-2", "pod-1"]);
  });

  it("are shown for as long as a day after they were told of, or those of the pool's last day", async () => {
    const now = await databaseNow();
    const { cleo } = await cast();
    const name = `silent ${now.getTime()}`;
    const { poolId } = await makeSeries(name.replaceAll(" ", "-"));
    const shown = async (at: Date) =>
      (await getPool({ ...cleo, now: at }, name.replaceAll(" ", "-"))).instances.map((one) => one.name);
    await sql("delete from pool_instance where pool_id = $1", [poolId]);
    for (const [pod, at] of [
      ["pod-old", later(now, -days(9))],
      ["pod-1", later(now, -days(3))],
      ["pod-2", later(now, -days(3) + hours(4))],
    ] as const)
      await writeSamples([sample(await seriesOf(poolId, pod, at), at, { used: 1 })], at);
    expect(await shown(now)).toEqual(["pod-1", "pod-2"]);
    await writeSamples([sample(await seriesOf(poolId, "pod-3", now), now, { used: 1 })], now);
    expect(await shown(now)).toEqual(["pod-3"]);
  });

  it("have their room in a source until a day after they were told of, and are read in the past", async () => {
    const now = await databaseNow();
    const { cleo } = await cast();
    const { poolId, seriesId } = await makeSeries();
    const [{ id } = { id: "" }] = await sql<{ id: string }>(
      "select source_id as id from pool where id = $1",
      [poolId],
    );
    const gone = await seriesOf(poolId, "pod-gone", later(now, -days(4)));
    await writeSamples([sample(gone, later(now, -days(2)), { used: 7, max: 9 })], later(now, -days(2)));
    await writeSamples([sample(seriesId, later(now, -hours(20)), { used: 1 })], later(now, -hours(20)));
    expect((await instancesOf(id, now)).map((one) => one.seriesId)).toEqual([seriesId]);
    const { points } = await readPoolSeries({ ...cleo, now }, poolId, {
      from: later(now, -days(2) - hours(1)),
      to: later(now, -days(2) + hours(1)),
    });
    expect(points).toMatchObject([{ usedMax: 7, max: 9 }]);
  });
});
