import type { RequestListener } from "node:http";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { sql } from "@/lib/core/database";
import { archivePool } from "@/lib/pools/commands";
import { stopHistory } from "@/lib/pools/histories/commands";
import type { History } from "@/lib/pools/histories/queries";
import { runHistories } from "@/lib/pools/histories/reader";
import { stateOfHistory } from "@/lib/pools/histories/rules";
import { claimHistories, giveBackHistories, holdHistory } from "@/lib/pools/histories/store";
import { listPools, type Pool } from "@/lib/pools/queries";
import { rollUpSamples } from "@/lib/pools/roll-ups/store";
import { readPoolSeries } from "@/lib/pools/samples/queries";
import { writeSamples } from "@/lib/pools/samples/store";
import { editSource, removeSource } from "@/lib/pools/sources/commands";
import { type Answering, answering, json } from "../../../support/answering";
import { days, hours, later, minutes } from "../../../support/clock";
import { makeWorld, type World } from "../../../support/world";
import { asOfNow, until } from "../collection/watching";
import { sample } from "../support";
import { answerOf, answers, engineWith, usual } from "./engine";
import { begin, historyOf, keptOf, patienceMs, readUntil, sourceOf } from "./reading";

vi.setConfig({ testTimeout: 180_000 });

let world: World;
let engine: Answering | null = null;

beforeAll(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  await engine?.stop();
  engine = null;
  await sql("update pool_source set archived_at = created_at where kind <> 'own' and archived_at is null");
});

/** Starts an engine, and gives it and a source that asks it. */
async function watch(...given: Parameters<typeof engineWith>) {
  const started = await engineWith(...given);
  engine = started;
  return { started, slug: await sourceOf(world.omar, started.url) };
}

const poolsOf = async (slug: string) =>
  (await listPools(await asOfNow(world.omar))).filter(({ source }) => source.slug === slug);

describe("a year of the past", () => {
  let history: History;
  let pool: Pool;
  let steps: number[];
  let series: number[];

  beforeAll(async () => {
    const { started, slug } = await watch();
    await begin(world.omar, slug, 365);
    history = await readUntil(world.omar, slug, "finished");
    steps = started.questions.map(({ start, end, step }) => (end - start) / step + 1);
    const [first, ...others] = await poolsOf(slug);
    if (!first || others.length > 0) throw new Error("It is not one pool.");
    pool = first;
    series = pool.instances.map(({ seriesId }) => seriesId);
  }, 180_000);

  it("is read as samples while these are kept, as minutes before that, and as hours of the time before", async () => {
    const { since, until: end, readings, poolIds, oldestAt, failures } = history;
    expect([failures, poolIds, oldestAt]).toEqual([0, [pool.id], since]);
    expect(pool.name).toBe("shop · main");
    const [counts] = await sql<{ samples: number; minutes: number; hours: number; readings: number }>(
      `select (select count(*)::int from pool_sample where series_id = any ($1)) as samples,
              (select count(*)::int from pool_minute where series_id = any ($1)) as minutes,
              (select count(*)::int from pool_hour where series_id = any ($1)) as hours,
              (select sum(used_count)::int from pool_hour where series_id = any ($1)) as readings`,
      [series],
    );
    // Two weeks and three months less what is on the edge of being dropped.
    expect(counts?.samples).toBeGreaterThan(13.8 * 1_440);
    expect(counts?.samples).toBeLessThan(14 * 1_440);
    expect(counts?.minutes).toBeGreaterThan(94.8 * 1_440);
    expect(counts?.minutes).toBeLessThan(95 * 1_440);
    expect(counts?.hours).toBe(Math.ceil((end.getTime() - since.getTime()) / hours(1)));
    // Each reading is one and no more, on every level.
    expect(counts?.readings).toBe(readings);
    expect(Math.max(...steps)).toBeLessThanOrEqual(11_000);
  });

  it("tells what was: least, greatest, sum and number of what the engine told, and how full that was", async () => {
    const buckets = await sql<{ at: Date }>(
      `select at, used_min as min, used_max as max, used_sum as sum, used_count as count, utilisation_max as full, waiting_max as waiting
       from pool_hour where series_id = any ($1) order by at`,
      [series],
    );
    const madeOf = (at: Date, step: number) => {
      const instants = Array.from({ length: hours(1) / step }, (_, index) => at.getTime() + index * step);
      const told = instants.flatMap((ms) => usual(ms) ?? []);
      const used = told.map((one) => one.used);
      return {
        ...{ at, min: Math.min(...used), max: Math.max(...used), count: used.length },
        ...{ sum: used.reduce((sum, one) => sum + one), full: expect.closeTo(Math.max(...used) / 50, 5) },
        waiting: Math.max(...told.map((one) => one.waiting)),
      };
    };
    expect(buckets[0]).toEqual(madeOf(history.since, minutes(5)));
    for (const ago of [days(50), days(2)]) {
      const hour = new Date(Math.floor((history.until.getTime() - ago) / hours(1)) * hours(1));
      expect(buckets.find(({ at }) => at.getTime() === hour.getTime())).toEqual(madeOf(hour, minutes(1)));
    }
  });

  it.each([
    [0, hours(1)],
    [days(3), minutes(30)],
    [days(5), hours(8)],
    [days(20), hours(1)],
    [days(60), days(2)],
    [days(200), days(7)],
    [0, days(360)],
  ])("is on the chart %i ms before its end, of %i ms", async (ago, length) => {
    const to = later(history.until, -ago);
    const range = { from: later(to, -length), to };
    const { points, bucketSeconds } = await readPoolSeries(await asOfNow(world.omar), pool.id, range, 60);
    expect(points.length).toBeGreaterThanOrEqual(Math.floor(length / 1_000 / bucketSeconds));
  });
});

describe("the past of a source", () => {
  it("changes nothing when it is read once more", async () => {
    const { slug } = await watch();
    await begin(world.omar, slug, 30);
    const first = await readUntil(world.omar, slug, "finished");
    const before = await keptOf(slug);
    expect(before.map(({ level }) => level)).toEqual(["hour", "minute", "sample"]);
    // The same span, whatever the clock says by now.
    await begin(world.omar, slug, 30);
    await sql("update pool_history set since = $1, until = $2, read_to = $2 where finished_at is null", [
      first.since,
      first.until,
    ]);
    const second = await readUntil(world.omar, slug, "finished");
    expect(second.readings).toBe(first.readings);
    expect(await keptOf(slug)).toEqual(before);
  });

  it("leaves what was measured here as it is: minutes of which there are samples, and buckets", async () => {
    const { slug } = await watch();
    await begin(world.omar, slug, 30);
    const { until: end } = await readUntil(world.omar, slug, "finished");
    const [pool] = await poolsOf(slug);
    const seriesId = pool?.instances[0]?.seriesId ?? 0;
    await sql("delete from pool_sample where series_id = $1", [seriesId]);
    const minute = later(end, -minutes(90));
    const longAgo = later(end, -days(20));
    await sql("update pool_minute set used_max = 77, used_count = 4 where series_id = $1 and at = $2", [
      seriesId,
      longAgo,
    ]);
    // Off the steps of the engine, as the collector's are.
    const measured = [later(minute, 7_300), later(minute, 22_300)].map((at) =>
      sample(seriesId, at, { used: 49, max: 50 }),
    );
    const { now } = await asOfNow(world.omar);
    // The worker has been there all the time.
    await sql("insert into pool_roll_up (level, up_to) values ('minute', $1)", [now]);
    await writeSamples(measured, now);
    await rollUpSamples(now);
    await begin(world.omar, slug, 30);
    await readUntil(world.omar, slug, "finished");
    const within = await sql<{ at: Date; used: number }>(
      "select at, used from pool_sample where series_id = $1 and at >= $2 and at < $3 order by at",
      [seriesId, later(minute, -minutes(1)), later(minute, minutes(2))],
    );
    expect(within).toEqual([
      { at: later(minute, -minutes(1)), used: usual(minute.getTime() - minutes(1))?.used },
      ...measured.map(({ at, used }) => ({ at, used })),
      { at: later(minute, minutes(1)), used: usual(minute.getTime() + minutes(1))?.used },
    ]);
    const rolled = await sql<{ max: number; count: number }>(
      "select used_max as max, used_count as count from pool_minute where series_id = $1 and at = any ($2) order by at",
      [seriesId, [longAgo, minute]],
    );
    expect(rolled).toEqual([
      { max: 77, count: 4 },
      { max: 49, count: 2 },
    ]);
  });

  it("has the pools and instances that were then, and what ended long ago needs no room today", async () => {
    const longAgo = (ms: number) => (ms < Date.now() - days(3) ? usual(ms) : null);
    const { slug } = await watch([
      { labels: { pool: "main", instance: "pod-1" }, told: usual },
      { labels: { pool: "main", instance: "pod-0" }, told: longAgo },
      { labels: { pool: "reports", instance: "pod-0" }, told: longAgo },
    ]);
    await begin(world.omar, slug, 7);
    const { poolIds, since } = await readUntil(world.omar, slug, "finished");
    const pools = await poolsOf(slug);
    expect(pools.map(({ toldPool }) => toldPool).sort()).toEqual(["main", "reports"]);
    expect(poolIds.toSorted()).toEqual(pools.map(({ id }) => id).sort());
    const seen = await sql<{ at: Date }>(
      `select distinct i.first_seen_at as at from pool_instance i join pool p on p.id = i.pool_id where p.id = any ($1::uuid[])`,
      [poolIds],
    );
    expect(seen).toEqual([{ at: since }]);
  });

  it("has room for 2,000 instances, and says that there is no more", async () => {
    const daily = (ms: number) => (ms % days(1) === 0 ? usual(ms) : null);
    const { slug } = await watch(
      Array.from({ length: 2_010 }, (_, index) => ({
        labels: { pool: "main", instance: `pod-${index}` },
        told: daily,
      })),
    );
    await begin(world.omar, slug, 7);
    const { since, until: end, readings, leftOut, failures } = await readUntil(world.omar, slug, "finished");
    // It begins with an hour: seven midnights, or eight where that hour is midnight's.
    const midnights = Math.ceil(end.getTime() / days(1)) - Math.ceil(since.getTime() / days(1));
    expect([readings, failures]).toEqual([midnights * 2_000, 0]);
    expect(leftOut).toMatch(
      /^\d0 points were not taken. A source has at most 200 pools in use, and its past 2,000 instances.$/,
    );
  });

  it("brings nothing of a pool that is archived", async () => {
    const { slug } = await watch();
    await begin(world.omar, slug, 7);
    await readUntil(world.omar, slug, "finished");
    const [pool] = await poolsOf(slug);
    await archivePool(world.omar, { slug: pool?.slug ?? "" });
    const before = await keptOf(slug);
    await begin(world.omar, slug, 30);
    expect((await readUntil(world.omar, slug, "finished")).readings).toBe(0);
    expect(await keptOf(slug)).toEqual(before);
  });

  it("is asked by questions of one's own, too", async () => {
    const started = await engineWith(undefined, ({ start, end, step, query }) => {
      const labels = { pool: "orders", instance: "pod-1" };
      const { data } = answerOf({ query, start, end, step }, [{ labels, told: usual }]);
      const wanted = query === "busy" ? "hikaricp_connections_active" : "hikaricp_connections_max";
      const result = data.result.filter(({ metric }) => metric.__name__ === wanted);
      return {
        status: "success",
        data: { resultType: "matrix", result: result.map(({ values }) => ({ metric: labels, values })) },
      };
    });
    engine = started;
    const slug = await sourceOf(world.omar, started.url, { questions: "used: busy\nmax: limit" });
    await begin(world.omar, slug, 7);
    const { readings } = await readUntil(world.omar, slug, "finished");
    expect(readings).toBeGreaterThanOrEqual(7 * 1_440);
    const [pool] = await poolsOf(slug);
    expect(pool?.name).toBe("orders");
    expect(new Set(started.questions.map(({ query }) => query))).toEqual(new Set(["busy", "limit"]));
  });

  it("that nobody knows is none: it ends without any", async () => {
    const { slug } = await watch([]);
    await begin(world.omar, slug, 365);
    const { readings, poolIds, oldestAt } = await readUntil(world.omar, slug, "finished");
    expect([readings, poolIds, oldestAt]).toEqual([0, [], null]);
  });
});

describe("a reading", () => {
  it("that is stopped keeps what was read, drops what is under way, and goes on where it stopped", async () => {
    let release = () => {};
    const third = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { started, slug } = await watch(undefined, (_, turn) =>
      turn === 3 ? third.then(() => undefined) : undefined,
    );
    await begin(world.omar, slug, 30);
    const reader = runHistories("the suite");
    await until(
      async () => started.questions.length,
      (asked) => asked === 3,
    );
    const before = await keptOf(slug);
    await stopHistory(await asOfNow(world.omar), { slug });
    release();
    await reader.stop();
    const stopped = await historyOf(world.omar, slug);
    expect(stateOfHistory(stopped)).toBe("stopped");
    expect(await keptOf(slug)).toEqual(before);
    await begin(world.omar, slug, 30, "yes");
    const { readings, until: end, since } = await readUntil(world.omar, slug, "finished");
    expect(end).toEqual(stopped.until);
    // The window that was dropped was asked for once more, and nothing before it.
    expect(started.questions[3]?.end).toBe(started.questions[2]?.end);
    expect(readings).toBe((end.getTime() - since.getTime()) / minutes(1));
  });

  it("is one reader's at a time, and another's half a minute after that one is gone", async () => {
    const { slug } = await watch();
    await begin(world.omar, slug, 7);
    expect((await claimHistories("first", 9)).map(({ readTo }) => readTo)).toHaveLength(1);
    expect(await claimHistories("second", 9)).toEqual([]);
    await sql("update pool_history set lease_until = clock_timestamp() - interval '1 ms'");
    const [taken] = await claimHistories("second", 9);
    expect(await holdHistory("first", taken?.id ?? "")).toBeNull();
    expect(await holdHistory("second", taken?.id ?? "")).not.toBeNull();
    await giveBackHistories("second");
    expect(await claimHistories("first", 9)).toHaveLength(1);
  });

  it("waits while what was missed is rolled up", async () => {
    const { slug } = await watch();
    await begin(world.omar, slug, 7);
    const behind =
      "insert into pool_roll_up (level, up_to) values ('minute', clock_timestamp() - $1::interval) on conflict (level) do update set up_to = excluded.up_to";
    await sql(behind, ["2 hours"]);
    expect(await claimHistories("first", 9)).toEqual([]);
    await sql(behind, ["1 minute"]);
    expect(await claimHistories("first", 9)).toHaveLength(1);
  });

  it("goes on with the source as it is by now, and asks one that was removed no more", async () => {
    let release = () => {};
    const second = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { started, slug } = await watch(undefined, (_, turn) =>
      turn === 2 ? second.then(() => undefined) : undefined,
    );
    await begin(world.omar, slug, 7);
    const reader = runHistories("the suite");
    await until(
      async () => started.questions.length,
      (asked) => asked === 2,
    );
    const other = await engineWith(
      [{ labels: { pool: "other", instance: "pod-9" }, told: usual }],
      (_, turn) => (turn === 2 ? new Promise(() => {}) : undefined),
    );
    try {
      const { readTo } = await historyOf(world.omar, slug);
      const edited = { slug, kind: "prometheus", name: `${slug} moved`, url: other.url, intervalSeconds: 60 };
      await editSource(await asOfNow(world.omar), edited);
      release();
      await until(
        async () => other.questions.length,
        (asked) => asked === 2,
      );
      // What the old engine answered at last was dropped, and asked of the new one.
      expect(other.questions[0]?.end).toBe(readTo.getTime() / 1_000 - 60);
      expect(started.questions).toHaveLength(2);
      for (const pool of await poolsOf(slug)) await archivePool(world.omar, { slug: pool.slug });
      await removeSource(await asOfNow(world.omar), { slug });
    } finally {
      await other.stop();
      await reader.stop();
    }
    await sql("update pool_history set due_at = clock_timestamp() - interval '1 second'");
    expect(await claimHistories("the suite", 9)).toEqual([]);
  });

  it("waits after a failure, longer each time, and is given up after many in a row; it can go on then", async () => {
    const { started, slug } = await watch();
    await begin(world.omar, slug, 7);
    await started.stop();
    engine = null;
    const first = await readUntil(world.omar, slug, "waiting");
    // A connection that is refused was not asked for too much.
    expect(first).toMatchObject({ failure: "Nothing listens at this address.", steps: 60 });
    expect(first.attempt).toBeGreaterThan(0);
    await sql("update pool_history set attempt = 11, due_at = clock_timestamp()");
    const given = await readUntil(world.omar, slug, "failed");
    expect(given.failure).toBe("Nothing listens at this address.");
    await begin(world.omar, slug, 7, "yes");
    expect(await historyOf(world.omar, slug)).toMatchObject({
      failure: null,
      attempt: 0,
      readTo: given.readTo,
    });
  });

  it("asks for half after an answer that may have been too much, and reads all of it so", async () => {
    const tooMany = {
      status: "error",
      errorType: "execution",
      error: "query processing would load too many samples",
    };
    const { started, slug } = await watch(undefined, ({ start, end, step }) =>
      (end - start) / step > 200 ? tooMany : undefined,
    );
    await begin(world.omar, slug, 7);
    const reader = runHistories("the suite");
    try {
      const done = await until(
        async () => {
          await sql("update pool_history set due_at = clock_timestamp() where due_at > clock_timestamp()");
          return historyOf(world.omar, slug);
        },
        (history) => stateOfHistory(history) === "finished",
        patienceMs,
      );
      expect(done.failures).toBeGreaterThan(0);
      expect(done.readings).toBe((done.until.getTime() - done.since.getTime()) / minutes(1));
      expect(started.questions.length).toBeGreaterThan(50);
    } finally {
      await reader.stop();
    }
  });

  const matrix = (...result: unknown[]) => ({ status: "success", data: { resultType: "matrix", result } });
  const notThat = "What it answers is not what a Prometheus answers a question about the past with.";
  const otherTimes = "It answers with other times than it was asked for.";
  const labels = { __name__: "hikaricp_connections_active", pool: "main", job: "shop" };
  it.each<[string, RequestListener, string]>([
    [
      "is a page of HTML",
      (_, response) => void response.end("<!doctype html><title>Sign in</title>"),
      "What it answers is not JSON.",
    ],
    [
      "is of now",
      answers(() => ({ status: "success", data: { resultType: "vector", result: [] } })),
      notThat,
    ],
    ["has numbers for texts", answers(() => matrix({ metric: labels, values: [[1, 2]] })), notThat],
    [
      "has no series",
      answers(() => ({ status: "success", data: { resultType: "matrix", result: "all" } })),
      notThat,
    ],
    [
      "is of another time",
      answers(({ start }) => matrix({ metric: labels, values: [[start - 86_400, "1"]] })),
      otherTimes,
    ],
    [
      "is of the future",
      answers(({ end, step }) => matrix({ metric: labels, values: [[end + step, "1"]] })),
      otherTimes,
    ],
    [
      "is of times in between",
      answers(({ start }) => matrix({ metric: labels, values: [[start + 1, "1"]] })),
      otherTimes,
    ],
    [
      "is without end",
      (_, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        const more = () => response.write("[".repeat(1_000_000), (error) => (error ? undefined : more()));
        more();
      },
      "It answers with more than 8 MB, which is not read.",
    ],
    [
      "is a refusal that says why",
      answers(() => ({ status: "error", errorType: "bad_data", error: "exceeded maximum resolution" }), 400),
      "It does not answer: exceeded maximum resolution",
    ],
    ["is a refusal that says nothing", json({}, 422), notThat],
    ["is for others", json({}, 401), "The server refuses this user, password or token (status 401)."],
  ])("of an engine whose answer %s brings nothing, and says so", async (_, answer, says) => {
    engine = await answering(answer);
    const slug = await sourceOf(world.omar, engine.url);
    await begin(world.omar, slug, 7);
    const { failure, readings, readTo, until: end } = await readUntil(world.omar, slug, "waiting");
    expect(failure).toBe(says);
    expect([readings, readTo]).toEqual([0, end]);
    expect(await poolsOf(slug)).toEqual([]);
  });

  it("says what the engine told that cannot be taken, and takes the rest", async () => {
    const { slug } = await watch(undefined, (asked) => {
      const { data, status } = answerOf(asked, [
        { labels: { pool: "main", instance: "pod-1" }, told: usual },
      ]);
      const broken = { metric: { ...labels, instance: "pod-2" }, values: [[asked.start, "-3"]] };
      return { status, data: { ...data, result: [...data.result, broken] } };
    });
    await begin(world.omar, slug, 7);
    const { leftOut, readings } = await readUntil(world.omar, slug, "finished");
    expect(leftOut).toBe("1 point was not taken. hikaricp_connections_active: Its value is negative: -3.");
    expect(readings).toBeGreaterThanOrEqual(7 * 1_440);
  });
});
