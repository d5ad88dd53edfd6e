import { expect, it } from "vitest";
import { listPoolMarks } from "@/lib/alerts/marks/queries";
import { database } from "@/lib/core/database";
import { declareIncident } from "@/lib/incidents/commands";
import { recordDeploy } from "@/lib/incidents/deploys/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { later, minutes } from "../../../support/clock";
import { makeWorld, unique } from "../../../support/world";
import { makePool, makeRule, startWatch } from "../support";

it("deploys of incidents that one may see, changes of the limit and alerts are marked, in order", async () => {
  const world = await makeWorld();
  await makeRule({ forSeconds: 0, keepFiringSeconds: 0 });
  const pool = await makePool(world.service.slug);
  const watch = await startWatch();
  const from = watch.now;
  await watch.tell(pool.seriesId, [50, 10]);
  const ben = { ...world.ben, now: later(watch.now, minutes(1)) };
  const { ref } = await declareIncident(ben, {
    title: "Reports hang",
    severity: "P2",
    service: world.service.slug,
  });
  await addEntry(ben, { ref, text: "Hotfix 4.2.1 is out", kind: "deploy" });
  const { id, name, serviceId, environmentId } = await database().pool.findUniqueOrThrow({
    where: { id: pool.poolId },
  });
  const range = { from, to: later(from, minutes(10)) };
  const points = [
    { at: from, instanceMax: 50 },
    { at: later(from, minutes(5)), instanceMax: 200 },
  ];
  const marks = async (context: typeof ben) =>
    (await listPoolMarks(context, { id, name, serviceId, environmentId }, range, points)).map(
      ({ kind, label }) => [kind, label],
    );
  expect(await marks(ben)).toEqual([
    ["alert", `${name}: 100 % of connections in use`],
    ["deploy", "Hotfix 4.2.1 is out"],
    ["config", "Limit 50 → 200"],
  ]);
  await restrictIncident({ ...world.lea, now: ben.now }, { ref });
  expect((await marks({ ...world.cleo, now: ben.now })).map(([kind]) => kind)).toEqual(["alert", "config"]);
});

it("deploys that were told are marked once, whatever timelines they stand on, and not those of another environment", async () => {
  const world = await makeWorld();
  const { slug: service } = world.service;
  const pool = await makePool(service);
  const elsewhere = await database().environment.create({
    data: { slug: unique("pier").replace(" ", "-"), name: unique("Pier"), kind: "other" },
  });
  const { id: environmentId } = await database().environment.findUniqueOrThrow({
    where: { slug: world.environment.slug },
  });
  const { id, name, serviceId } = await database().pool.findUniqueOrThrow({ where: { id: pool.poolId } });
  const { ref } = await declareIncident(world.ben, { title: "Reports hang", severity: "P2", service });
  await restrictIncident(world.lea, { ref });
  const tell = (more: object) => recordDeploy(world.ben, { service, ...more });
  await tell({ summary: "Hotfix", version: "4.2.1", environment: world.environment.slug });
  await tell({ summary: "Pool 50 → 200", kind: "config" });
  await tell({ summary: "Elsewhere", environment: elsewhere.slug });
  const range = { from: later(world.ben.now, -minutes(1)), to: later(world.ben.now, minutes(1)) };
  const told = { id, name, serviceId, environmentId };
  const marks = await listPoolMarks(world.cleo, told, range, []);
  const { name: quay } = await database().environment.findUniqueOrThrow({ where: { id: environmentId } });
  expect(marks.map(({ kind, label, href }) => [kind, label, href]).sort()).toEqual([
    ["config", "Configuration: Pool 50 → 200", `/services/${service}#deploys`],
    ["deploy", `Hotfix (4.2.1, ${quay})`, `/services/${service}#deploys`],
  ]);
  const afterwards = { from: later(world.ben.now, 1), to: later(world.ben.now, minutes(1)) };
  expect(await listPoolMarks(world.cleo, told, afterwards, [])).toEqual([]);
});
