import { beforeEach, describe, expect, it } from "vitest";
import { sql } from "@/lib/core/database";
import { keepPartitions, rollUpSamples } from "@/lib/pools/roll-ups/store";
import { writeSamples } from "@/lib/pools/samples/store";
import { beginning } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { makeSeries, sample } from "../support";

const hour = new Date("2026-03-10T10:00:00Z");
let seriesId: number;

beforeEach(async () => {
  await sql("delete from pool_roll_up");
  await sql("delete from pool_sample");
  seriesId = (await makeSeries()).seriesId;
});

const buckets = (level: "pool_minute" | "pool_hour") =>
  sql<{ at: Date; min: number; max: number; sum: number; count: number }>(
    `select at, used_min as min, used_max as max, used_sum as sum, used_count as count from ${level}
     where series_id = $1 order by at`,
    [seriesId],
  );

/** Samples of one minute after the hour, a quarter of a minute apart. */
const told = (minute: number, ...used: number[]) =>
  used.map((value, index) =>
    sample(seriesId, later(hour, minutes(minute) + index * 15_000), { used: value }),
  );

describe("roll-ups", () => {
  it("keep the least, the greatest, the sum and the number, of minutes and of hours", async () => {
    const now = later(hour, minutes(4));
    await writeSamples([...told(0, 3, 50, 7, 4), ...told(1, 10, 12)], now);
    await rollUpSamples(now);
    expect(await buckets("pool_minute")).toEqual([
      { at: hour, min: 3, max: 50, sum: 64, count: 4 },
      { at: later(hour, minutes(1)), min: 10, max: 12, sum: 22, count: 2 },
    ]);
    expect(await buckets("pool_hour")).toEqual([{ at: hour, min: 3, max: 50, sum: 86, count: 6 }]);
  });

  it("keep how full it was, also where the limit changed within the bucket", async () => {
    const full = sample(seriesId, later(hour, minutes(1)), { used: 50, max: 50 });
    const roomy = sample(seriesId, later(hour, minutes(1) + 15_000), { used: 60, max: 200 });
    await writeSamples([full, roomy], later(hour, minutes(2)));
    await rollUpSamples(later(hour, minutes(2)));
    const found = await sql<{ min: number; max: number }>(
      "select utilisation_min as min, utilisation_max as max from pool_hour where series_id = $1",
      [seriesId],
    );
    expect(found).toEqual([{ min: expect.closeTo(0.3), max: 1 }]);
  });

  it("are the same however often they are made, and catch up after the worker was away", async () => {
    await writeSamples(told(0, 5), later(hour, minutes(1)));
    for (let turn = 0; turn < 3; turn++) await rollUpSamples(later(hour, minutes(1)));
    await writeSamples(told(90, 8), later(hour, minutes(91)));
    await rollUpSamples(later(hour, minutes(500)));
    await rollUpSamples(later(hour, minutes(500)));
    expect((await buckets("pool_minute")).map(({ max, count }) => [max, count])).toEqual([
      [5, 1],
      [8, 1],
    ]);
  });

  it("take in what arrives late, also far behind the last turn", async () => {
    const now = later(hour, minutes(300));
    await writeSamples(told(0, 5), later(hour, minutes(1)));
    await rollUpSamples(now);
    await writeSamples(told(0, 5, 44), now);
    await rollUpSamples(now);
    expect(await buckets("pool_minute")).toEqual([{ at: hour, min: 5, max: 44, sum: 49, count: 2 }]);
    expect(await buckets("pool_hour")).toEqual([{ at: hour, min: 5, max: 44, sum: 49, count: 2 }]);
    expect(await sql("select 1 from pool_late")).toEqual([]);
  });
});

describe("partitions", () => {
  const partitions = async () =>
    (
      await sql<{ name: string }>(
        "select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'pool_sample'::regclass order by 1",
      )
    ).map(({ name }) => name);

  it("are made ahead by the runtime role, take what lay in the rest, and go when nothing in them is kept", async () => {
    await writeSamples(told(0, 5), later(hour, minutes(1)));
    await keepPartitions(hour);
    expect(await partitions()).toEqual([
      ...["pool_sample_20260309", "pool_sample_20260310", "pool_sample_20260311"],
      ...["pool_sample_20260312", "pool_sample_20260313", "pool_sample_rest"],
    ]);
    expect(await sql("select 1 from pool_sample_rest")).toEqual([]);
    expect(await sql("select used from pool_sample_20260310")).toEqual([{ used: 5 }]);
    await keepPartitions(hour);
    await keepPartitions(later(hour, minutes(60 * 24 * 16)));
    expect(await partitions()).not.toContain("pool_sample_20260310");
    expect(await sql("select 1 from pool_sample")).toEqual([]);
    expect(await partitions()).toContain("pool_sample_20260326");
  });

  it("are no way for the runtime role to make or drop anything else", async () => {
    await expect(sql("select make_pool_partitions('incident', $1, $1)", [beginning])).rejects.toThrow(
      "no partitions",
    );
    await expect(sql("select drop_pool_partitions('audit_event', $1)", [beginning])).rejects.toThrow(
      "no partitions",
    );
    await expect(sql("create table mine (a int)")).rejects.toThrow("permission denied");
  });
});

describe("a partition that is made while samples arrive for it", () => {
  it("has all of them afterwards, and nobody is refused", async () => {
    const day = (count: number) => later(hour, minutes(60 * 24 * count));
    const arriving = Array.from({ length: 40 }, (_, index) =>
      writeSamples([sample(seriesId, later(day(-5), index * 1_000), { used: index })], hour),
    );
    const made = sql("select make_pool_partitions('pool_sample', $1, $1)", [day(-5)]);
    await Promise.all([...arriving, made]);
    const rows = await sql("select 1 from pool_sample where series_id = $1", [seriesId]);
    expect(rows).toHaveLength(40);
    expect(await sql("select 1 from pool_sample_rest")).toEqual([]);
  });
});
