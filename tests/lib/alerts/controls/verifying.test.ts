import { beforeEach, describe, expect, it } from "vitest";
import { watchControl } from "@/lib/alerts/controls/commands";
import { tellOfControl } from "@/lib/alerts/controls/telling";
import { verifyControls } from "@/lib/alerts/controls/verifying";
import { archiveRule, pauseRule, resumeRule } from "@/lib/alerts/rules/commands";
import { database, sql } from "@/lib/core/database";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { archivePool } from "@/lib/pools/commands";
import { removeSource } from "@/lib/pools/sources/commands";
import { editControls } from "@/lib/reviews/controls/commands";
import { later, minutes, seconds } from "../../../support/clock";
import { makeWorld, type World } from "../../../support/world";
import { basesOf } from "../../reviews/story";
import { makeCheck, makePool, makeRule, startWatch } from "../support";
import { controlled, standingOf, toldOf, verifyTwice } from "./support";

let world: World;
beforeEach(async () => {
  world = await makeWorld();
  await sql("update alert_rule set archived_at = created_at where archived_at is null");
  await sql("update pool set archived_at = created_at where archived_at is null");
});

/** A control that the rule of a pool watches, with a watch whose clock the test turns. */
async function ruled() {
  const pool = await makePool(world.service.slug);
  const rule = await makeRule({
    poolId: pool.poolId,
    response: "record",
    forSeconds: 0,
    keepFiringSeconds: 0,
  });
  const control = await controlled(world.ben, world.service.slug);
  const { ref, controlId } = control;
  await watchControl(world.ben, { ref, controlId, watchedBy: `rule:${rule.slug}` });
  const watch = await startWatch();
  let since = later(watch.now, -minutes(60));
  const tell = async (...used: number[]) => {
    await watch.tell(pool.seriesId, used);
    await verify();
  };
  const verify = async () => {
    await sql("update alert_watch set judged_at = $1, watching_since = $2", [watch.now, since]);
    await verifyTwice(watch.now);
  };
  const pass = async (ms: number) => {
    watch.pass(ms);
    await verify();
  };
  /** Nobody was there for so long, and somebody is again. */
  const rest = async (ms: number) => {
    watch.pass(ms);
    since = watch.now;
    await verify();
  };
  const as = <Person extends object>(person: Person) => ({ ...person, now: watch.now });
  return { ...control, pool, rule, watch, tell, verify, pass, rest, as };
}

/** So that every control that a rule watches has something to say. */
const pauseEverything = () => sql("update alert_rule set paused_at = created_at");

/** Does what was ordered of the telling, twice. */
async function tellAll(now: Date): Promise<void> {
  const orders = await sql<{ payload: { subject: { kind: string; id: string }; at: string } }>(
    "select payload from work where kind = 'control.tell' order by id",
  );
  for (const { payload } of [...orders, ...orders])
    await tellOfControl({ subject: payload.subject, at: new Date(payload.at) }, now);
}

describe("a control that a rule watches", () => {
  it("holds, breaks with an alert and holds again, each written once by two who look at once", async () => {
    const { controlId, ref, watch, tell, pool } = await ruled();
    await tell(10);
    expect(await standingOf(controlId)).toMatchObject({
      ...{
        verdict: "holds",
        value: "20 % of connections in use",
        verifiedAt: watch.now,
        verdictSince: watch.now,
        judgedAt: watch.now,
      },
      says: `No alert of it fires on ${pool.name}.`,
    });
    await tell(48);
    const broken = await standingOf(controlId);
    expect(broken).toMatchObject({
      verdict: "broken",
      value: "96 % of connections in use",
      brokenSince: watch.now,
    });
    expect(broken.says).toMatch(/^Alert \d+ fires on reporting.*\.$/);
    await tell(10);
    const again = await standingOf(controlId);
    expect(again.steps).toEqual(["unknown holds", "holds broken", "broken holds"]);
    await tellAll(watch.now);
    const story = ["Control broken", "Control holds again"];
    expect(await toldOf(ref)).toEqual({ Ben: story, Lea: story });
  });

  it("is verified again and again, which is no change", async () => {
    const { controlId, watch, tell } = await ruled();
    await tell(10);
    const first = watch.now;
    await tell(20);
    expect(await standingOf(controlId)).toMatchObject({
      ...{
        verdict: "holds",
        value: "40 % of connections in use",
        verdictSince: first,
        verifiedAt: watch.now,
        steps: ["unknown holds"],
      },
    });
  });

  it("cannot be told while the pool is silent, and people are told neither of that nor twice of one break", async () => {
    const { controlId, ref, watch, tell, pass } = await ruled();
    await tell(10, 48);
    const { verifiedAt } = await standingOf(controlId);
    await pass(seconds(30));
    await pass(seconds(30));
    // An alert that fires goes on firing in silence.
    expect(await standingOf(controlId)).toMatchObject({ verdict: "broken" });
    await database().alert.updateMany({ data: { state: "resolved", endedAt: watch.now } });
    await pass(seconds(5));
    const silent = await standingOf(controlId);
    expect(silent).toMatchObject({
      verdict: "unknown",
      says: expect.stringMatching(/^No data of reporting/),
    });
    expect(Number(silent.verifiedAt)).toBeGreaterThanOrEqual(Number(verifiedAt));
    await tell(48);
    await tell(10);
    expect((await standingOf(controlId)).steps).toEqual([
      ...["unknown broken", "broken unknown", "unknown broken", "broken holds"],
    ]);
    await tellAll(watch.now);
    expect((await toldOf(ref)).Ben).toEqual(["Control broken", "Control holds again"]);
  });

  it("does not call silent what nobody could hear while no worker ran", async () => {
    const { controlId, tell, pass, rest } = await ruled();
    await tell(10);
    await rest(minutes(20));
    await pass(seconds(30));
    expect(await standingOf(controlId)).toMatchObject({
      verdict: "holds",
      value: "20 % of connections in use",
    });
    await pass(seconds(30));
    expect(await standingOf(controlId)).toMatchObject({ verdict: "unknown", value: "" });
  });

  it("cannot be told while the rule pauses, and once it is archived", async () => {
    const { controlId, rule, tell, verify, as } = await ruled();
    await tell(10);
    await pauseRule(as(world.omar), { slug: rule.slug });
    await verify();
    expect(await standingOf(controlId)).toMatchObject({ verdict: "unknown", says: "The rule is paused." });
    await resumeRule(as(world.omar), { slug: rule.slug });
    await tell(10);
    expect(await standingOf(controlId)).toMatchObject({ verdict: "holds" });
    await archiveRule(as(world.omar), { slug: rule.slug });
    await tell(10);
    expect(await standingOf(controlId)).toMatchObject({ verdict: "unknown", says: "The rule is archived." });
  });

  it("cannot be told once what the rule was for is gone, or nearer rules took its place", async () => {
    const { controlId, rule, pool, tell, verify, as } = await ruled();
    await database().alertRule.update({ where: { id: rule.id }, data: { poolId: null } });
    await tell(10);
    expect(await standingOf(controlId)).toMatchObject({ verdict: "holds" });
    const nearer = await makeRule({ poolId: pool.poolId });
    await verify();
    const nothing = { verdict: "unknown", says: "There is nothing that the rule applies to." };
    expect(await standingOf(controlId)).toMatchObject(nothing);
    await archiveRule(as(world.omar), { slug: nearer.slug });
    await tell(10);
    expect(await standingOf(controlId)).toMatchObject({ verdict: "holds" });
    await archivePool(as(world.omar), { slug: pool.name });
    await verify();
    expect(await standingOf(controlId)).toMatchObject(nothing);
  });

  it("is verified and removed at one moment, and neither holds up the other", async () => {
    const { controlId, ref, watch, tell, verify, as } = await ruled();
    await tell(10);
    await pauseEverything();
    const { controls: base } = await basesOf(world.ben, ref);
    const remove = editControls(as(world.ben), { ref, base, technical: [{ text: "Another one" }] });
    await Promise.all([remove, verify(), verifyControls(later(watch.now, seconds(1)))]);
    expect(await database().controlWatch.count({ where: { controlId } })).toBe(0);
    expect(await database().controlVerification.count({ where: { controlId } })).toBe(0);
  });

  it("follows the health checks of a service", async () => {
    const check = await makeCheck(world.service.slug);
    const rule = await makeRule({
      ...{ figure: "health_check", threshold: 3, clearThreshold: null, serviceId: check.serviceId },
    });
    const { ref, controlId } = await controlled(world.ben, world.service.slug);
    await watchControl(world.ben, { ref, controlId, watchedBy: `rule:${rule.slug}` });
    const watch = await startWatch();
    const asked = async (failures: number, at = watch.now) => {
      await database().healthCheckTurn.update({
        where: { checkId: check.id },
        data: { lastAt: at, failuresInARow: failures, failure: failures > 0 ? "503" : null },
      });
      await watch.judge();
      const since = later(watch.now, -minutes(60));
      await sql("update alert_watch set judged_at = $1, watching_since = $2", [watch.now, since]);
      await verifyControls(watch.now);
    };
    await asked(0);
    expect(await standingOf(controlId)).toMatchObject({ verdict: "holds", value: "0 failures in a row" });
    const last = watch.now;
    watch.pass(seconds(60));
    await asked(0, last);
    expect(await standingOf(controlId)).toMatchObject({ verdict: "unknown" });
  });
});

describe("a control that a setting watches", () => {
  const timeout = "idle_in_transaction_session_timeout";
  const facts = (value: string) =>
    JSON.stringify({ version: "15", maxConnections: 100, reserved: 3, settings: { [timeout]: value } });

  /** A source that tells what the test says. */
  async function audited() {
    const { poolId, name } = await makePool(world.service.slug);
    await sql(
      `insert into pool_collection (source_id, next_at) select source_id, created_at from pool where id = $1`,
      [poolId],
    );
    const control = await controlled(world.ben, world.service.slug);
    const { ref, controlId } = control;
    await watchControl(world.ben, { ref, controlId, watchedBy: `setting:${name}:${timeout}` });
    let { now } = world.ben;
    const tell = async (value: string) => {
      now = later(now, seconds(15));
      await sql(
        `update pool_collection set delivered_at = $2, facts = $3 where source_id = (select source_id from pool where id = $1)`,
        [poolId, now, facts(value)],
      );
      await verifyControls(now);
    };
    return { ...control, name, tell, verify: (at: Date) => verifyControls(at), at: () => now };
  }

  it("cannot be told once its source is removed, and keeps what it was verified by last", async () => {
    const { controlId, name, tell, at } = await audited();
    await tell("60000ms");
    const verifiedAt = at();
    expect(await standingOf(controlId)).toMatchObject({ verdict: "holds", verifiedAt });
    await archivePool({ ...world.omar, now: at() }, { slug: name });
    await removeSource({ ...world.omar, now: at() }, { slug: name });
    await verifyControls(later(at(), seconds(20)));
    expect(await standingOf(controlId)).toMatchObject({
      ...{ verdict: "unknown", says: `${name} is no source any more.`, verifiedAt },
    });
  });

  it("that was judged before somebody chose something else is not written over that", async () => {
    const { ref, controlId, tell, at } = await audited();
    await tell("0ms");
    const rule = await makeRule();
    await watchControl(
      { ...world.ben, now: later(at(), seconds(1)) },
      { ref, controlId, watchedBy: `rule:${rule.slug}` },
    );
    await tell("60000ms");
    const { steps, ruleId, brokenSince } = await standingOf(controlId);
    expect({ steps, ruleId, brokenSince }).toEqual({
      ...{ steps: ["unknown broken", "broken unknown"], ruleId: rule.id, brokenSince: null },
    });
  });
});

describe("who is told that a control broke", () => {
  it("are those who take part, where the incident is restricted", async () => {
    const { ref, watch, tell, as } = await ruled();
    await restrictIncident(as(world.lea), { ref });
    await tell(10, 48);
    await tellAll(watch.now);
    const takePart = await database().participant.findMany({
      where: { incident: { ref } },
      select: { person: { select: { name: true } } },
    });
    const told = await toldOf(ref);
    expect(Object.keys(told).sort()).toEqual([...new Set(takePart.map(({ person }) => person.name))].sort());
    expect(told).not.toHaveProperty("Cleo");
    expect(told.Lea).toEqual(["Control broken"]);
  });

  it("are the admins, where nobody takes part in a restricted incident", async () => {
    const { incidentId, ref, watch, tell, as } = await ruled();
    await restrictIncident(as(world.omar), { ref });
    await database().participant.deleteMany({ where: { incidentId } });
    await tell(48);
    await tellAll(watch.now);
    expect(await toldOf(ref)).toEqual({ Omar: ["Control broken"] });
  });

  it("are the admins, where nobody owns the service", async () => {
    const { incidentId, ref, watch, tell } = await ruled();
    await database().incident.update({ where: { id: incidentId }, data: { serviceId: null } });
    await tell(48);
    await tellAll(watch.now);
    expect(await toldOf(ref)).toEqual({ Omar: ["Control broken"] });
  });

  it("are nobody, once the control is gone", async () => {
    const { controlId, ref, watch, tell } = await ruled();
    await tell(48);
    await database().control.delete({ where: { id: controlId } });
    await tellAll(watch.now);
    expect(await toldOf(ref)).toEqual({});
  });
});
