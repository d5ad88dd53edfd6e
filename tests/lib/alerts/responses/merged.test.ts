import { beforeEach, expect, it } from "vitest";
import { endAlert, respondToAlert } from "@/lib/alerts/responses/commands";
import { systemContext } from "@/lib/core/context";
import { database, sql } from "@/lib/core/database";
import { declareIncident } from "@/lib/incidents/commands";
import { mergeIncident, unmergeIncident } from "@/lib/incidents/merging/commands";
import { later, minutes } from "../../../support/clock";
import { makeWorld, type World } from "../../../support/world";
import { alertsOf, makePool, makeRule, startWatch } from "../support";

let world: World;
beforeEach(async () => {
  await sql("update alert_rule set archived_at = created_at where archived_at is null");
  await sql("update pool set archived_at = created_at where archived_at is null");
  world = await makeWorld();
});

const respond = (alertId: string, now: Date) => respondToAlert(systemContext(now, "worker"), { alertId });
const incidentOf = async (alertId: string) =>
  (await database().alert.findUniqueOrThrow({ where: { id: alertId } })).incidentId;

/** The incident that an alert declared, merged into one of no service; and everything that it takes to go on. */
async function mergedAway() {
  await makeRule();
  const pool = await makePool(world.service.slug);
  const watch = await startWatch();
  await watch.tell(pool.seriesId, [48, 49, 50]);
  const [alert] = await alertsOf(pool.poolId);
  if (!alert) throw new Error("no alert fired");
  const { incident } = await respond(alert.id, watch.now);
  const ben = { ...world.ben, now: watch.now };
  const target = await declareIncident(ben, { title: "The database is slow", severity: "P1" });
  await mergeIncident(ben, { ref: incident, into: target.ref });
  const source = await database().incident.findUniqueOrThrow({ where: { ref: incident ?? "" } });
  return { pool, watch, alert, source, target, ben };
}

const countIncidents = () => database().incident.count({ where: { service: { slug: world.service.slug } } });

it("the alerts of an incident go along when it is merged, and come back when it is separated", async () => {
  const { alert, source, target, ben } = await mergedAway();
  expect(await incidentOf(alert.id)).toBe(target.id);
  await unmergeIncident(ben, { ref: source.ref });
  expect(await incidentOf(alert.id)).toBe(source.id);
});

it("an alert that is over is told where its incident goes on", async () => {
  const { pool, watch, alert, source, target } = await mergedAway();
  await watch.tell(pool.seriesId, [10, 10, 10, 10, 10]);
  await endAlert(systemContext(watch.now, "worker"), { alertId: alert.id });
  const wellAgain = (incidentId: string) =>
    database().timelineEntry.count({ where: { incidentId, text: { startsWith: "Well again" } } });
  expect([await wellAgain(source.id), await wellAgain(target.id)]).toEqual([0, 1]);
});

it("an alert of the same pool joins where the merged incident goes on", async () => {
  const { pool, watch, target } = await mergedAway();
  await watch.tell(pool.seriesId, [10, 10, 10, 10, 10, 48, 49, 50]);
  const again = (await alertsOf(pool.poolId)).at(-1);
  expect(await respond(again?.id ?? "", watch.now)).toEqual({ incident: target.ref });
  expect(await countIncidents()).toBe(1);
});

it("an alert of another pool of the service joins there too, through a chain, and declares nothing", async () => {
  const { watch, target, ben } = await mergedAway();
  const last = await declareIncident(ben, { title: "The disk is full", severity: "P0" });
  await mergeIncident(ben, { ref: target.ref, into: last.ref });
  const second = await makePool(world.service.slug);
  await watch.tell(second.seriesId, [48, 49, 50]);
  const [alert] = await alertsOf(second.poolId);
  expect(await respond(alert?.id ?? "", watch.now)).toEqual({ incident: last.ref });
  expect(await countIncidents()).toBe(1);
});

it("an incident that is merged at the moment of the alert takes it where it goes on", async () => {
  await makeRule();
  const watch = await startWatch();
  const ben = { ...world.ben, now: watch.now };
  for (let round = 0; round < 3; round++) {
    const pool = await makePool(world.service.slug);
    const place = { severity: "P1", service: world.service.slug };
    const source = await declareIncident(ben, { title: "Bookings fail", ...place });
    const target = await declareIncident(ben, { title: "Bookings are slow", ...place });
    await watch.tell(pool.seriesId, [48, 49, 50]);
    const [alert] = await alertsOf(pool.poolId);
    await Promise.all([
      respond(alert?.id ?? "", later(watch.now, minutes(1))),
      mergeIncident(ben, { ref: target.ref, into: source.ref }),
    ]);
    expect(await incidentOf(alert?.id ?? "")).toBe(source.id);
    await mergeIncident(ben, {
      ref: source.ref,
      into: (await declareIncident(ben, { title: "Next", severity: "P1" })).ref,
    });
  }
});
