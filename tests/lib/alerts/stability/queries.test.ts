import { expect, it } from "vitest";
import { respondToAlert } from "@/lib/alerts/responses/commands";
import { findStability } from "@/lib/alerts/stability/queries";
import { systemContext } from "@/lib/core/context";
import { database, sql } from "@/lib/core/database";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { rollUpSamples } from "@/lib/pools/roll-ups/store";
import { seriesOf } from "@/lib/pools/samples/store";
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

/** An incident of a service's pool that a rule with these terms declared, a while after the beginning. */
async function declaredBy(terms: object, afterMs = 0) {
  const world = await makeWorld();
  await sql("update alert_rule set archived_at = created_at where archived_at is null");
  await makeRule({ keepFiringSeconds: 0, ...terms });
  const pool = await makePool(world.service.slug);
  const watch = await startWatch();
  watch.pass(afterMs);
  await watch.tell(pool.seriesId, [50, 50, 50]);
  const [alert] = await alertsOf(pool.poolId);
  await respondToAlert(systemContext(watch.now, "worker"), { alertId: alert?.id });
  const { ref } = await database().incident.findFirstOrThrow({
    where: { service: { slug: world.service.slug } },
  });
  return { pool, watch, asked: () => findStability({ ...world.ben, now: watch.now }, ref) };
}

it("counts from where the rule ends that raised the alert", async () => {
  const strict = await declaredBy({ clearThreshold: 60 });
  await strict.watch.tell(strict.pool.seriesId, [29, 31, 30, 29, 29]);
  expect(await strict.asked()).toMatchObject({ state: "well", minutes: 0.25 });
  const meantToBeFull = await declaredBy({ threshold: 100, clearThreshold: 99 });
  await meantToBeFull.watch.tell(meantToBeFull.pool.seriesId, [49, 49, 49]);
  expect(await meantToBeFull.asked()).toMatchObject({ state: "well", minutes: 0.5 });
});

it("says the same by minutes, once samples are rolled up, as by samples; a minute that was not well at all of it", async () => {
  const { pool, watch, asked } = await declaredBy({});
  const began = watch.now;
  await watch.tell(pool.seriesId, [45, ...Array.from({ length: 60 }, () => 20), 33]);
  const measured = await asked();
  expect(measured).toMatchObject({ state: "well", minutes: 15 });
  await rollUpSamples(watch.now);
  await sql("delete from pool_sample where series_id = $1 and at < $2", [
    pool.seriesId,
    later(began, minutes(9)),
  ]);
  const rolled = await asked();
  expect(rolled).toMatchObject({
    state: "well",
    evidence: expect.stringContaining("66 % in use (33 of 50)"),
  });
  const minutesOf = (found: typeof rolled) => (found?.state === "well" ? found.minutes : Number.NaN);
  expect(minutesOf(measured) - minutesOf(rolled)).toBeGreaterThanOrEqual(0);
  expect(minutesOf(measured) - minutesOf(rolled)).toBeLessThan(1);
});

it("is none while an instance is silent that was not well, however calm the others are, until it counts as gone", async () => {
  // Later than what the others have rolled up.
  const { pool, watch, asked } = await declaredBy({}, minutes(60));
  const silentSince = watch.now;
  const calm = await seriesOf(pool.poolId, "pod-2", watch.now);
  const silence = { state: "unwell", because: expect.stringContaining("server of reporting") };
  await watch.tell(
    calm,
    Array.from({ length: 16 }, () => 5),
  );
  expect(await asked()).toMatchObject(silence);
  // By the minute it is the same.
  await watch.tell(
    calm,
    Array.from({ length: 23 }, () => 5),
  );
  await rollUpSamples(watch.now);
  await sql("delete from pool_sample where series_id = $1", [pool.seriesId]);
  expect(await asked()).toMatchObject({
    ...silence,
    because: expect.stringContaining("fell silent while it was not well"),
  });
  await watch.tell(
    calm,
    Array.from({ length: 16 }, () => 5),
  );
  const gone = await asked();
  expect(gone).toMatchObject({
    state: "well",
    evidence: expect.stringMatching(
      /no alert firing\. server of reporting.* fell silent while it was not well\.$/,
    ),
  });
  // What counts is the time since then, and not how long the others were calm.
  expect(gone?.state === "well" && gone.since.getTime() - silentSince.getTime()).toBeGreaterThanOrEqual(
    minutes(10),
  );
  expect(gone?.state === "well" && gone.minutes).toBeLessThan(4);
});

it("does not wait for an instance that was well when it fell silent", async () => {
  const { pool, watch, asked } = await declaredBy({});
  await watch.tell(pool.seriesId, [10]);
  await watch.tell(
    await seriesOf(pool.poolId, "pod-2", watch.now),
    Array.from({ length: 9 }, () => 5),
  );
  expect(await asked()).toMatchObject({ state: "well", minutes: 2.25 });
});
