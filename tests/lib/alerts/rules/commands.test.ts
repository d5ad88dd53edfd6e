import { beforeAll, describe, expect, it } from "vitest";
import {
  addRule,
  addUsualRules,
  archiveRule,
  editRule,
  pauseRule,
  restoreRule,
  resumeRule,
} from "@/lib/alerts/rules/commands";
import {
  countFirings,
  getRule,
  listRules,
  listRulesOf,
  mayManageRule,
  ruleBase,
} from "@/lib/alerts/rules/queries";
import { usualRules } from "@/lib/alerts/rules/rules";
import { archiveService } from "@/lib/catalog/services/commands";
import { database } from "@/lib/core/database";
import { days, later, minutes } from "../../../support/clock";
import { lastEventId } from "../../../support/outcomes";
import { makeWorld, unique, type World } from "../../../support/world";
import { makePool } from "../support";

let world: World;
let pool: Awaited<ReturnType<typeof makePool>>;
beforeAll(async () => {
  world = await makeWorld();
  pool = await makePool(world.service.slug);
});

const terms = (more: object = {}) => ({
  ...{ name: unique("Nearly full"), figure: "utilisation", threshold: 95, clearThreshold: 80 },
  ...{ forSeconds: "30 s", keepFiringSeconds: "2 min", severity: "critical", response: "declare" },
  ...more,
});
const stored = ({ slug }: { slug: string }) => getRule(world.omar, slug);

describe("a rule", () => {
  it("is written for everywhere, a service or a pool", async () => {
    const everywhere = await stored(await addRule(world.lea, terms()));
    expect([everywhere.pool, everywhere.service, everywhere.forSeconds]).toEqual([null, null, 30]);
    const service = await stored(await addRule(world.lea, terms({ service: world.service.slug })));
    expect(service.service?.slug).toBe(world.service.slug);
    const own = await stored(await addRule(world.lea, terms({ pool: pool.name })));
    expect(own.pool?.slug).toBe(pool.name);
  });

  it("called New does not stand where a new one is written", async () => {
    await archiveRule(world.lea, await addRule(world.lea, terms({ name: "New" })));
    expect((await addRule(world.lea, terms({ name: "New" }))).slug).toMatch(/^new-\d$/);
  });

  it("has a name of its own in any case, which an archived one gives free", async () => {
    const name = unique("One of a kind");
    const first = await addRule(world.lea, terms({ name }));
    for (const taken of [name, name.toUpperCase(), ` ${name} `])
      await expect(addRule(world.lea, terms({ name: taken }))).rejects.toMatchObject({
        ...{ code: "conflict", fields: { name: `There is already a rule called ${name}.` } },
      });
    await archiveRule(world.lea, first);
    await addRule(world.lea, terms({ name }));
    await expect(restoreRule(world.lea, first)).rejects.toMatchObject({ code: "conflict" });
  });

  it("of two of one name at once exists once", async () => {
    const name = unique("Race");
    const outcomes = await Promise.allSettled([
      addRule(world.lea, terms({ name })),
      addRule(world.omar, terms({ name })),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await database().alertRule.count({ where: { name } })).toBe(1);
  });

  it("is of nothing that is not there or was archived, but keeps what was archived later", async () => {
    const own = await makeWorld();
    const kept = await addRule(own.omar, terms({ service: own.service.slug }));
    await archiveService(own.omar, own.service);
    await editRule(own.omar, terms({ ...kept, service: own.service.slug, threshold: 90 }));
    for (const nowhere of [{ service: own.service.slug }, { service: "no-such" }, { pool: "no-such" }])
      await expect(addRule(own.omar, terms(nowhere))).rejects.toMatchObject({
        ...{ code: "invalid", fields: { [Object.keys(nowhere)[0] ?? ""]: "Choose one of the list." } },
      });
  });
});

describe("who may", () => {
  it("a lead of another team changes no rule of a service or its pools, neither into nor out of it", async () => {
    const other = await makeWorld();
    const theirs = { ...terms(), service: other.service.slug };
    const rule = await addRule(other.omar, theirs);
    // Lea leads this team as well.
    await database().teamMember.deleteMany({ where: { teamId: other.team.teamId } });
    for (const attempt of [
      () => addRule(other.lea, terms({ service: other.service.slug })),
      () => editRule(other.lea, terms({ ...rule })),
      () => pauseRule(other.lea, rule),
      () => archiveRule(other.lea, rule),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
    const everywhere = await addRule(other.lea, terms());
    await expect(
      editRule(other.lea, terms({ ...everywhere, service: other.service.slug })),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(await mayManageRule(other.lea, await stored(rule))).toBe(false);
    expect(await mayManageRule(other.lea, await stored(everywhere))).toBe(true);
    expect(await mayManageRule(other.ben, await stored(everywhere))).toBe(false);
  });
});

describe("an edit", () => {
  it("of two people at once is refused to the second, with the rule as it is now", async () => {
    const given = terms();
    const { slug } = await addRule(world.lea, given);
    const base = ruleBase(await stored({ slug }));
    await editRule(world.omar, { ...given, slug, base, threshold: 90 });
    await expect(editRule(world.lea, { ...given, slug, base, threshold: 85 })).rejects.toMatchObject({
      ...{ code: "conflict", detail: { current: { threshold: 90, name: given.name } } },
    });
    const now = await stored({ slug });
    expect([now.threshold, now.version]).toEqual([90, 2]);
    await editRule(world.lea, { ...given, slug, base: ruleBase(now), threshold: 85 });
    expect((await stored({ slug })).threshold).toBe(85);
  });

  it("that changes nothing leaves no trace", async () => {
    const given = terms();
    const { slug } = await addRule(world.lea, given);
    const before = await lastEventId();
    await editRule(world.lea, { ...given, slug });
    expect(await lastEventId()).toBe(before);
  });
});

describe("pausing and archiving", () => {
  it("are quiet when they are done already, and undone by their opposite", async () => {
    const rule = await addRule(world.lea, terms());
    for (const [once, back] of [
      [pauseRule, resumeRule],
      [archiveRule, restoreRule],
    ] as const) {
      await once(world.lea, rule);
      const before = await lastEventId();
      await once(world.lea, rule);
      expect(await lastEventId()).toBe(before);
      await back(world.lea, rule);
      const after = await lastEventId();
      await back(world.lea, rule);
      expect(await lastEventId()).toBe(after);
    }
    const { pausedAt, archivedAt, version } = await stored(rule);
    expect([pausedAt, archivedAt, version]).toEqual([null, null, 5]);
  });

  it("decide which rules a pool has", async () => {
    const own = await makeWorld();
    const { poolId, name } = await makePool(own.service.slug);
    const { serviceId } = await database().pool.findUniqueOrThrow({ where: { id: poolId } });
    const ours = async () =>
      (await listRulesOf(own.cleo, { poolId, serviceId }))
        .map(({ slug }) => slug)
        .filter((slug) => [service.slug, rule.slug].includes(slug));
    const given = { figure: "oldest_hold", threshold: 60, clearThreshold: "" };
    const service = await addRule(own.lea, terms({ ...given, service: own.service.slug }));
    const rule = await addRule(own.lea, terms({ ...given, pool: name }));
    expect(await ours()).toEqual([rule.slug]);
    await pauseRule(own.lea, rule);
    expect(await ours()).toEqual([]);
    await archiveRule(own.lea, rule);
    expect(await ours()).toEqual([service.slug]);
  });
});

describe("the usual rules", () => {
  it("come once, whoever asks at the same time, and never again once there was a rule", async () => {
    await database().alertRule.deleteMany();
    const [one, other] = await Promise.all([addUsualRules(world.system, {}), addUsualRules(world.omar, {})]);
    expect([one.slugs.length, other.slugs.length].sort()).toEqual([0, usualRules.length]);
    expect((await listRules(world.cleo)).map(({ name }) => name).sort()).toEqual(
      usualRules.map(({ name }) => name).sort(),
    );
    for (const { slug } of await listRules(world.cleo)) await archiveRule(world.lea, { slug });
    const before = await lastEventId();
    expect(await addUsualRules(world.system, {})).toEqual({ slugs: [] });
    expect([await lastEventId(), await listRules(world.cleo)]).toEqual([before, []]);
  });
});

it("counts how often a rule fired in thirty days, and how often it fires now", async () => {
  const rule = await stored(await addRule(world.lea, terms()));
  const { name, figure, comparison, threshold, severity, response } = rule;
  const alert = (pendingAt: Date, state: "firing" | "resolved" | "lapsed") => ({
    ...{ ruleId: rule.id, poolId: pool.poolId, name, figure, comparison, threshold, severity, response },
    ...{ state, pendingAt, lastAt: pendingAt, lastValue: 96, firstValue: 96, worstValue: 97 },
    ...{
      firingAt: state === "lapsed" ? null : pendingAt,
      endedAt: state === "firing" ? null : later(pendingAt, minutes(5)),
    },
  });
  const ago = (time: number) => later(world.cleo.now, -time);
  await database().alert.createMany({
    data: [
      alert(ago(days(31)), "resolved"),
      alert(ago(days(29)), "resolved"),
      alert(ago(days(2)), "lapsed"),
      alert(ago(days(1)), "firing"),
    ],
  });
  expect((await countFirings(world.cleo)).get(rule.id)).toEqual({ fired: 2, firing: 1 });
});
