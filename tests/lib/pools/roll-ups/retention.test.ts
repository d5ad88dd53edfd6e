import { describe, expect, it } from "vitest";
import { sql } from "@/lib/core/database";
import { keepPartitions, rollUpSamples, writeRollUps } from "@/lib/pools/roll-ups/store";
import { seriesOf, writeSamples } from "@/lib/pools/samples/store";
import { days, later, minutes } from "../../../support/clock";
import { makeSeries, sample } from "../support";

const now = new Date("2026-03-10T10:00:00Z");
const one = { min: 1, max: 1, sum: 1, count: 1 };

const partitionsOf = async (parent: string) =>
  (
    await sql<{ name: string }>(
      "select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = $1::regclass order by 1",
      [parent],
    )
  ).map(({ name }) => name);

const kept = async (table: string, seriesId: number) =>
  (await sql<{ at: Date }>(`select at from ${table} where series_id = $1 order by at`, [seriesId])).map(
    ({ at }) => at,
  );

describe("what is rolled up is kept for as long as is said", () => {
  it("minutes for 95 days, in partitions of a month that go when nothing in them is kept", async () => {
    const { seriesId } = await makeSeries();
    await keepPartitions(now);
    expect(await partitionsOf("pool_minute")).toEqual([
      ...["pool_minute_20260301", "pool_minute_20260401", "pool_minute_rest"],
    ]);
    const last = new Date("2026-03-31T23:59:00Z");
    await writeRollUps("minute", [{ seriesId, at: last, used: one }]);
    expect(await kept("pool_minute_20260301", seriesId)).toEqual([last]);
    await keepPartitions(later(new Date("2026-04-01T00:00:00Z"), days(95) - 1));
    expect(await kept("pool_minute", seriesId)).toEqual([last]);
    await keepPartitions(later(new Date("2026-04-01T00:00:00Z"), days(95)));
    expect(await kept("pool_minute", seriesId)).toEqual([]);
    expect(await partitionsOf("pool_minute")).not.toContain("pool_minute_20260301");
  });

  it("minutes without a partition for as long", async () => {
    const { seriesId } = await makeSeries();
    const [old, young] = [later(now, -days(95) - minutes(1)), later(now, -days(94))];
    await writeRollUps("minute", [
      { seriesId, at: old, used: one },
      { seriesId, at: young, used: one },
    ]);
    expect(await kept("pool_minute_rest", seriesId)).toEqual([old, young]);
    await keepPartitions(now);
    expect(await kept("pool_minute_rest", seriesId)).toEqual([young]);
  });

  it("hours for 1,100 days", async () => {
    const { seriesId } = await makeSeries();
    const [old, young] = [later(now, -days(1_100) - minutes(60)), later(now, -days(1_100) + minutes(60))];
    await writeRollUps("hour", [
      { seriesId, at: old, used: one },
      { seriesId, at: young, used: one },
    ]);
    await keepPartitions(now);
    expect(await kept("pool_hour", seriesId)).toEqual([young]);
  });
});

describe("an instance", () => {
  it("is forgotten with its last hour, and not while it has one or is still told of", async () => {
    const { poolId, seriesId: told } = await makeSeries();
    const gone = await seriesOf(poolId, "pod-gone", later(now, -days(1_200)));
    const behind = await seriesOf(poolId, "pod-behind", later(now, -days(1_200)));
    await writeRollUps("hour", [{ seriesId: gone, at: later(now, -days(1_150)), used: one }]);
    await writeRollUps("hour", [{ seriesId: behind, at: later(now, -days(1_101)), used: one }]);
    await sql("insert into alert_cursor (series_id, judged_to) values ($1, $2)", [gone, now]);
    await sql("insert into pool_hour (series_id, at, used_max) values ($1, $2, 1)", [
      behind,
      later(now, -days(1_000)),
    ]);
    await writeSamples([sample(told, later(now, -minutes(1)), { used: 3 })], now);
    await keepPartitions(now);
    const left = await sql<{ id: number }>("select id from pool_instance where pool_id = $1 order by id", [
      poolId,
    ]);
    expect(left.map(({ id }) => id)).toEqual([told, behind]);
    expect(await sql("select 1 from alert_cursor where series_id = $1", [gone])).toEqual([]);
  });
});

describe("minutes that came late", () => {
  it("are caught up in one turn, however many they are", async () => {
    const { seriesId } = await makeSeries();
    const many = Array.from({ length: 4_500 }, (_, index) =>
      sample(seriesId, later(now, -minutes(index + 5)), { used: index % 50 }),
    );
    await sql(
      "insert into pool_roll_up (level, up_to) values ('minute', $1) on conflict (level) do update set up_to = excluded.up_to",
      [now],
    );
    await writeSamples(many, now);
    await rollUpSamples(now);
    expect(await sql("select 1 from pool_late")).toEqual([]);
    expect(await kept("pool_minute", seriesId)).toHaveLength(4_500);
  });
});
