import { beforeEach, describe, expect, it } from "vitest";
import { readCompleted } from "@/lib/alerts/watch/queries";
import { WatchLost } from "@/lib/alerts/watch/store";
import { sql } from "@/lib/core/database";
import { seriesOf, writeSamples } from "@/lib/pools/samples/store";
import { later, seconds } from "../../../support/clock";
import { sample } from "../../pools/support";
import { alertsOf, makePool, makeRule, startWatch } from "../support";

beforeEach(async () => {
  await sql("update alert_rule set archived_at = created_at where archived_at is null");
  await sql("update pool set archived_at = created_at where archived_at is null");
});

type Watch = Awaited<ReturnType<typeof startWatch>>;
type Part = { used?: number; max?: number };

/** What comes in one request, of an instant some seconds ago, and a turn of the watch after it. */
async function request(watch: Watch, seriesId: number, part: Part, secondsAgo = 0): Promise<void> {
  await writeSamples([sample(seriesId, later(watch.now, -seconds(secondsAgo)), part)], watch.now);
  await watch.judge();
}

const steps = async (poolId: string) =>
  (await alertsOf(poolId)).flatMap(({ transitions }) =>
    transitions.map(({ to, at, value }) => ({ to, at, value })),
  );

describe("figures of one instant that come in two requests, with a turn of the watch between them", () => {
  it("are judged together, at the time that they are of, each once", async () => {
    await makeRule();
    const { poolId, seriesId } = await makePool();
    const watch = await startWatch();
    const first = later(watch.now, seconds(15));
    for (const used of [48, 49, 50, 10, 10, 10, 10, 10]) {
      watch.pass(seconds(15));
      await request(watch, seriesId, { used });
      await request(watch, seriesId, { max: 50 });
      await watch.judge();
    }
    expect(await steps(poolId)).toEqual([
      { to: "pending", at: first, value: 96 },
      { to: "firing", at: later(first, seconds(30)), value: 100 },
      { to: "resolved", at: watch.now, value: 20 },
    ]);
  });

  it("are judged where the second comes after the next instant's first", async () => {
    await makeRule();
    const { poolId, seriesId } = await makePool();
    const watch = await startWatch();
    const first = later(watch.now, seconds(15));
    for (const [index, used] of [48, 49, 50, 50].entries()) {
      watch.pass(seconds(15));
      await request(watch, seriesId, { used });
      if (index > 0) await request(watch, seriesId, { max: 50 }, 15);
    }
    expect(await steps(poolId)).toEqual([
      { to: "pending", at: first, value: 96 },
      { to: "firing", at: later(first, seconds(30)), value: 100 },
    ]);
  });

  it("are judged beside an instance whose figures come whole and are well", async () => {
    await makeRule();
    const { poolId, seriesId } = await makePool();
    const whole = await seriesOf(poolId, "pod-2", (await startWatch()).now);
    const watch = await startWatch();
    for (const used of [48, 49, 50, 50, 50]) {
      watch.pass(seconds(15));
      await writeSamples(
        [sample(seriesId, watch.now, { used }), sample(whole, watch.now, { used: 5, max: 50 })],
        watch.now,
      );
      await watch.judge();
      await request(watch, seriesId, { max: 50 });
    }
    expect((await alertsOf(poolId)).map(({ state, instance }) => [state, instance])).toEqual([
      ["firing", "server"],
    ]);
  });

  it("are judged once though they come again, and by another watcher not again", async () => {
    await makeRule({ forSeconds: 0 });
    const { poolId, seriesId } = await makePool();
    const watch = await startWatch();
    watch.pass(seconds(15));
    await request(watch, seriesId, { used: 50 });
    for (let time = 0; time < 3; time++) await request(watch, seriesId, { max: 50 });
    await watch.restart();
    await watch.judge();
    expect((await steps(poolId)).map(({ to }) => to)).toEqual(["pending", "firing"]);
  });
});

it("a turn that fails after it has judged a completion is taken again", async () => {
  await makeRule({ forSeconds: 0 });
  const { poolId, seriesId } = await makePool();
  const watch = await startWatch();
  // Who takes the watch remembers what was judged within a day of the database's own time.
  watch.pass(Date.now() - watch.now.getTime());
  await request(watch, seriesId, { used: 50 });
  await writeSamples([sample(seriesId, watch.now, { max: 50 })], watch.now);
  await sql("update alert_watch set leased_by = 'somebody else'");
  await expect(watch.judge()).rejects.toThrow(WatchLost);
  await sql("update alert_watch set leased_by = $1", [watch.watcher]);
  await watch.restart();
  await watch.judge();
  expect((await steps(poolId)).map(({ to }) => to)).toEqual(["pending", "firing"]);
});

it("those of the millisecond at which a turn has read its most are read with it, and none twice for ever", async () => {
  const { seriesId } = await makePool();
  const watch = await startWatch();
  await watch.tell(seriesId, [10]);
  const most = 10_000;
  const [from, then] = [watch.now, later(watch.now, seconds(1))];
  await sql(
    `insert into pool_sample (series_id, at, used, completed_at)
     select $1, $2::timestamptz - nth * interval '1 second', 10, $3 from generate_series(1, $4) nth`,
    [seriesId, watch.now, then, most + 1],
  );
  const { completed, next } = await readCompleted(from);
  expect(completed).toHaveLength(most + 1);
  expect(next).toEqual(then);
  expect(await readCompleted(next)).toEqual({ completed: [], next });
});

it("a sample is completed by figures that were not known, and by nothing else", async () => {
  const { seriesId } = await makePool();
  const { now } = await startWatch();
  const completed = async () =>
    (
      await sql<{ at: Date | null }>("select completed_at as at from pool_sample where series_id = $1", [
        seriesId,
      ])
    )[0]?.at;
  const write = (part: Part) => writeSamples([sample(seriesId, now, part)], now);
  await write({ used: 10 });
  await write({ used: 11 });
  expect(await completed()).toBeNull();
  await write({ max: 50 });
  const then = await completed();
  expect(then).not.toBeNull();
  await write({ used: 12, max: 50 });
  expect(await completed()).toEqual(then);
});
