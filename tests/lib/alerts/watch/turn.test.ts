import { beforeEach, describe, expect, it } from "vitest";
import { keepWatch, WatchLost } from "@/lib/alerts/watch/store";
import { database, sql } from "@/lib/core/database";
import { keepHolders } from "@/lib/pools/collection/store";
import { writeSamples } from "@/lib/pools/samples/store";
import { later, minutes, seconds } from "../../../support/clock";
import { makeWorld } from "../../../support/world";
import { holder } from "../../pools/attribution/breaches";
import { sample } from "../../pools/support";
import { alertsOf, makeCheck, makePool, makeRule, ordered, startWatch } from "../support";

beforeEach(async () => {
  await sql("update alert_rule set archived_at = created_at where archived_at is null");
  await sql("update pool set archived_at = created_at where archived_at is null");
  await sql("update health_check set archived_at = created_at where archived_at is null");
});

const steps = (alert: { transitions: { from: string | null; to: string; reason: string }[] } | undefined) =>
  alert?.transitions.map(({ from, to, reason }) => [from, to, reason]);

describe("a turn of the watch", () => {
  it("writes an alert with every step at the time of its sample", async () => {
    const rule = await makeRule();
    const { poolId, seriesId } = await makePool();
    const watch = await startWatch();
    await watch.tell(seriesId, [40, 48, 49, 50]);
    const fired = watch.now;
    const [alert] = await alertsOf(poolId);
    expect(alert).toMatchObject({
      ...{ ruleId: rule.id, state: "firing", firstValue: 96, worstValue: 100, lastValue: 100 },
      ...{ pendingAt: later(fired, -seconds(30)), firingAt: fired, instance: "server", endedAt: null },
    });
    await watch.tell(seriesId, [10, 10, 10, 10, 10]);
    const [ended, ...others] = await alertsOf(poolId);
    expect(others).toEqual([]);
    expect(ended).toMatchObject({ state: "resolved", endedAt: watch.now, worstValue: 100, lastValue: 20 });
    expect(steps(ended)).toEqual([
      [null, "pending", "crossed"],
      ["pending", "firing", "held"],
      ["firing", "resolved", "cleared"],
    ]);
  });

  it("orders what follows once, and once more only while it is not done", async () => {
    await makeRule();
    const { poolId, seriesId } = await makePool();
    const watch = await startWatch();
    await watch.tell(seriesId, [48, 49, 50, 50, 50]);
    const [alert] = await alertsOf(poolId);
    expect(await ordered(alert?.id ?? "")).toEqual(["alert.respond"]);
  });

  it("judges no sample twice, neither after a restart nor by another watcher", async () => {
    await makeRule();
    const { poolId, seriesId } = await makePool();
    const first = await startWatch();
    await first.tell(seriesId, [48, 49]);
    await first.restart();
    await first.judge();
    const second = await startWatch();
    second.pass(minutes(1));
    await second.judge();
    await second.judge();
    expect(steps((await alertsOf(poolId))[0])).toEqual([[null, "pending", "crossed"]]);
  });

  it("goes on where a killed watcher ended: an alert that was pending fires", async () => {
    await makeRule();
    const { poolId, seriesId } = await makePool();
    const killed = await startWatch();
    await killed.tell(seriesId, [48, 49]);
    const next = await startWatch();
    next.pass(seconds(30));
    await next.tell(seriesId, [50]);
    const [alert, ...others] = await alertsOf(poolId);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ state: "firing", firingAt: next.now });
  });

  it("writes nothing once another has the watch", async () => {
    await makeRule();
    const { poolId, seriesId } = await makePool();
    const lost = await startWatch();
    await writeSamples(
      [sample(seriesId, later(lost.now, seconds(15)), { max: 50, used: 50 })],
      later(lost.now, seconds(20)),
    );
    lost.pass(seconds(20));
    await sql("update alert_watch set lease_until = '-infinity'");
    await keepWatch("somebody else");
    await expect(lost.judge()).rejects.toThrow(WatchLost);
    expect(await alertsOf(poolId)).toEqual([]);
    expect(await sql("select 1 from alert_cursor where series_id = $1", [seriesId])).toEqual([]);
  });

  it("records what came and went while nobody watched, and lets nothing follow from it", async () => {
    await makeRule();
    const { poolId, seriesId } = await makePool();
    const watch = await startWatch();
    await watch.tell(seriesId, [10]);
    const before = watch.now;
    const backlog = Array.from({ length: 8 }, (_, index) =>
      sample(seriesId, later(before, seconds(15 * (index + 1))), { max: 50, used: 50 }),
    );
    watch.pass(minutes(60));
    await writeSamples(backlog, watch.now);
    await watch.judge();
    const [alert] = await alertsOf(poolId);
    expect(alert?.state).toBe("firing");
    expect(await ordered(alert?.id ?? "")).toEqual([]);
  });

  it("passes over samples that come late", async () => {
    await makeRule({ forSeconds: 0 });
    const { poolId, seriesId } = await makePool();
    const watch = await startWatch();
    await watch.tell(seriesId, [10, 10]);
    await writeSamples([sample(seriesId, later(watch.now, -seconds(7)), { max: 50, used: 50 })], watch.now);
    await watch.judge();
    expect(await alertsOf(poolId)).toEqual([]);
  });

  it("keeps who held connections, and what the breach came from", async () => {
    await makeRule();
    const { poolId, seriesId } = await makePool();
    const watch = await startWatch();
    const leaking = (ageSeconds: number) => [
      holder("idle in transaction", 44, ageSeconds, { application: "report-worker" }),
    ];
    await keepHolders(seriesId, leaking(100), later(watch.now, seconds(15)));
    await watch.tell(seriesId, [48], { idleInTransaction: 44, oldestHoldSeconds: 100, transactions: 1_000 });
    await keepHolders(seriesId, leaking(130), later(watch.now, seconds(30)));
    await watch.tell(seriesId, [49, 50], {
      idleInTransaction: 44,
      oldestHoldSeconds: 130,
      transactions: 1_010,
    });
    const [alert] = await alertsOf(poolId);
    expect(alert?.holders).toEqual(leaking(130));
    expect(alert?.attribution).toMatchObject({ cause: "leak" });
  });
});

describe("silence", () => {
  const silence = {
    figure: "no_data",
    threshold: 300,
    clearThreshold: null,
    forSeconds: 0,
    keepFiringSeconds: 0,
  } as const;

  it("is an alert of its own when it has lasted, and over with the next sample", async () => {
    await makeRule({ ...silence, severity: "warning", response: "page" });
    const { poolId, seriesId } = await makePool();
    const watch = await startWatch();
    await watch.tell(seriesId, [10]);
    for (let turn = 0; turn < 31; turn++) {
      watch.pass(seconds(10));
      await watch.judge();
    }
    expect((await alertsOf(poolId)).map(({ state, firstValue }) => [state, firstValue])).toEqual([
      ["firing", 300],
    ]);
    watch.pass(seconds(10));
    await watch.tell(seriesId, [10]);
    expect((await alertsOf(poolId)).map(({ state }) => state)).toEqual(["resolved"]);
  });

  it("is none while nobody watched: our own database may have been away", async () => {
    await makeRule(silence);
    const { poolId, seriesId } = await makePool();
    const watch = await startWatch();
    await watch.tell(seriesId, [10]);
    watch.pass(minutes(30));
    await watch.judge(watch.now);
    expect(await alertsOf(poolId)).toEqual([]);
  });

  it("of the watch itself is noticed: it begins anew after ten seconds", async () => {
    await sql("update alert_watch set lease_until = '-infinity'");
    const first = await keepWatch("steady");
    expect(await keepWatch("steady")).toMatchObject({ since: first?.since });
    await sql("update alert_watch set judged_at = clock_timestamp() - interval '11 seconds'");
    const again = await keepWatch("steady");
    expect(again?.since.getTime()).toBeGreaterThan(first?.since.getTime() ?? 0);
    expect(await keepWatch("other")).toBeNull();
  });
});

describe("alerts of rules and things that are watched no more", () => {
  it("end, and say so", async () => {
    const paused = await makeRule();
    const [one, other] = [await makePool(), await makePool()];
    const watch = await startWatch();
    for (const { seriesId } of [one, other]) await watch.tell(seriesId, [48, 49, 50]);
    await sql("update pool set archived_at = now() where id = $1", [other.poolId]);
    await watch.judge();
    expect(steps((await alertsOf(other.poolId))[0])?.at(-1)).toEqual(["firing", "resolved", "subject_gone"]);
    await sql("update alert_rule set paused_at = now() where id = $1", [paused.id]);
    await watch.judge();
    expect(steps((await alertsOf(one.poolId))[0])?.at(-1)).toEqual(["firing", "resolved", "rule_changed"]);
  });
});

describe("a health check", () => {
  it("is an alert after so many failures in a row, and over with the first answer that is well", async () => {
    const { service } = await makeWorld();
    await makeRule({
      figure: "health_check",
      threshold: 3,
      clearThreshold: null,
      forSeconds: 0,
      keepFiringSeconds: 0,
    });
    const watch = await startWatch();
    const check = await makeCheck(service.slug);
    const answer = async (failuresInARow: number) => {
      watch.pass(seconds(15));
      await database().healthCheckTurn.update({
        where: { checkId: check.id },
        data: { lastAt: watch.now, failuresInARow },
      });
      await watch.judge();
    };
    const states = async () =>
      (await database().alert.findMany({ where: { healthCheckId: check.id } })).map(({ state }) => state);
    await answer(1);
    await answer(2);
    expect(await states()).toEqual([]);
    await answer(3);
    expect(await states()).toEqual(["firing"]);
    await answer(0);
    expect(await states()).toEqual(["resolved"]);
  });
});
