import { expect, it } from "vitest";
import { respondToAlert } from "@/lib/alerts/responses/commands";
import { tellOfAlert } from "@/lib/alerts/responses/telling";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { later, seconds } from "../../../support/clock";
import { makeWorld, type World } from "../../../support/world";
import { alertsOf, makePool, makeRule, startWatch } from "../support";

/** A critical alert of a pool of this service, or of none, that was answered. */
async function answered(world: World, serviceSlug?: string) {
  await makeRule({ keepFiringSeconds: 0 });
  const pool = await makePool(serviceSlug);
  const watch = await startWatch();
  await watch.tell(pool.seriesId, [48, 49, 50]);
  const [alert] = await alertsOf(pool.poolId);
  const { incident } = await respondToAlert(systemContext(watch.now, "worker"), { alertId: alert?.id });
  const act = (action: string) => ({
    ...{ action, subject: { id: alert?.id ?? "" }, fields: [], by: null, at: watch.now },
  });
  return { world, pool, watch, alert, incident: incident ?? "", act };
}

const toldAt = (href: string) =>
  database().notification.findMany({
    where: { kind: "alert", href },
    select: { title: true, text: true, person: { select: { email: true } } },
    orderBy: { person: { email: "asc" } },
  });

it("an alert is told to the team that owns the service, once, and leads to the incident", async () => {
  const world = await makeWorld();
  const { incident, pool, watch, act } = await answered(world, world.service.slug);
  await tellOfAlert(act("alert.respond"), watch.now);
  await tellOfAlert(act("alert.respond"), later(watch.now, seconds(30)));
  const told = await toldAt(`/incidents/${incident}`);
  expect(told.map(({ person }) => person.email)).toEqual(["ben@example.org", "lea@example.org"]);
  expect(told[0]?.title).toBe(`Critical: ${pool.name}: 100 % of connections in use`);
  await watch.tell(pool.seriesId, [10, 10]);
  await tellOfAlert(act("alert.end"), watch.now);
  const titles = (await toldAt(`/incidents/${incident}`)).map(({ title }) => title);
  expect(titles.filter((title) => title === `Well again: ${pool.name}`)).toHaveLength(2);
});

it("an alert of what nobody owns is told to the admins", async () => {
  const { incident, watch, act } = await answered(await makeWorld());
  await tellOfAlert(act("alert.respond"), watch.now);
  const told = await toldAt(`/incidents/${incident}`);
  expect(told.map(({ person }) => person.email)).toEqual(["omar@example.org"]);
});

it("an alert of a restricted incident is told to everybody whose it is, and names the alert alone", async () => {
  const world = await makeWorld();
  const { alert, incident, watch, act } = await answered(world, world.service.slug);
  await restrictIncident({ ...world.lea, now: watch.now }, { ref: incident });
  await tellOfAlert(act("alert.respond"), watch.now);
  expect(await toldAt(`/incidents/${incident}`)).toEqual([]);
  expect(await toldAt(`/alerts/${alert?.number}`)).toHaveLength(2);
});
