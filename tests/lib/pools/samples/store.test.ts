import { describe, expect, it } from "vitest";
import { sql } from "@/lib/core/database";
import { rollUpSamples } from "@/lib/pools/roll-ups/store";
import { readPoolSeries } from "@/lib/pools/samples/queries";
import { seriesOf, writeSamples } from "@/lib/pools/samples/store";
import { beginning, cast } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { makeSeries, sample } from "../support";

const stored = (seriesId: number) =>
  sql<{ at: Date; used: number | null; max: number | null; waiting: number | null }>(
    'select at, used, "max", waiting from pool_sample where series_id = $1 order by at',
    [seriesId],
  );

describe("writing samples", () => {
  it("keeps each instant of a series once, however often and in however many parts it arrives", async () => {
    const { seriesId } = await makeSeries();
    const first = sample(seriesId, beginning, { used: 41, max: 50 });
    await writeSamples([first, first], beginning);
    await writeSamples([sample(seriesId, beginning, { waiting: 3 })], beginning);
    await writeSamples([first], beginning);
    expect(await stored(seriesId)).toEqual([{ at: beginning, used: 41, max: 50, waiting: 3 }]);
  });

  it("says how many had a time that they cannot have, and leaves only those out", async () => {
    const { seriesId } = await makeSeries();
    const times = [beginning, new Date(0), later(beginning, minutes(10)), later(beginning, -minutes(60))];
    const written = await writeSamples(
      times.map((time) => sample(seriesId, time, { used: 1 })),
      beginning,
    );
    expect(written).toEqual({ written: 2, ahead: 1, tooOld: 1 });
    expect(await stored(seriesId)).toHaveLength(2);
  });

  it("takes the same batch from ten senders at once", async () => {
    const { seriesId } = await makeSeries();
    const batch = Array.from({ length: 200 }, (_, index) =>
      sample(seriesId, later(beginning, -index * 5_000), { used: index }),
    );
    await Promise.all(Array.from({ length: 10 }, () => writeSamples(batch.toReversed(), beginning)));
    expect(await stored(seriesId)).toHaveLength(200);
  });

  it("gives an instance one series, though it is named by several at once", async () => {
    const { poolId } = await makeSeries();
    const ids = await Promise.all(Array.from({ length: 8 }, () => seriesOf(poolId, "pod-1", beginning)));
    expect(new Set(ids).size).toBe(1);
  });
});

describe("reading a range", () => {
  it("adds up instances, keeps the greatest of a bucket, and has no bucket where nothing was told", async () => {
    const { cleo } = await cast();
    const { poolId, seriesId } = await makeSeries();
    const other = await seriesOf(poolId, "pod-2", beginning);
    const time = (seconds: number) => later(beginning, -900_000 + seconds * 1_000);
    await writeSamples(
      [
        sample(seriesId, time(0), { used: 10, max: 50 }),
        sample(seriesId, time(1), { used: 48, max: 50, waiting: 2 }),
        sample(other, time(2), { used: 5, max: 20 }),
        sample(seriesId, time(600), { used: 1, max: 50 }),
      ],
      beginning,
    );
    const { points, bucketSeconds } = await readPoolSeries({ ...cleo, now: beginning }, poolId, {
      from: time(0),
      to: beginning,
    });
    expect(bucketSeconds).toBe(5);
    expect(
      points.map(({ usedMin, usedMax, usedAvg, max, waiting }) => ({
        usedMin,
        usedMax,
        usedAvg,
        max,
        waiting,
      })),
    ).toEqual([
      { usedMin: 15, usedMax: 53, usedAvg: 34, max: 70, waiting: 2 },
      { usedMin: 1, usedMax: 1, usedAvg: 1, max: 50, waiting: null },
    ]);
  });
});

it("does not add up instances that ran one after the other in a bucket", async () => {
  const { cleo } = await cast();
  const { poolId, seriesId } = await makeSeries();
  const next = await seriesOf(poolId, "pod-2", beginning);
  const time = (minute: number) => later(beginning, -minutes(60) + minutes(minute));
  await writeSamples(
    [sample(seriesId, time(1), { used: 40, max: 50 }), sample(next, time(3), { used: 30, max: 50 })],
    beginning,
  );
  await rollUpSamples(beginning);
  const { points, level } = await readPoolSeries({ ...cleo, now: beginning }, poolId, {
    from: later(beginning, -minutes(24 * 60)),
    to: beginning,
  });
  expect(level).toBe("minute");
  expect(points).toMatchObject([{ usedMin: 30, usedMax: 40, usedAvg: 35, max: 50 }]);
});

it("tells the limit of an instance beside that of all, so that a rolling restart is told apart from a changed limit", async () => {
  const { cleo } = await cast();
  const { poolId, seriesId } = await makeSeries();
  const [second, third] = [
    await seriesOf(poolId, "pod-2", beginning),
    await seriesOf(poolId, "pod-3", beginning),
  ];
  const time = (seconds: number) => later(beginning, -900_000 + seconds * 1_000);
  await writeSamples(
    [
      ...[seriesId, second].map((id) => sample(id, time(0), { used: 1, max: 50 })),
      ...[seriesId, second, third].map((id) => sample(id, time(60), { used: 1, max: 50 })),
      ...[second, third].map((id) => sample(id, time(120), { used: 1, max: id === third ? 80 : 50 })),
    ],
    beginning,
  );
  const { points } = await readPoolSeries({ ...cleo, now: beginning }, poolId, {
    from: time(0),
    to: beginning,
  });
  expect(points.map(({ max, instanceMax, instances }) => [max, instanceMax, instances])).toEqual([
    [100, 50, 2],
    [150, 50, 3],
    [130, 80, 2],
  ]);
});
