import { beforeEach, describe, expect, it } from "vitest";
import { endAlert, respondToAlert } from "@/lib/alerts/responses/commands";
import { systemContext } from "@/lib/core/context";
import { database, sql } from "@/lib/core/database";
import { settings } from "@/lib/core/env";
import { GuardedPool } from "@/lib/core/pool";
import { declareIncident } from "@/lib/incidents/commands";
import { getImpact } from "@/lib/incidents/impact/queries";
import { changeStatus } from "@/lib/incidents/status/commands";
import { keepHolders } from "@/lib/pools/collection/store";
import { ownHolders } from "@/lib/pools/sources/own";
import { hours, later, minutes, seconds } from "../../../support/clock";
import { makeWorld, type World } from "../../../support/world";
import { holder } from "../../pools/attribution/breaches";
import { alertsOf, makeCheck, makePool, makeRule, startWatch } from "../support";

let world: World;
beforeEach(async () => {
  await sql("update alert_rule set archived_at = created_at where archived_at is null");
  await sql("update pool set archived_at = created_at where archived_at is null");
  world = await makeWorld();
});

const warning = {
  threshold: 80,
  clearThreshold: 70,
  forSeconds: 60,
  severity: "warning",
  response: "page",
} as const;

/** A pool of the world's service that crosses 80 and then 95 %, until both rules fire. */
async function saturated() {
  await makeRule(warning);
  await makeRule();
  const pool = await makePool(world.service.slug);
  const watch = await startWatch();
  await keepHolders(pool.seriesId, [holder("idle in transaction", 41, 95)], later(watch.now, seconds(15)));
  await watch.tell(pool.seriesId, [30, 41, 43, 45, 46, 48, 49, 50]);
  const alerts = await alertsOf(pool.poolId);
  const of = (severity: string) => alerts.find((alert) => alert.severity === severity) ?? alerts[0];
  return { pool, watch, warning: of("warning"), critical: of("critical") };
}

const respond = (alertId: string | undefined, now: Date) =>
  respondToAlert(systemContext(now, "worker"), { alertId });

const incidentsOf = (slug: string) =>
  database().incident.findMany({
    where: { service: { slug } },
    orderBy: { createdAt: "asc" },
    include: { milestones: true, entries: { orderBy: [{ at: "asc" }, { sequence: "asc" }] }, alerts: true },
  });

describe("a critical alert", () => {
  it("of the product's own pool names in the incident's timeline the code lines that hold its connections", async () => {
    await makeRule();
    const pool = await makePool(world.service.slug);
    const watch = await startWatch();
    const own = new GuardedPool({ ...settings(), max: 3 });
    own.traceAlways();
    const held = [await own.connect(), await own.connect()];
    try {
      await keepHolders(pool.seriesId, ownHolders(own), later(watch.now, seconds(15)));
    } finally {
      for (const client of held) client.release();
      await own.end();
    }
    await watch.tell(pool.seriesId, [48, 49, 50]);
    await respond((await alertsOf(pool.poolId))[0]?.id, watch.now);
    const [incident] = await incidentsOf(world.service.slug);
    expect(incident?.entries.find(({ kind }) => kind === "finding")?.text).toMatch(
      /by highwater, the oldest for .+, taken at `tests\/lib\/alerts\/responses\/commands\.test\.ts:\d+:\d+`/,
    );
  });

  it("declares an incident that has the alert, its crossing and the holders on it from the first moment", async () => {
    const { watch, critical, warning: warned, pool } = await saturated();
    await respond(critical?.id, watch.now);
    const [incident, ...others] = await incidentsOf(world.service.slug);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      ...{ severity: "P1", status: "triage", mode: "live", declaredById: null },
      title: `${pool.name}: 100 % of connections in use`,
    });
    expect(incident?.alerts.map(({ id }) => id).toSorted()).toEqual([critical?.id, warned?.id].toSorted());
    const texts = incident?.entries.map(({ text }) => text) ?? [];
    expect(
      texts.filter((text) => /82 % of connections in use \(threshold: 80 % or more\)$/.test(text)),
    ).toHaveLength(1);
    expect(texts.filter((text) => /Critical alert/.test(text))).toHaveLength(1);
    expect(texts.filter((text) => /41 idle in transaction by reports/.test(text)).length).toBeGreaterThan(0);
  });

  it("says in the impact how it was found, where nobody has written that", async () => {
    const { watch, critical, warning: warned } = await saturated();
    await respond(critical?.id, watch.now);
    const [incident] = await incidentsOf(world.service.slug);
    const impact = await getImpact(database(), incident?.id ?? "");
    expect(impact.detection).toEqual([
      `Found by alert ${warned?.number}, ${warned?.name}, 60 s after the first crossing.`,
    ]);
  });

  it("sets impact start to the first crossing and detection to the first alert that fired, with the entries that show it", async () => {
    const { watch, critical, warning: warned } = await saturated();
    await respond(critical?.id, watch.now);
    const [incident] = await incidentsOf(world.service.slug);
    const milestone = (kind: string) => incident?.milestones.find((one) => one.kind === kind);
    expect(milestone("impactStartedAt")).toMatchObject({ at: warned?.pendingAt, origin: "automatic" });
    expect(milestone("detectedAt")).toMatchObject({ at: warned?.firingAt, origin: "automatic" });
    expect(milestone("declaredAt")).toMatchObject({ at: watch.now });
    expect(milestone("impactStartedAt")?.entryId).not.toBeNull();
    const entry = incident?.entries.find(({ id }) => id === milestone("detectedAt")?.entryId);
    expect(entry?.text).toMatch(/^Warning alert/);
  });

  it("is answered once, however often and by however many it is asked at a time", async () => {
    const { watch, critical } = await saturated();
    await Promise.all([1, 2, 3].map(() => respond(critical?.id, watch.now)));
    await respond(critical?.id, later(watch.now, minutes(1)));
    const found = await incidentsOf(world.service.slug);
    expect(found).toHaveLength(1);
    expect(found[0]?.entries.filter(({ text }) => /Critical alert/.test(text))).toHaveLength(1);
  });

  it("of a second pool of the service joins the incident that is open", async () => {
    const first = await saturated();
    await respond(first.critical?.id, first.watch.now);
    const second = await makePool(world.service.slug);
    await first.watch.tell(second.seriesId, [48, 49, 50]);
    const critical = (await alertsOf(second.poolId)).find(({ severity }) => severity === "critical");
    await respond(critical?.id, first.watch.now);
    const [incident, ...others] = await incidentsOf(world.service.slug);
    expect(others).toEqual([]);
    expect(incident?.alerts.map(({ poolId }) => poolId)).toContain(second.poolId);
  });

  it("of two pools at once declares one incident", async () => {
    await makeRule();
    const watch = await startWatch();
    const pools = [await makePool(world.service.slug), await makePool(world.service.slug)];
    for (const { seriesId } of pools) await watch.tell(seriesId, [48, 49, 50]);
    const alerts = (await Promise.all(pools.map(({ poolId }) => alertsOf(poolId)))).flat();
    await Promise.all(alerts.map(({ id }) => respond(id, watch.now)));
    expect(await incidentsOf(world.service.slug)).toHaveLength(1);
  });

  it("joins no incident that is over, and declares a new one", async () => {
    const { watch, critical, pool } = await saturated();
    await respond(critical?.id, watch.now);
    const [first] = await incidentsOf(world.service.slug);
    const ben = { ...world.ben, now: watch.now };
    await changeStatus(ben, { ref: first?.ref, status: "cancelled", note: "a false alarm" });
    await watch.tell(pool.seriesId, [10, 10, 10, 10, 10, 48, 49, 50]);
    const again = (await alertsOf(pool.poolId)).findLast(({ severity }) => severity === "critical");
    await respond(again?.id, watch.now);
    expect(await incidentsOf(world.service.slug)).toHaveLength(2);
  });

  it("joins no incident of its service in which nothing has happened for hours", async () => {
    const { watch, critical } = await saturated();
    const since = (ms: number) => ({ ...world.ben, now: later(watch.now, -ms) });
    const forgotten = { title: "Forgotten", severity: "P3", service: world.service.slug };
    await declareIncident(since(hours(7)), forgotten);
    await respond(critical?.id, watch.now);
    const found = await incidentsOf(world.service.slug);
    expect(found.map(({ alerts }) => alerts.length > 0)).toEqual([false, true]);
  });

  it("that has ended before it was answered declares nothing", async () => {
    const { watch, critical, pool } = await saturated();
    await watch.tell(pool.seriesId, [10, 10, 10, 10, 10, 10]);
    await respond(critical?.id, watch.now);
    expect(await incidentsOf(world.service.slug)).toEqual([]);
  });
});

describe("an alert that only tells", () => {
  it("declares nothing, and joins nothing", async () => {
    const { watch, warning: warned } = await saturated();
    expect(await respond(warned?.id, watch.now)).toEqual({ incident: null });
    expect(await incidentsOf(world.service.slug)).toEqual([]);
  });
});

describe("work that is done out of order, or twice", () => {
  const told = async (pattern: RegExp) => {
    const [incident] = await incidentsOf(world.service.slug);
    return incident?.entries.filter(({ text }) => pattern.test(text)).length;
  };

  it("tells a warning once that a critical alert has brought along before it was answered itself", async () => {
    const { watch, critical, warning: warned } = await saturated();
    await respond(critical?.id, watch.now);
    await respond(warned?.id, watch.now);
    expect(await told(/^Warning alert/)).toBe(1);
    expect(await told(/82 % of connections in use/)).toBe(1);
  });

  it("tells an end once, and leaves one trace of it", async () => {
    const { watch, critical, pool } = await saturated();
    await respond(critical?.id, watch.now);
    await watch.tell(pool.seriesId, [10, 10, 10, 10, 10]);
    const end = () => endAlert(systemContext(watch.now, "worker"), { alertId: critical?.id });
    await Promise.all([end(), end()]);
    await end();
    expect(await told(/^Well again/)).toBe(1);
    const traces = { action: "alert.end", subjectId: critical?.id ?? "" };
    expect(await database().auditEvent.count({ where: traces })).toBe(1);
  });
});

describe("an alert that only tells, of a pool whose incident is open", () => {
  it("is brought into that incident", async () => {
    const { watch, critical, pool } = await saturated();
    await respond(critical?.id, watch.now);
    await makeRule({ ...warning, figure: "waiting", threshold: 1, clearThreshold: null, forSeconds: 0 });
    await watch.tell(pool.seriesId, [50], { waiting: 9 });
    const waiting = (await alertsOf(pool.poolId)).find(({ figure }) => figure === "waiting");
    await respond(waiting?.id, watch.now);
    const [incident] = await incidentsOf(world.service.slug);
    expect(incident?.alerts.map(({ id }) => id)).toContain(waiting?.id);
    expect(incident?.entries.map(({ text }) => text)).toContainEqual(
      expect.stringContaining("9 callers wait"),
    );
  });
});

describe("a health check that fails", () => {
  it("tells from when until when people had nothing", async () => {
    const check = await makeCheck(world.service.slug);
    await makeRule({
      figure: "health_check",
      threshold: 2,
      clearThreshold: null,
      forSeconds: 0,
      keepFiringSeconds: 0,
    });
    const watch = await startWatch();
    const times: Date[] = [];
    const answer = async (failures: number) => {
      watch.pass(seconds(15));
      times.push(watch.now);
      await sql("insert into health_result (check_id, at, well, duration_ms) values ($1, $2, $3, 1)", [
        check.id,
        watch.now,
        failures === 0,
      ]);
      await sql("update health_check_turn set last_at = $2, failures_in_a_row = $3 where check_id = $1", [
        check.id,
        watch.now,
        failures,
      ]);
      await watch.judge();
    };
    for (const failures of [0, 1, 2]) await answer(failures);
    const [alert] = await database().alert.findMany({ where: { healthCheckId: check.id } });
    await respond(alert?.id, watch.now);
    await answer(0);
    await endAlert(systemContext(watch.now, "worker"), { alertId: alert?.id });
    const [incident] = await incidentsOf(world.service.slug);
    const { figures } = await getImpact(database(), incident?.id ?? "");
    expect(figures).toMatchObject({ unavailableFrom: times[1], unavailableTo: times[3] });
    expect(incident?.entries.map(({ text }) => text)).toContain(
      `${check.name}: health check fails, 2 failures in a row (threshold: 2 failures or more)`,
    );
  });
});

describe("the end of an alert", () => {
  it("stands in the timeline of its incident, at the time of the sample", async () => {
    const { watch, critical, pool } = await saturated();
    await respond(critical?.id, watch.now);
    await watch.tell(pool.seriesId, [10, 10, 10, 10, 10]);
    await endAlert(systemContext(later(watch.now, seconds(5)), "worker"), { alertId: critical?.id });
    const [incident] = await incidentsOf(world.service.slug);
    const entry = incident?.entries.find(({ text }) => /^Well again/.test(text));
    expect(entry).toMatchObject({ at: watch.now, kind: "alert", source: "alert" });
    expect(entry?.text).toContain("now 20 %, at worst 100 %");
  });
});
