import { beforeEach, describe, expect, it } from "vitest";
import { endAlert, respondToAlert } from "@/lib/alerts/responses/commands";
import { tellOfAlert } from "@/lib/alerts/responses/telling";
import { systemContext } from "@/lib/core/context";
import { database, sql } from "@/lib/core/database";
import { getImpact } from "@/lib/incidents/impact/queries";
import { seriesOf } from "@/lib/pools/samples/store";
import type { AlertRule } from "@/prisma/generated/client";
import { later, minutes, seconds } from "../../../support/clock";
import { makeWorld, type World } from "../../../support/world";
import { alertsOf, makeCheck, makePool, makeRule, startWatch } from "../support";

let world: World;
beforeEach(async () => {
  await sql("update alert_rule set archived_at = created_at where archived_at is null");
  await sql("update pool set archived_at = created_at where archived_at is null");
  await sql("update health_check set archived_at = created_at where archived_at is null");
  world = await makeWorld();
});

/** What follows from an act on an alert, as the worker does it. */
async function follow(action: "alert.respond" | "alert.end", alertId: string, now: Date) {
  const act = action === "alert.end" ? endAlert : respondToAlert;
  await act(systemContext(now, "worker"), { alertId });
  await tellOfAlert({ action, subject: { id: alertId }, fields: [], by: null, at: now }, now);
}

/** An alert of a pool of the world's service that fires, and was answered unless said otherwise. */
async function fired(terms: Partial<AlertRule> = {}, answered = true, from: Date | null = null) {
  const rule = await makeRule(terms);
  const pool = await makePool(world.service.slug);
  const watch = await startWatch();
  if (from) watch.pass(from.getTime() - watch.now.getTime());
  await watch.tell(pool.seriesId, [48, 49, 50, 49]);
  const alert = (await alertsOf(pool.poolId)).find(({ ruleId }) => ruleId === rule.id);
  if (!alert) throw new Error("no alert fired");
  if (answered) await follow("alert.respond", alert.id, watch.now);
  return { rule, pool, watch, alert };
}

const entriesOf = async () =>
  (
    await database().timelineEntry.findMany({
      where: { incident: { service: { slug: world.service.slug } }, kind: "alert" },
      orderBy: { sequence: "asc" },
    })
  ).map(({ text }) => text);
const toldOf = async (name: string) =>
  (
    await database().notification.findMany({
      where: { kind: "alert", title: { contains: name }, person: { email: "lea@example.org" } },
      orderBy: { createdAt: "asc" },
    })
  ).map(({ title, text }) => ({ title, text }));

describe("an alert that is over because it is watched no more", () => {
  it.each([
    ["its rule was paused", "update alert_rule set paused_at = now() where id = $1", "rule"],
    ["its rule was archived", "update alert_rule set archived_at = now() where id = $1", "rule"],
    ["the pool was archived", "update pool set archived_at = now() where id = $1", "pool"],
    ["its rule no longer applies here", "update alert_rule set service_id = null where id = $1", "nearer"],
  ] as const)("says so, and never that all is well: %s", async (why, statement, what) => {
    const { id: serviceId } = await database().service.findUniqueOrThrow({
      where: { slug: world.service.slug },
    });
    const { rule, pool, watch, alert } = await fired({ serviceId });
    if (what === "nearer") await makeRule({ serviceId, threshold: 100 });
    await sql(statement, [what === "pool" ? pool.poolId : rule.id]);
    watch.pass(seconds(1));
    await watch.judge();
    await follow("alert.end", alert.id, watch.now);
    expect((await entriesOf()).at(-1)).toBe(
      `No longer watched: ${pool.name}, because ${why}; it was last at 98 %, at worst at 100 % (alert ${alert.number}: ${alert.name})`,
    );
    expect((await toldOf(pool.name)).at(-1)).toEqual({
      title: `No longer watched: ${pool.name}`,
      text: `${alert.name}: ${why}. Nobody has seen it well: last 98 %, at worst 100 %.`,
    });
  });

  it("of a health check leaves open until when people had nothing", async () => {
    await makeRule({
      ...{ figure: "health_check", threshold: 2, clearThreshold: null, forSeconds: 0, keepFiringSeconds: 0 },
    });
    const check = await makeCheck(world.service.slug);
    const watch = await startWatch();
    watch.pass(seconds(15));
    await sql("update health_check_turn set last_at = $2, failures_in_a_row = 2 where check_id = $1", [
      check.id,
      watch.now,
    ]);
    await watch.judge();
    const [alert] = await database().alert.findMany({ where: { healthCheckId: check.id } });
    await follow("alert.respond", alert?.id ?? "", watch.now);
    await sql("update health_check set archived_at = now() where id = $1", [check.id]);
    watch.pass(minutes(5));
    await watch.judge();
    await follow("alert.end", alert?.id ?? "", watch.now);
    const incident = await database().incident.findFirstOrThrow({
      where: { service: { slug: world.service.slug } },
    });
    const { figures } = await getImpact(database(), incident.id);
    expect(figures.unavailableFrom).not.toBeNull();
    expect(figures.unavailableTo).toBeNull();
    expect((await entriesOf()).at(-1)).toMatch(
      /^No longer watched: .*, because the health check was archived;/,
    );
  });
});

describe("an alert of an instance that fell silent while the others are calm", () => {
  const minutesOfCalm = (count: number) => Array.from({ length: count * 4 }, () => 5);

  it("is never said to be well again: it fires until the instance is given up, and says why it ends", async () => {
    const { pool, watch, alert } = await fired();
    const calm = await seriesOf(pool.poolId, "pod-2", watch.now);
    await watch.tell(calm, minutesOfCalm(10));
    expect((await alertsOf(pool.poolId))[0]).toMatchObject({ state: "firing", endedAt: null, lastValue: 98 });
    await watch.tell(calm, [5]);
    const [ended] = await alertsOf(pool.poolId);
    expect(ended).toMatchObject({ state: "resolved", endedAt: watch.now, lastValue: 98, instance: "server" });
    expect(ended?.transitions.at(-1)).toMatchObject({ to: "resolved", reason: "fell_silent", value: 98 });
    await follow("alert.end", alert.id, watch.now);
    expect((await entriesOf()).at(-1)).toBe(
      `No longer watched: ${pool.name}, because server fell silent; it was last at 98 %, at worst at 100 % (alert ${alert.number}: ${alert.name})`,
    );
    expect((await toldOf(pool.name)).at(-1)).toEqual({
      title: `No longer watched: ${pool.name}`,
      text: `${alert.name}: server fell silent. Nobody has seen it well: last 98 %, at worst 100 %.`,
    });
    expect((await entriesOf()).filter((text) => text.startsWith("Well again"))).toEqual([]);
  });

  it("is well again where the instance comes back well, also by a watcher that began meanwhile", async () => {
    // Who takes the watch remembers what was judged within a day of the database's own time.
    const { pool, watch, alert } = await fired({}, true, later(new Date(), -minutes(30)));
    const calm = await seriesOf(pool.poolId, "pod-2", watch.now);
    await watch.tell(calm, minutesOfCalm(5));
    await watch.restart();
    await watch.tell(calm, minutesOfCalm(6));
    expect((await alertsOf(pool.poolId))[0]?.state).toBe("firing");
    await watch.tell(pool.seriesId, minutesOfCalm(2));
    expect((await alertsOf(pool.poolId))[0]?.transitions.at(-1)).toMatchObject({ reason: "cleared" });
    await follow("alert.end", alert.id, watch.now);
    expect((await entriesOf()).at(-1)).toMatch(/^Well again: .*, now 10 %, at worst 100 %/);
  });
});

describe("people are told of an end where they were told of the beginning", () => {
  const calm = [10, 10, 10, 10, 10, 10];

  it("and of no other: neither of what is only recorded, nor of what nobody answered", async () => {
    for (const terms of [{ response: "record" }, {}] as const) {
      const { pool, watch, alert } = await fired(terms, false);
      await watch.tell(pool.seriesId, calm);
      expect((await alertsOf(pool.poolId))[0]?.state).toBe("resolved");
      await follow("alert.end", alert.id, watch.now);
      expect(await toldOf(pool.name)).toEqual([]);
      expect(await database().auditEvent.count({ where: { subjectId: alert.id } })).toBe(0);
      await sql("update alert_rule set archived_at = created_at where archived_at is null");
    }
  });

  it("while what is only recorded and lies in an incident ends in its timeline", async () => {
    await makeRule({ response: "record", threshold: 90, severity: "warning" });
    const { pool, watch } = await fired();
    const recorded = (await alertsOf(pool.poolId)).find(({ response }) => response === "record");
    await watch.tell(pool.seriesId, calm);
    await follow("alert.end", recorded?.id ?? "", watch.now);
    expect((await entriesOf()).at(-1)).toMatch(/^Well again: /);
    expect((await toldOf(pool.name)).map(({ title }) => title)).toEqual([
      expect.stringMatching(/^Critical: /),
    ]);
  });

  it("also where the end comes while the beginning is being answered", async () => {
    const { watch, pool, alert } = await fired({}, false);
    const began = watch.now;
    const acts: Promise<unknown>[] = [];
    await database().$transaction(
      async (tx) => {
        await tx.$executeRaw`lock table incident in share row exclusive mode`;
        acts.push(respondToAlert(systemContext(began, "worker"), { alertId: alert.id }));
        await waiting(1);
        await watch.tell(pool.seriesId, calm);
        acts.push(endAlert(systemContext(watch.now, "worker"), { alertId: alert.id }));
        await waiting(2);
      },
      { timeout: 20_000 },
    );
    await Promise.all(acts);
    expect(await entriesOf()).toEqual([
      expect.stringMatching(/^Critical alert/),
      expect.stringMatching(/^Well again/),
    ]);
  });
});

/** Waits until so many statements of this database wait for a lock. */
async function waiting(wanted: number): Promise<void> {
  await expect
    .poll(
      async () =>
        (
          await sql(
            "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
          )
        ).length,
      { timeout: 5_000 },
    )
    .toBe(wanted);
}
