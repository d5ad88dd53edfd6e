import { beforeAll, describe, expect, it } from "vitest";
import { unwatchControl, watchControl } from "@/lib/alerts/controls/commands";
import { database } from "@/lib/core/database";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { editControls } from "@/lib/reviews/controls/commands";
import { later, minutes, seconds } from "../../../support/clock";
import { refusalOf } from "../../../support/outcomes";
import { makeWorld, unique, type World } from "../../../support/world";
import { makeSeries } from "../../pools/support";
import { basesOf, hashOf, lastEvent, sign, standingOf as signedStandingOf } from "../../reviews/story";
import { makeRule } from "../support";
import { controlled, standingOf, verifyTwice } from "./support";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const ruleChoice = async () => `rule:${(await makeRule()).slug}`;

describe("watching a control", () => {
  it("says who watches it since when and by what, in the trail as well", async () => {
    const { ben } = world;
    const { ref, controlId, incidentId } = await controlled(ben);
    const rule = await makeRule();
    await watchControl(ben, { ref, controlId, watchedBy: `rule:${rule.slug}` });
    expect(await standingOf(controlId)).toMatchObject({
      ...{ ruleId: rule.id, sourceId: null, watchedSince: ben.now, watchedById: ben.actor.id },
      ...{ verdict: "unknown", verifiedAt: null, steps: [] },
    });
    const { event } = await lastEvent();
    expect(event).toMatchObject({ action: "control.watch", subjectId: controlId, incidentId });
    expect(event?.changes).toMatchObject([{ fields: { watchedBy: [null, `the rule ${rule.name}`] } }]);
    const orders = await database().work.count({
      where: { kind: "control.verify", payload: { path: ["subject", "id"], equals: controlId } },
    });
    expect(orders).toBe(1);
  });

  it("is quiet where the same watches it already, and takes the place of something else", async () => {
    const { ben } = world;
    const { ref, controlId } = await controlled(ben);
    const [first, second] = [await ruleChoice(), await ruleChoice()];
    await watchControl(ben, { ref, controlId, watchedBy: first });
    const { count } = await lastEvent();
    await watchControl({ ...ben, now: later(ben.now, minutes(1)) }, { ref, controlId, watchedBy: first });
    expect((await lastEvent()).count).toBe(count);
    expect((await standingOf(controlId)).watchedSince).toEqual(ben.now);
    const other = { ...ben, now: later(ben.now, minutes(2)) };
    await watchControl(other, { ref, controlId, watchedBy: second });
    expect((await standingOf(controlId)).watchedSince).toEqual(other.now);
    expect(await database().controlWatch.count({ where: { controlId } })).toBe(1);
  });

  it("ends when somebody says so, and once", async () => {
    const { ben } = world;
    const { ref, controlId } = await controlled(ben);
    await watchControl(ben, { ref, controlId, watchedBy: await ruleChoice() });
    await unwatchControl(ben, { ref, controlId });
    expect(await database().controlWatch.count({ where: { controlId } })).toBe(0);
    const { count } = await lastEvent();
    await unwatchControl(ben, { ref, controlId });
    expect((await lastEvent()).count).toBe(count);
  });

  it.each<[string, () => Promise<string>]>([
    ["a rule that is not there", async () => "rule:no-such-rule"],
    ["an archived rule", async () => `rule:${(await makeRule({ archivedAt: world.ben.now })).slug}`],
    ["a source that is not there", async () => "setting:no-such-source:lock_timeout"],
    [
      "a setting that is not audited",
      async () => {
        const name = unique("db").replace(" ", "-");
        await makeSeries(name);
        return `setting:${name}:shared_buffers`;
      },
    ],
    [
      "a source that tells nothing of its configuration",
      async () => {
        const name = unique("json").replace(" ", "-");
        await database().poolSource.create({
          data: { slug: name, name, kind: "json", url: "http://127.0.0.1:9/", createdAt: world.ben.now },
        });
        return `setting:${name}:lock_timeout`;
      },
    ],
  ])("is refused with %s", async (_, choice) => {
    const { ben } = world;
    const { ref, controlId } = await controlled(ben);
    const refusal = await refusalOf(watchControl(ben, { ref, controlId, watchedBy: await choice() }));
    expect(refusal).toMatchObject({ code: "invalid", fields: { watchedBy: "Choose one of the list." } });
  });

  it("is refused for a control of another incident, and of none", async () => {
    const { ben } = world;
    const [one, other] = [await controlled(ben), await controlled(ben)];
    const watchedBy = await ruleChoice();
    for (const controlId of [other.controlId, "00000000-0000-4000-8000-000000000000"])
      expect(await refusalOf(watchControl(ben, { ref: one.ref, controlId, watchedBy }))).toMatchObject({
        ...{ code: "not_found", message: `${one.ref} has no such control. Load the page again.` },
      });
  });

  it("is for responders who may see the incident, whatever their team", async () => {
    const { ben, ada, cleo, lea, omar } = world;
    const { ref, controlId } = await controlled(ben);
    const watchedBy = await ruleChoice();
    expect(await refusalOf(watchControl(cleo, { ref, controlId, watchedBy }))).toMatchObject({
      code: "forbidden",
    });
    await watchControl(ada, { ref, controlId, watchedBy });
    await restrictIncident(lea, { ref });
    for (const act of [watchControl, unwatchControl])
      expect(await refusalOf(act(ada, { ref, controlId, watchedBy }))).toMatchObject({
        ...{ code: "not_found", message: `There is no incident ${ref} that you may see.` },
      });
    await unwatchControl(omar, { ref, controlId });
  });
});

describe("what a watch hangs on", () => {
  it("is the control, through every edit of the section, and it goes with it", async () => {
    const { ben } = world;
    const { ref, controlId } = await controlled(ben);
    await watchControl(ben, { ref, controlId, watchedBy: await ruleChoice() });
    await verifyTwice(later(ben.now, seconds(30)));
    const edit = async (technical: object[], process: object[] = []) =>
      editControls(ben, { ref, base: (await basesOf(ben, ref)).controls, technical, process });
    await edit([
      { text: "A new one before it" },
      { id: controlId, text: "Said in other words", verification: "Monthly" },
    ]);
    expect(await standingOf(controlId)).toMatchObject({ controlId });
    await edit([{ text: "A new one alone" }]);
    expect(await database().controlWatch.count({ where: { controlId } })).toBe(0);
    expect(await database().controlVerification.count({ where: { controlId } })).toBe(0);
  });

  it("is nothing that is signed: three signatures stand through watching, verdicts and the end of it", async () => {
    const { ben, lea, ada } = world;
    const { ref, controlId } = await controlled(ben);
    await sign(ben, ref, "prepared");
    await sign(lea, ref, "reviewed");
    await sign(ada, ref, "approved");
    const hash = await hashOf(ben, ref);
    const stands = async () => {
      expect(await hashOf(ben, ref)).toBe(hash);
      expect((await signedStandingOf(ben, ref)).state).toBe("approved");
    };
    await watchControl(ben, { ref, controlId, watchedBy: await ruleChoice() });
    await stands();
    await verifyTwice(later(ben.now, seconds(30)));
    await stands();
    await unwatchControl(ben, { ref, controlId });
    await stands();
  });
});
