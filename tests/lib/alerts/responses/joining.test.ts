import { beforeEach, describe, expect, it } from "vitest";
import { respondToAlert } from "@/lib/alerts/responses/commands";
import { takeDeployTurns } from "@/lib/catalog/deploys/commands";
import { systemContext } from "@/lib/core/context";
import { database, sql } from "@/lib/core/database";
import { declareIncident } from "@/lib/incidents/commands";
import { recordDeploy } from "@/lib/incidents/deploys/commands";
import { hours, later, minutes, seconds } from "../../../support/clock";
import { makeWorld, type World } from "../../../support/world";
import { alertsOf, makePool, makeRule, startWatch } from "../support";

let world: World;
beforeEach(async () => {
  await sql("update alert_rule set archived_at = created_at where archived_at is null");
  await sql("update pool set archived_at = created_at where archived_at is null");
  world = await makeWorld();
});

const within = { timeout: 15_000 };

/** An alert of a rule that joins, of a pool of the world's service, at its firing. */
async function fired() {
  await makeRule({ response: "join" });
  const pool = await makePool(world.service.slug);
  const watch = await startWatch();
  await watch.tell(pool.seriesId, [48, 49, 50]);
  const [alert] = await alertsOf(pool.poolId);
  if (!alert) throw new Error("no alert fired");
  return { pool, watch, alert };
}

const respond = (alertId: string, now: Date) => respondToAlert(systemContext(now, "worker"), { alertId });
const declare = (now: Date) =>
  declareIncident(
    { ...world.ben, now },
    { title: "Bookings fail", severity: "P2", service: world.service.slug, timeZone: "UTC" },
  );
const incidents = () =>
  database().incident.findMany({
    where: { service: { slug: world.service.slug } },
    include: { alerts: true, milestones: true, entries: true },
  });

describe("an alert of a rule that joins", () => {
  it("is put on the open incident of its service, with its crossing as the start of impact", async () => {
    const { pool, watch, alert } = await fired();
    const { ref } = await declare(later(watch.now, seconds(20)));
    expect(await respond(alert.id, later(watch.now, seconds(30)))).toEqual({ incident: ref });
    const [incident, ...others] = await incidents();
    expect(others).toEqual([]);
    expect(incident?.alerts.map(({ id }) => id)).toEqual([alert.id]);
    expect(incident?.entries.map(({ text }) => text)).toContainEqual(
      expect.stringContaining(`${pool.name}: 96 % of connections in use`),
    );
    const start = incident?.milestones.find(({ kind }) => kind === "impactStartedAt");
    expect(start?.at).toEqual(alert.pendingAt);
  });

  it("stays out of a restricted one of its service, which few would see it in", async () => {
    const { watch, alert } = await fired();
    await declareIncident(
      { ...world.ben, now: later(watch.now, seconds(20)) },
      {
        ...{ title: "Bookings are read by strangers", severity: "P2", service: world.service.slug },
        restricted: true,
      },
    );
    expect(await respond(alert.id, later(watch.now, seconds(30)))).toEqual({ incident: null });
    const [incident] = await incidents();
    expect(incident).toMatchObject({
      alerts: [],
      milestones: [{ kind: "detectedAt" }, { kind: "declaredAt" }],
    });
  });

  it("declares nothing where none is open, and is answered all the same", async () => {
    const { watch, alert } = await fired();
    expect(await respond(alert.id, watch.now)).toEqual({ incident: null });
    expect(await incidents()).toEqual([]);
    const after = await database().alert.findUniqueOrThrow({ where: { id: alert.id } });
    expect(after).toMatchObject({ respondedAt: watch.now, incidentId: null });
  });
});

describe("the deploys of an incident that an alert joins", () => {
  it("are brought in for the hours that it gains by the first crossing", async () => {
    const { watch, alert } = await fired();
    // Just within six hours of the crossing, and more than six before the incident was declared.
    const at = later(alert.pendingAt, minutes(1) - hours(6));
    const summary = "Larger ferries";
    await recordDeploy(
      { ...world.ben, now: watch.now },
      { service: world.service.slug, summary, at: at.toISOString() },
    );
    await declare(later(watch.now, minutes(5)));
    const deploys = async () =>
      (await incidents()).flatMap(({ entries }) => entries).filter(({ kind }) => kind === "deploy");
    expect(await deploys()).toEqual([]);
    await respond(alert.id, later(watch.now, minutes(6)));
    expect(await deploys()).toMatchObject([
      { at, text: expect.stringContaining(summary), inDocument: false },
    ]);
  });

  it("are waited for before the incident is held, so that nobody waits in a circle", async () => {
    const { watch, alert } = await fired();
    const { ref } = await declare(later(watch.now, seconds(20)));
    const { id: serviceId } = await database().service.findUniqueOrThrow({
      where: { slug: world.service.slug },
    });
    let responding: Promise<unknown> = Promise.resolve();
    await database().$transaction(async (tx) => {
      await takeDeployTurns(tx, serviceId);
      responding = respond(alert.id, later(watch.now, seconds(30)));
      await expect
        .poll(
          async () =>
            (
              await sql(
                "select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'",
              )
            ).length,
          { timeout: 4_000 },
        )
        .toBe(1);
      await tx.$queryRaw`select id from incident where ref = ${ref} for update nowait`;
    }, within);
    expect(await responding).toEqual({ incident: ref });
  });
});
