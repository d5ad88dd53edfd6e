import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { recordDeploy } from "@/lib/incidents/deploys/commands";
import { mergeIncident } from "@/lib/incidents/merging/commands";
import { findJoined } from "@/lib/incidents/merging/queries";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { splitIncident } from "@/lib/incidents/splitting/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { addActionItem } from "@/lib/reviews/action-items/commands";
import { type Cast, cast } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { expectRefusal, lastEvent } from "../../people/support";
import { declared, entriesOf, milestonesOf, restricted, rowOf } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

/** An incident of Ben's in which two things are mixed. */
async function mixed() {
  const source = await declared(people.ben, { title: "Reports fail", timeZone: "Europe/Berlin" });
  const then = later(people.ben, minutes(10));
  const add = (text: string, kind: string, at: number) =>
    addEntry(later(people.ben, minutes(at)), { ref: source.ref, text, kind });
  const own = await add("the pool is exhausted", "finding", 1);
  const mail = await add("mails are late as well", "detection", 3);
  const queue = await add("the queue of mails is stuck", "finding", 5);
  return { source, then, own, mail, queue };
}

const split = (ref: string, entryIds: string[], more: Record<string, unknown> = {}) =>
  splitIncident(later(people.ben, minutes(10)), {
    ref,
    title: "Mails are late",
    severity: "P2",
    entryIds,
    ...more,
  });

const entry = (id: string) => database().timelineEntry.findUniqueOrThrow({ where: { id } });

describe("entries that are split off", () => {
  test("are in the new incident with where they came from, and struck where they were with where they went", async () => {
    const { source, then, own, mail, queue } = await mixed();
    const made = await split(source.ref, [queue.id, mail.id]);
    expect(await rowOf(made.id)).toMatchObject({
      title: "Mails are late",
      severity: "P2",
      status: "triage",
      mode: "live",
      timeZone: "Europe/Berlin",
      splitFromId: source.id,
      restrictedAt: null,
    });
    const copies = (await entriesOf(made.id)).filter(({ originId }) => originId !== null);
    expect(copies).toMatchObject([
      { text: "mails are late as well", originId: mail.id, originIncidentId: source.id, kind: "detection" },
      { text: "the queue of mails is stuck", originId: queue.id, authorId: people.ben.actor.id },
    ]);
    expect(await milestonesOf(made.id)).toEqual({
      detectedAt: later(people.ben, minutes(3)).now,
      declaredAt: then.now,
    });
    expect(await entry(mail.id)).toMatchObject({
      withdrawnAt: then.now,
      withdrawnById: people.ben.actor.id,
      withdrawnReason: `Moved to ${made.ref}.`,
    });
    expect(await entry(own.id)).toMatchObject({ withdrawnAt: null });
    expect((await entriesOf(made.id))[0]?.text).toBe(`Declared as P2 Medium, split off from ${source.ref}`);
    expect((await entriesOf(source.id)).at(-1)?.text).toBe(
      `${made.ref} split off: Mails are late (2 entries moved)`,
    );
    expect(await lastEvent(made.id)).toMatchObject({ action: "incident.split", subjectId: made.id });
    expect(await findJoined(people.cleo, await rowOf(made.id))).toMatchObject({
      splitFrom: { ref: source.ref },
    });
    expect(await findJoined(people.cleo, await rowOf(source.id))).toMatchObject({
      splits: [{ ref: made.ref }],
    });
  });

  test("stay where they were when they are only copied", async () => {
    const { source, mail } = await mixed();
    const { documentVersion } = await rowOf(source.id);
    await database().incident.update({
      where: { id: source.id },
      data: { documentState: "in_review", preparedAt: people.ben.now },
    });
    const made = await split(source.ref, [mail.id], { how: "copy" });
    expect(await entry(mail.id)).toMatchObject({ withdrawnAt: null });
    expect(await database().timelineEntry.count({ where: { incidentId: made.id, originId: mail.id } })).toBe(
      1,
    );
    expect((await rowOf(source.id)).documentVersion).toBe(documentVersion);
  });

  test("stand again where they were when both are merged back", async () => {
    const { source, mail, queue } = await mixed();
    const made = await split(source.ref, [mail.id, queue.id]);
    await addEntry(later(people.ben, minutes(12)), { ref: made.ref, text: "mails go out again" });
    await mergeIncident(later(people.ben, minutes(15)), { ref: made.ref, into: source.ref });
    expect(await entry(mail.id)).toMatchObject({ withdrawnAt: null, withdrawnReason: null, originId: null });
    const all = await entriesOf(source.id);
    expect(all.filter(({ text }) => text === "mails are late as well")).toHaveLength(1);
    expect(all.filter(({ text }) => text === "mails go out again")).toHaveLength(1);
  });

  test("make an incident that is over of one that is over", async () => {
    const { source, mail } = await mixed();
    await changeStatus(later(people.ben, minutes(8)), { ref: source.ref, status: "resolved" });
    const made = await split(source.ref, [mail.id]);
    expect(await rowOf(made.id)).toMatchObject({ status: "resolved" });
    expect(await milestonesOf(made.id)).toEqual({});
  });

  test("take action items along only where they are named", async () => {
    const { source, mail } = await mixed();
    const [kept, taken] = [
      await addActionItem(people.ben, { ref: source.ref, title: "Limit the pool" }),
      await addActionItem(people.ben, { ref: source.ref, title: "Watch the queue of mails" }),
    ];
    const rowOfItem = async ({ ref }: { ref: string }) =>
      database().actionItem.findUniqueOrThrow({ where: { number: Number(ref.slice(3)) } });
    const made = await split(source.ref, [mail.id], { actionItemIds: [(await rowOfItem(taken)).id] });
    expect((await rowOfItem(kept)).incidentId).toBe(source.id);
    expect((await rowOfItem(taken)).incidentId).toBe(made.id);
  });
});

test("splits, declarations and deploys of one service at the same moment all go through", async () => {
  const service = "mail-gateway";
  await database().service.create({ data: { slug: service, name: service, createdAt: people.ben.now } });
  const sources = await Promise.all(
    [1, 2, 3].map(async () => {
      const { ref } = await declared(people.ben, { service });
      return { ref, entry: await addEntry(people.ben, { ref, text: "mails are late" }) };
    }),
  );
  const done = await Promise.allSettled([
    ...sources.map(({ ref, entry: { id } }) => split(ref, [id])),
    ...[1, 2].map(() => declared(people.ben, { service })),
    ...[1, 2].map((number) => recordDeploy(people.ben, { service, summary: `Release ${number}` })),
  ]);
  expect(done.filter(({ status }) => status === "rejected")).toEqual([]);
  const rows = await database().incident.findMany({ where: { service: { slug: service } } });
  expect(new Set(rows.map(({ ref }) => ref)).size).toBe(8);
});

describe("a restricted incident", () => {
  test("gives one that is restricted to the same people", async () => {
    const source = await restricted(people.lea);
    await addParticipant(people.lea, { ref: source.ref, personId: people.ben.actor.id, role: "scribe" });
    const { id: entryId } = await addEntry(people.ben, { ref: source.ref, text: "a key was read" });
    const made = await split(source.ref, [entryId]);
    expect((await rowOf(made.id)).restrictedAt).not.toBeNull();
    const told = await database().auditEvent.findMany({
      where: { incidentId: made.id },
      select: { changes: true },
    });
    const said = [(await entriesOf(made.id)).map(({ text }) => text), told];
    expect(JSON.stringify(said)).not.toContain(source.ref);
    const rows = await database().participant.findMany({ where: { incidentId: made.id } });
    expect(rows.map(({ personId }) => personId).sort()).toEqual(
      [people.ben.actor.id, people.lea.actor.id].sort(),
    );
    const events = await database().auditEvent.findMany({
      where: { action: "incident.split", incidentId: { in: [made.id, source.id] } },
      orderBy: { id: "asc" },
    });
    expect(events).toMatchObject([
      {
        incidentId: made.id,
        subjectId: made.id,
        changes: expect.arrayContaining([
          { kind: "participant", id: people.lea.actor.id, fields: { participant: [null, "Lea"] } },
        ]),
      },
      { incidentId: source.id, subjectId: source.id, changes: [{ fields: { split: [null, made.ref] } }] },
    ]);
  });
});

describe("a split is refused", () => {
  test("without an entry, with one of another incident, of Highwater's own or one that was withdrawn", async () => {
    const { source, mail } = await mixed();
    const other = await mixed();
    await expectRefusal(split(source.ref, []), "invalid", "Choose at least one entry.");
    await expectRefusal(split(source.ref, [other.mail.id]), "invalid", /does not have all of these entries/);
    const [declaration] = await entriesOf(source.id);
    await expectRefusal(split(source.ref, [declaration?.id ?? ""]), "invalid", /stays where it is/);
    await split(source.ref, [mail.id]);
    await expectRefusal(split(source.ref, [mail.id]), "invalid", /stays where it is/);
  });

  test("where the signed text would change, and of what was cancelled or merged", async () => {
    const { source, own, mail } = await mixed();
    const set = (data: object) => database().incident.update({ where: { id: source.id }, data });
    await set({ documentState: "reviewed" });
    await expectRefusal(split(source.ref, [mail.id]), "conflict", /is signed: copy/);
    await set({ documentState: "draft" });
    await changeStatus(people.ben, { ref: source.ref, status: "cancelled", note: "none" });
    await expectRefusal(split(source.ref, [mail.id]), "conflict", /was cancelled: reopen/);
    await changeStatus(people.ben, { ref: source.ref, status: "triage" });
    const target = await declared(people.ben);
    await mergeIncident(people.ben, { ref: source.ref, into: target.ref });
    await expectRefusal(split(source.ref, [own.id]), "conflict", /was merged into/);
  });

  test("leaves nothing behind when something named is not there", async () => {
    const { source, mail } = await mixed();
    const before = await database().incident.count();
    const nothing = "0190b6a0-0000-7000-8000-000000000001";
    await expectRefusal(split(source.ref, [mail.id], { alertIds: [nothing] }), "invalid", /these alerts/);
    await expectRefusal(
      split(source.ref, [mail.id], { actionItemIds: [nothing] }),
      "invalid",
      /action items/,
    );
    expect(await database().incident.count()).toBe(before);
    expect(await entry(mail.id)).toMatchObject({ withdrawnAt: null });
  });
});
