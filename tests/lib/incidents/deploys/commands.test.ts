import { describe, expect, it } from "vitest";
import { createService } from "@/lib/catalog/services/commands";
import type { Context } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { declareIncident, editIncident } from "@/lib/incidents/commands";
import { recordDeploy } from "@/lib/incidents/deploys/commands";
import { listDeployEntries } from "@/lib/incidents/deploys/queries";
import { setMilestone } from "@/lib/incidents/milestones/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { addEntry, correctEntry, withdrawEntry } from "@/lib/incidents/timeline/commands";
import { listTimeline } from "@/lib/incidents/timeline/queries";
import { at, days, hours, later, minutes } from "../../../support/clock";
import { refusalOf } from "../../../support/outcomes";
import { makeWorld, unique, type World } from "../../../support/world";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";

const told = (world: World, more: object = {}) => ({
  ...{ service: world.service.slug, summary: unique("Larger ferries"), ...more },
});

const declare = (context: Context, world: World, more: object = {}) =>
  declareIncident(context, {
    ...{ title: unique("Bookings fail"), severity: "P2", service: world.service.slug, timeZone: "UTC" },
    ...more,
  });

/** The deploys on an incident's timeline, the latest first. */
async function deploysOn(context: Context, ref: string) {
  const { entries } = await listTimeline(context, ref, { limit: 100 });
  return entries
    .filter(({ kind }) => kind === "deploy")
    .map(({ text, at: when, source, author, inDocument }) => ({ text, when, source, author, inDocument }));
}

const textsOn = async (context: Context, ref: string) =>
  (await deploysOn(context, ref)).map(({ text }) => text);

/** An environment that nothing else is in. */
async function otherQuay(): Promise<string> {
  const { slug } = await database().environment.create({
    data: { slug: unique("quay").replace(" ", "-"), name: unique("Other quay"), kind: "staging" },
  });
  return slug;
}

describe("a deploy", () => {
  it("is recorded with all that is told of it, and leaves its trace", async () => {
    const world = await makeWorld();
    const { id } = await recordDeploy(world.ben, {
      ...told(world, { summary: "Larger ferries\n on Sundays", version: "4.2", source: "the yard" }),
      ...{ environment: world.environment.slug.toUpperCase(), at: "2026-03-02T08:00:00+01:00" },
      ...{ links: [{ href: "https://yard.example.org/4" }], details: { build: "412" } },
    });
    const deploy = await database().deploy.findUniqueOrThrow({
      where: { id },
      include: { service: true, environment: true },
    });
    expect(deploy).toMatchObject({
      ...{ kind: "deploy", summary: "Larger ferries on Sundays", version: "4.2", source: "the yard" },
      ...{ at: at("2026-03-02 07:00 UTC"), receivedAt: world.ben.now, apiKeyId: null },
      links: [{ href: "https://yard.example.org/4", text: "https://yard.example.org/4" }],
      details: { build: "412" },
      service: { slug: world.service.slug },
      environment: { slug: world.environment.slug },
    });
    expect(await lastEvent()).toMatchObject({
      ...{ action: "deploy.record", subjectKind: "deploy", subjectId: id },
      fields: { service: [null, world.service.slug], summary: [null, "Larger ferries on Sundays"] },
    });
  });

  it.each<[string, (world: World) => object, object]>([
    ["a service that is not there", () => ({ service: "nowhere" }), { service: /no service “nowhere”/ }],
    [
      "an environment that is not there",
      () => ({ environment: "moon" }),
      { environment: /no environment “moon”/ },
    ],
    ["no summary", () => ({ summary: "" }), { summary: /Say what/ }],
    [
      "a time that has not come",
      ({ ben }) => ({ at: later(ben.now, hours(1)).toISOString() }),
      { at: /not come/ },
    ],
    ["the year 9999", () => ({ at: "9999-12-31T23:59:59Z" }), { at: /not come/ }],
    ["the year 1970", () => ({ at: "1970-01-01T00:00:00Z" }), { at: /400 days/ }],
    ["a time without an offset", () => ({ at: "2026-03-02T08:00:00" }), { at: /with its offset/ }],
    ["a script", () => ({ links: [{ href: "javascript:alert(1)" }] }), { "links.0.href": /https?:\/\// }],
  ])("is refused at its field: %s", async (_, wrong, fields) => {
    const world = await makeWorld();
    const before = await database().deploy.count();
    const refusal = await refusalOf(recordDeploy(world.ben, { ...told(world), ...wrong(world) }));
    expect(refusal.code).toBe("invalid");
    const expected = Object.entries(fields).map(([field, says]) => [field, expect.stringMatching(says)]);
    expect(refusal.fields).toEqual(Object.fromEntries(expected));
    expect(await database().deploy.count()).toBe(before);
  });

  it("is refused of a service that was archived, and from somebody who only looks", async () => {
    const world = await makeWorld();
    await database().service.update({
      where: { slug: world.service.slug },
      data: { archivedAt: world.ben.now },
    });
    await expectRefusal(recordDeploy(world.ben, told(world)), "invalid", /There is no service/);
    await expectRefusal(recordDeploy(world.cleo, told(world)), "forbidden");
  });

  it("that is told with a clock a little ahead was made now", async () => {
    const world = await makeWorld();
    const ahead = later(world.ben.now, minutes(4)).toISOString();
    const deploy = told(world, { at: ahead, deduplicationKey: "ahead" });
    const { id } = await recordDeploy(world.ben, deploy);
    expect((await database().deploy.findUniqueOrThrow({ where: { id } })).at).toEqual(world.ben.now);
    expect(await recordDeploy(later(world.ben, minutes(9)), deploy)).toEqual({ id });
  });
});

describe("a deploy that is told again", () => {
  it("is the same one: by its key, in the same words with a time, or without one within ten minutes", async () => {
    const world = await makeWorld();
    for (const more of [
      { deduplicationKey: "run 7" },
      { at: "2026-03-02T07:00:00Z" },
      { version: "4.2", details: { build: "1" } },
    ]) {
      const deploy = told(world, more);
      const { id } = await recordDeploy(world.ben, deploy);
      await expectQuiet(async () => {
        expect(await recordDeploy(later(world.ben, minutes(9)), deploy)).toEqual({ id });
      });
    }
  });

  it("is another one in other words, for another service, or without a time after ten minutes", async () => {
    const world = await makeWorld();
    const deploy = told(world);
    const { slug: other } = await createService(world.omar, { name: unique("timetable") });
    const made = [
      await recordDeploy(world.ben, deploy),
      await recordDeploy(world.ben, { ...deploy, version: "2" }),
      await recordDeploy(world.ben, { ...deploy, service: other }),
      await recordDeploy(later(world.ben, minutes(11)), deploy),
    ];
    expect(new Set(made.map(({ id }) => id)).size).toBe(4);
  });

  it("under a key that another one has is a conflict", async () => {
    const world = await makeWorld();
    const deploy = told(world, { deduplicationKey: "run 7" });
    await recordDeploy(world.ben, deploy);
    const wrong = recordDeploy(world.ben, { ...deploy, summary: "Smaller ferries" });
    await expectRefusal(wrong, "conflict", /under this key/);
  });

  it("many times at once is one, and stands on the timeline once", async () => {
    const world = await makeWorld();
    const { ref } = await declare(world.ben, world);
    for (const more of [{}, { at: world.ben.now.toISOString() }, { deduplicationKey: unique("run") }]) {
      const deploy = told(world, more);
      const ids = await Promise.all(Array.from({ length: 6 }, () => recordDeploy(world.ben, deploy)));
      expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
      expect((await textsOn(world.ben, ref)).filter((text) => text === deploy.summary)).toHaveLength(1);
    }
  });
});

describe("the timeline of an incident that goes on", () => {
  it("tells a deploy of its service, as Highwater itself wrote it down, in its document", async () => {
    const world = await makeWorld();
    const { id, ref } = await declare(world.ben, world);
    const before = await database().incident.findUniqueOrThrow({ where: { id } });
    const then = later(world.lea, minutes(5));
    await recordDeploy(then, told(world, { summary: "Hotfix", version: "4.2.1", source: "the yard" }));
    expect(await deploysOn(world.ben, ref)).toEqual([
      { text: "Hotfix (4.2.1, the yard)", when: then.now, source: "deploy", author: null, inDocument: true },
    ]);
    const after = await database().incident.findUniqueOrThrow({ where: { id } });
    expect(after.documentVersion).toBe(before.documentVersion + 1);
    expect(after.touchedAt).toEqual(then.now);
    const entry = await database().timelineEntry.findFirstOrThrow({
      where: { incidentId: id, kind: "deploy" },
    });
    const correction = { ref, entryId: entry.id, version: 1, text: "x", kind: "note", reason: "y" };
    await expectRefusal(correctEntry(world.ben, correction), "forbidden", /recorded this itself/);
  });

  it("tells no deploy of another service, of another environment, or from long before", async () => {
    const world = await makeWorld();
    const elsewhere = await otherQuay();
    const { ref } = await declare(world.ben, world);
    const { slug: other } = await createService(world.omar, { name: unique("timetable") });
    const long = later(world.ben.now, -hours(6) - minutes(1)).toISOString();
    await recordDeploy(world.ben, told(world, { service: other }));
    await recordDeploy(world.ben, told(world, { environment: elsewhere }));
    await recordDeploy(world.ben, told(world, { at: long }));
    expect(await deploysOn(world.ben, ref)).toEqual([]);
    await recordDeploy(world.ben, told(world, { environment: world.environment.slug }));
    await recordDeploy(world.ben, told(world));
    expect(await deploysOn(world.ben, ref)).toHaveLength(2);
  });

  it("tells every deploy where the incident is in no environment", async () => {
    const world = await makeWorld();
    const { slug: service } = await createService(world.omar, { name: unique("timetable") });
    const { ref } = await declare(world.ben, world, { service });
    await recordDeploy(world.ben, told(world, { service, environment: world.environment.slug }));
    expect(await deploysOn(world.ben, ref)).toHaveLength(1);
  });

  it("leaves the document of a prepared post-mortem as it is", async () => {
    const world = await makeWorld();
    const { id, ref } = await declare(world.ben, world);
    await database().incident.update({ where: { id }, data: { preparedAt: world.ben.now } });
    await recordDeploy(later(world.ben, minutes(1)), told(world));
    expect(await deploysOn(world.ben, ref)).toMatchObject([{ inDocument: false }]);
    expect((await database().incident.findUniqueOrThrow({ where: { id } })).preparedAt).not.toBeNull();
  });

  it("of a restricted incident tells it too, and who sent it learns nothing of that", async () => {
    const world = await makeWorld();
    const { ref } = await declare(world.omar, world, { title: "A leak that few may know of" });
    await restrictIncident(world.omar, { ref });
    const answer = await recordDeploy(world.ben, told(world));
    expect(Object.keys(answer)).toEqual(["id"]);
    expect(await deploysOn(world.omar, ref)).toHaveLength(1);
    await expectRefusal(listTimeline(world.ben, ref), "not_found");
    const event = await database().auditEvent.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(event.incidentId).toBeNull();
    expect(JSON.stringify(event.changes)).not.toMatch(/leak|INC-/);
  });

  it("tells what was made meanwhile when it is opened again, and what came before it was resolved late", async () => {
    const world = await makeWorld();
    const { ref } = await declare(world.ben, world);
    const on = (ms: number) => later(world.ben, ms);
    await changeStatus(on(minutes(10)), { ref, status: "resolved" });
    const meanwhile = told(world);
    await recordDeploy(on(minutes(20)), meanwhile);
    expect(await textsOn(world.ben, ref)).toEqual([]);
    const late = told(world, { at: on(minutes(5)).now.toISOString() });
    await recordDeploy(on(minutes(21)), late);
    expect(await textsOn(world.ben, ref)).toEqual([late.summary]);
    await changeStatus(on(minutes(30)), { ref, status: "investigating" });
    expect(await textsOn(world.ben, ref)).toEqual([meanwhile.summary, late.summary]);
  });
});

describe("the deploys of an incident", () => {
  it("are those that were told and those that people wrote, without what was withdrawn, for who may see it", async () => {
    const world = await makeWorld();
    const { ref } = await declare(world.omar, world);
    const deploy = told(world);
    await recordDeploy(later(world.ben, minutes(2)), deploy);
    for (const text of ["Hotfix by hand", "Never went out"])
      await addEntry(later(world.omar, minutes(1)), { ref, text, kind: "deploy" });
    await addEntry(later(world.omar, minutes(3)), { ref, text: "Better", kind: "note" });
    const said = async () => (await listDeployEntries(world.omar, ref)).map(({ text }) => text);
    expect((await said()).toSorted()).toEqual(
      [deploy.summary, "Hotfix by hand", "Never went out"].toSorted(),
    );
    const wrong = (await listDeployEntries(world.omar, ref)).find(({ text }) => text === "Never went out");
    await withdrawEntry(world.omar, { ref, entryId: wrong?.id, reason: "It was stopped" });
    expect((await said()).toSorted()).toEqual([deploy.summary, "Hotfix by hand"].toSorted());
    await restrictIncident(world.omar, { ref });
    await expectRefusal(listDeployEntries(world.ben, ref), "not_found");
  });
});

describe("an incident that is declared", () => {
  it("has the deploys of the six hours before on its timeline, outside its document", async () => {
    const world = await makeWorld();
    const elsewhere = await otherQuay();
    const [inTime, anywhere] = [told(world, { environment: world.environment.slug }), told(world)];
    await recordDeploy(later(world.ben, -hours(6)), inTime);
    await recordDeploy(later(world.ben, -minutes(1)), anywhere);
    await recordDeploy(later(world.ben, -minutes(2)), told(world, { environment: elsewhere }));
    await recordDeploy(later(world.ben, -hours(6) - 1), told(world));
    const { ref } = await declare(world.ben, world);
    const { name } = await database().environment.findUniqueOrThrow({
      where: { slug: world.environment.slug },
    });
    expect(await deploysOn(world.ben, ref)).toMatchObject([
      { text: anywhere.summary, inDocument: false, source: "deploy", author: null },
      { text: `${inTime.summary} (${name})`, inDocument: false },
    ]);
  });

  it("has the latest of very many", async () => {
    const world = await makeWorld();
    for (let turn = 0; turn < 55; turn += 1)
      await recordDeploy(later(world.ben, -minutes(turn + 1)), told(world, { summary: `Deploy ${turn}` }));
    const { ref } = await declare(world.ben, world);
    const texts = await textsOn(world.ben, ref);
    expect([texts.length, texts[0], texts.at(-1)]).toEqual([50, "Deploy 0", "Deploy 49"]);
  });

  it("at the same moment as a deploy, the two find each other, whoever comes first", async () => {
    const world = await makeWorld();
    for (let turn = 0; turn < 12; turn += 1) {
      const { slug: service } = await createService(world.omar, { name: unique("timetable") });
      const deploy = told(world, { service });
      // Each has looked at the clock before the other, in turns.
      const by = turn % 2 === 0 ? later(world.ben, 5) : later(world.ben, -5);
      const [{ ref }] = await Promise.all([declare(world.lea, world, { service }), recordDeploy(by, deploy)]);
      expect(await textsOn(world.ben, ref)).toEqual([deploy.summary]);
    }
  });

  it("for another service later has the deploys of that one then, and keeps what it has", async () => {
    const world = await makeWorld();
    const { slug: service } = await createService(world.omar, { name: unique("timetable") });
    const [first, second] = [told(world), told(world, { service })];
    await recordDeploy(later(world.ben, -minutes(2)), first);
    await recordDeploy(later(world.ben, -minutes(1)), second);
    const { ref } = await declare(world.ben, world);
    await editIncident(world.ben, {
      ...{ ref, version: 1, title: "Timetable is empty", severity: "P2", service, timeZone: "UTC" },
    });
    expect(await textsOn(world.ben, ref)).toEqual([second.summary, first.summary]);
  });

  it("is changed, while deploys are told, without anybody waiting for ever or losing one", async () => {
    const world = await makeWorld();
    const { ref } = await declare(world.ben, world);
    const deploys = Array.from({ length: 6 }, () => told(world));
    const moves = ["investigating", "resolved", "investigating", "resolved", "investigating"];
    await Promise.all([
      ...deploys.map((deploy) => recordDeploy(later(world.ben, 1), deploy)),
      (async () => {
        for (const status of moves) await changeStatus(later(world.lea, minutes(1)), { ref, status });
      })(),
    ]);
    expect((await textsOn(world.ben, ref)).sort()).toEqual(deploys.map(({ summary }) => summary).sort());
  });
});

describe("an incident that is entered afterwards", () => {
  it("has the deploys of its time once somebody has said when that was, outside its document", async () => {
    const world = await makeWorld();
    const on = (ms: number) => later(world.ben, ms);
    const [before, during, after] = [told(world), told(world), told(world)];
    await recordDeploy(on(-days(2) - hours(1)), before);
    await recordDeploy(on(-days(2) + minutes(10)), during);
    await recordDeploy(on(-days(2) + hours(1)), after);
    const { ref } = await declare(world.ben, world, { mode: "retrospective" });
    expect(await textsOn(world.ben, ref)).toEqual([]);
    const set = (kind: string, ms: number) =>
      setMilestone(world.ben, { ref, kind, at: on(ms).now.toISOString(), reason: "the log" });
    await set("impactStartedAt", -days(2));
    expect(await textsOn(world.ben, ref)).toEqual([before.summary]);
    await set("resolvedAt", -days(2) + minutes(30));
    expect(await deploysOn(world.ben, ref)).toMatchObject([
      { text: during.summary, inDocument: false },
      { text: before.summary, inDocument: false },
    ]);
  });
});
