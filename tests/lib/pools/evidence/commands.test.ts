import { beforeAll, describe, expect, test } from "vitest";
import { database, sql } from "@/lib/core/database";
import { Refusal } from "@/lib/core/refusal";
import { listEvidence } from "@/lib/incidents/evidence/queries";
import { setMilestone } from "@/lib/incidents/milestones/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { freezeEvidence } from "@/lib/pools/evidence/commands";
import { freezeWhatEnded } from "@/lib/pools/evidence/following";
import { listIncidentFigures } from "@/lib/pools/evidence/queries";
import { tick } from "@/lib/worker/main";
import { beginning, type CastContext } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { makeWorld, unique, type World } from "../../../support/world";
import { declared, entriesOf, rowOf } from "../../incidents/support";
import { hashOf } from "../../reviews/story";
import { forgetFigures, poolOf, tellPool } from "./support";

const half = minutes(30);
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const ben = (after = 0): CastContext => ({ ...world.ben, now: later(beginning, minutes(after)) });
const eventsOf = (incidentId: string) =>
  database().auditEvent.findMany({ where: { incidentId, action: "evidence.freeze" } });
const ordersOf = (incidentId: string) =>
  database().work.findMany({
    where: { kind: "evidence.freeze", key: { startsWith: `evidence.freeze ${incidentId}` } },
    orderBy: { dueAt: "asc" },
  });

/** An incident of a service of its own that began at the beginning, and a pool told until so many minutes after it. */
async function scene(until: number, place: { service?: string } = {}) {
  const service = place.service ?? (await serviceOf());
  const incident = await declared(world.ben, { service, timeZone: "UTC" });
  const pool = await poolOf({ service });
  await tellPool(pool, later(beginning, -minutes(45)), later(beginning, minutes(until)));
  return { ...incident, pool, service };
}

async function serviceOf() {
  const { service } = await makeWorld();
  return service.slug;
}

async function ended(ref: string, status: "resolved" | "closed", after: number) {
  await changeStatus(ben(after), { ref, status });
}

test("an incident that is resolved gets its figures at once, and those of its end a quarter of an hour later", async () => {
  const { id, ref, pool } = await scene(60);
  await ended(ref, "resolved", 20);
  await freezeWhatEnded(id, ben(20).now);
  const [first] = await listEvidence(world.cleo, ref);
  expect(first).toMatchObject({ poolName: pool.name, poolSlug: pool.slug, frozenAt: ben(20).now });
  expect([first?.from, first?.to]).toEqual([later(beginning, -half), ben(20).now]);
  expect(first?.points.at).toHaveLength(50);
  expect(await ordersOf(id)).toMatchObject([{ dueAt: ben(35).now, finishedAt: null }]);
  await freezeWhatEnded(id, ben(35).now);
  const [last] = await listEvidence(world.cleo, ref);
  expect(last).toMatchObject({ id: first?.id, to: ben(35).now });
  expect(last?.points.at).toHaveLength(65);
  expect(last?.points.usedMax.slice(-1)).toEqual([34]);
  expect(last?.points.max.every((max) => max === 50)).toBe(true);
  expect(await ordersOf(id)).toHaveLength(1);
});

test("the timeline says once that figures are kept, and what is signed stays as it was", async () => {
  const { id, ref, pool } = await scene(60);
  await ended(ref, "resolved", 20);
  const [hash, { documentVersion }] = [await hashOf(world.ben, ref), await rowOf(id)];
  for (const after of [20, 35]) await freezeWhatEnded(id, ben(after).now);
  const entries = (await entriesOf(id)).filter(({ source }) => source === "metric");
  expect(entries).toMatchObject([
    {
      text: `Figures of the pool ${pool.name} from 2026-03-02 07:30 to 2026-03-02 08:20 UTC kept with the incident`,
      ...{ kind: "metric", inDocument: false, authorId: null, at: ben(20).now },
    },
  ]);
  expect(await hashOf(world.ben, ref)).toBe(hash);
  expect((await rowOf(id)).documentVersion).toBe(documentVersion);
});

test("closing long after it was resolved keeps the time of what happened, and orders nothing more", async () => {
  const { id, ref } = await scene(60);
  await ended(ref, "resolved", 20);
  await ended(ref, "closed", 50);
  await freezeWhatEnded(id, ben(50).now);
  const [kept] = await listEvidence(world.cleo, ref);
  expect(kept).toMatchObject({ to: ben(35).now, frozenAt: ben(50).now });
  expect(await ordersOf(id)).toEqual([]);
});

test("doing it again changes nothing and leaves no trace", async () => {
  const { id, ref, pool } = await scene(60);
  await ended(ref, "resolved", 20);
  const done = await freezeEvidence(ben(40), { ref });
  expect(done).toEqual({ ref, kept: [pool.name] });
  const before = await listEvidence(world.cleo, ref);
  expect(await freezeEvidence(ben(60), { ref })).toEqual({ ref, kept: [] });
  await freezeWhatEnded(id, ben(90).now);
  expect(await listEvidence(world.cleo, ref)).toEqual(before);
  expect(await eventsOf(id)).toMatchObject([{ actorId: world.ben.actor.id, subjectKind: "frozen-series" }]);
});

test("what was kept stays when the pool's own figures are gone, whole or in part", async () => {
  const { id, ref, pool } = await scene(60);
  await ended(ref, "resolved", 20);
  await freezeEvidence(ben(40), { ref });
  const before = await listEvidence(world.cleo, ref);
  await sql("delete from pool_sample where series_id = $1 and at < $2", [pool.seriesId, beginning]);
  expect(await freezeEvidence(ben(50), { ref })).toEqual({ ref, kept: [] });
  await forgetFigures(pool);
  expect(await freezeEvidence(ben(60), { ref })).toEqual({ ref, kept: [] });
  await freezeWhatEnded(id, later(beginning, minutes(60 * 24 * 400)));
  expect(await listEvidence(world.cleo, ref)).toEqual(before);
});

test("an incident that is reopened and resolved again has its figures to the later end", async () => {
  const { id, ref } = await scene(120);
  await ended(ref, "resolved", 20);
  await freezeWhatEnded(id, ben(20).now);
  await changeStatus(ben(30), { ref, status: "investigating" });
  await freezeWhatEnded(id, ben(35).now);
  expect(await listEvidence(world.cleo, ref)).toMatchObject([{ to: ben(20).now }]);
  await ended(ref, "resolved", 70);
  await freezeWhatEnded(id, ben(70).now);
  expect((await ordersOf(id)).map(({ dueAt }) => dueAt)).toEqual([ben(35).now, ben(85).now]);
  await freezeWhatEnded(id, ben(85).now);
  const kept = await listEvidence(world.cleo, ref);
  expect(kept).toMatchObject([{ from: later(beginning, -half), to: ben(85).now }]);
  expect(kept[0]?.points.at).toHaveLength(115);
  expect((await entriesOf(id)).filter(({ source }) => source === "metric")).toHaveLength(1);
});

test("a beginning that is set earlier afterwards is reached back to, while figures are there", async () => {
  const { id, ref } = await scene(60);
  await ended(ref, "resolved", 20);
  await freezeWhatEnded(id, ben(40).now);
  await setMilestone(ben(41), { ref, kind: "impactStartedAt", at: "07:50", reason: "the first time-out" });
  await freezeWhatEnded(id, ben(41).now);
  expect(await listEvidence(world.cleo, ref)).toMatchObject([{ from: later(beginning, -minutes(40)) }]);
});

test("the worker follows a person's move, and comes again when the end has come", async () => {
  const [{ now }] = (await sql<{ now: Date }>("select clock_timestamp() as now")) as [{ now: Date }];
  const service = await serviceOf();
  const context = { ...world.ben, now: later(now, -minutes(30)) };
  const { id, ref } = await declared(context, { service });
  const pool = await poolOf({ service });
  await tellPool(pool, later(now, -minutes(60)), now);
  await changeStatus({ ...world.ben, now: later(now, -minutes(5)) }, { ref, status: "resolved" });
  await tick("evidence");
  const [first] = await listEvidence(world.cleo, ref);
  expect(first).toMatchObject({ poolName: pool.name });
  const [order] = await ordersOf(id);
  expect(order?.dueAt).toEqual(later(now, minutes(10)));
  await tellPool(pool, now, later(now, minutes(10)));
  await sql("update work set due_at = clock_timestamp() where id = $1", [order?.id]);
  await tick("evidence");
  expect((await ordersOf(id))[0]).toMatchObject({ lastError: null, failedAt: null });
  expect(await database().work.count({ where: { kind: "evidence.freeze", failedAt: { not: null } } })).toBe(
    0,
  );
  const [second] = await listEvidence(world.cleo, ref);
  expect(second?.to.getTime()).toBeGreaterThan(first?.to.getTime() ?? 0);
});

describe("the pools of an incident", () => {
  test("are those of its service in its environment, and those of its alerts", async () => {
    const { service, environment } = await makeWorld();
    const elsewhere = await makeWorld();
    const { id, ref } = await declared(world.ben, { service: service.slug, timeZone: "UTC" });
    const places = {
      here: { service: service.slug, environment: environment.slug },
      anywhere: { service: service.slug },
      "in another environment": { service: service.slug, environment: elsewhere.environment.slug },
      "of another service": { service: elsewhere.service.slug },
      "of an alert": { service: elsewhere.service.slug },
      "without a sample": { service: service.slug },
    };
    const pools = new Map<string, Awaited<ReturnType<typeof poolOf>>>();
    for (const [name, place] of Object.entries(places)) {
      const pool = await poolOf(place, unique(name));
      pools.set(name, pool);
      if (name !== "without a sample") await tellPool(pool, later(beginning, -minutes(5)), beginning);
    }
    await alertOf(pools.get("of an alert")?.id ?? "", id);
    const { kept } = await freezeEvidence(ben(), { ref });
    const named = (...names: string[]) => names.map((name) => pools.get(name)?.name).sort();
    expect(kept.toSorted()).toEqual(named("here", "anywhere", "of an alert"));
    expect(kept[0]).toBe(pools.get("of an alert")?.name);
    const { pools: beside } = await listIncidentFigures(ben(), ref);
    const names = beside.map(({ name }) => name).sort();
    expect(names).toEqual(named("here", "anywhere", "of an alert", "without a sample"));
  });

  test("are none where nobody knows of one, and nothing is kept", async () => {
    const { id, ref } = await declared(world.ben, {});
    expect(await freezeEvidence(ben(5), { ref })).toEqual({ ref, kept: [] });
    expect((await listIncidentFigures(ben(5), ref)).pools).toEqual([]);
    expect(await eventsOf(id)).toEqual([]);
  });
});

describe("beside the story", () => {
  test("figures are live while it is open, and kept ones afterwards, also when the pool has none any more", async () => {
    const { ref, pool } = await scene(60);
    await freezeEvidence(ben(10), { ref });
    const open = await listIncidentFigures(ben(30), ref);
    expect(open.pools).toMatchObject([{ name: pool.name, live: true, kept: { to: ben(10).now } }]);
    expect(open.pools[0]?.points).toHaveLength(60);
    await ended(ref, "resolved", 20);
    await freezeEvidence(ben(40), { ref });
    await forgetFigures(pool);
    const over = await listIncidentFigures(ben(50), ref);
    expect(over.pools).toMatchObject([
      { name: pool.name, slug: pool.slug, live: false, kept: { to: ben(35).now } },
    ]);
    expect(over.pools[0]?.points).toHaveLength(65);
    const part = await listIncidentFigures(ben(50), ref, () => ({ from: beginning, to: ben(5).now }));
    expect(part.pools[0]?.points).toHaveLength(5);
  });

  test("a pool of which nothing is known is told of only while the incident is open", async () => {
    const { ref, pool } = await scene(0);
    await forgetFigures(pool);
    expect((await listIncidentFigures(ben(5), ref)).pools).toMatchObject([{ name: pool.name, points: [] }]);
    await ended(ref, "resolved", 20);
    expect((await listIncidentFigures(ben(60), ref)).pools).toEqual([]);
  });
});

test("nobody else sees or keeps the evidence of a restricted incident", async () => {
  const { ref } = await scene(60);
  await freezeEvidence(ben(10), { ref });
  await restrictIncident(world.omar, { ref });
  const outside = [world.cleo, world.lea, world.ada];
  for (const context of outside) {
    await expect(listEvidence(context, ref)).rejects.toMatchObject({ code: "not_found" });
    await expect(listIncidentFigures(context, ref)).rejects.toMatchObject({ code: "not_found" });
  }
  for (const context of [world.lea, world.ada])
    await expect(freezeEvidence(context, { ref })).rejects.toBeInstanceOf(Refusal);
  expect(await listEvidence(world.omar, ref)).toHaveLength(1);
});

test("who only looks keeps nothing", async () => {
  const { ref } = await scene(5);
  await expect(freezeEvidence(world.cleo, { ref })).rejects.toMatchObject({ code: "forbidden" });
  expect(await listEvidence(world.cleo, ref)).toEqual([]);
});

async function alertOf(poolId: string, incidentId: string) {
  const told = { figure: "utilisation", comparison: "above", threshold: 95 } as const;
  const kind = { severity: "critical", response: "declare" } as const;
  const slug = unique("rule").replace(" ", "-");
  const rule = await database().alertRule.create({
    data: { slug, name: slug, ...told, ...kind, forSeconds: 60, keepFiringSeconds: 0, createdAt: beginning },
  });
  const times = { pendingAt: beginning, firingAt: beginning, lastAt: beginning };
  const values = { lastValue: 96, firstValue: 96, worstValue: 96 };
  await database().alert.create({
    data: {
      ...{ ruleId: rule.id, poolId, incidentId, name: slug, state: "firing" },
      ...{ ...told, ...kind, ...times, ...values },
    },
  });
}
