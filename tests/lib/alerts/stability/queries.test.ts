import { expect, it } from "vitest";
import { respondToAlert } from "@/lib/alerts/responses/commands";
import { findStability } from "@/lib/alerts/stability/queries";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { later, minutes } from "../../../support/clock";
import { makeWorld } from "../../../support/world";
import { alertsOf, makePool, makeRule, startWatch } from "../support";

it("is read from the samples since the last that was over the threshold, and hidden with a restricted incident", async () => {
  const world = await makeWorld();
  await makeRule({ keepFiringSeconds: 0 });
  const pool = await makePool(world.service.slug);
  const watch = await startWatch();
  await watch.tell(pool.seriesId, [48, 49, 50]);
  const [alert] = await alertsOf(pool.poolId);
  await respondToAlert(systemContext(watch.now, "worker"), { alertId: alert?.id });
  const { ref } = await database().incident.findFirstOrThrow({
    where: { service: { slug: world.service.slug } },
  });
  const asked = () => findStability({ ...world.ben, now: watch.now }, ref);
  expect(await asked()).toMatchObject({ state: "unwell" });
  await watch.tell(pool.seriesId, [45, 20, 10, 21, 5, 5, 5, 5, 5, 5, 5]);
  expect(await asked()).toMatchObject({
    ...{ state: "well", move: "monitoring", needed: 2, minutes: 2.25 },
    evidence: `stable for 2 min: ${pool.name} at most 42 % in use (21 of 50), nobody waiting, no alert firing.`,
  });
  watch.pass(minutes(10));
  expect(await asked()).toMatchObject({
    state: "unwell",
    because: expect.stringContaining("delivers nothing"),
  });
  await restrictIncident({ ...world.lea, now: later(watch.now, 1) }, { ref });
  await expect(findStability({ ...world.cleo, now: watch.now }, ref)).rejects.toMatchObject({
    code: "not_found",
  });
});
