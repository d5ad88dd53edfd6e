import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { recordDeploy } from "@/lib/incidents/deploys/commands";
import { listWithin } from "@/lib/incidents/lists/lanes/queries";
import { listIncidents, listOpenIncidents } from "@/lib/incidents/lists/queries";
import { mergeIncident, unmergeIncident } from "@/lib/incidents/merging/commands";
import { findJoined } from "@/lib/incidents/merging/queries";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { restrictIncident, unrestrictIncident } from "@/lib/incidents/restriction/commands";
import { incidentFilters } from "@/lib/incidents/schema";
import { splitIncident } from "@/lib/incidents/splitting/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { addEntry, correctEntry, withdrawEntry } from "@/lib/incidents/timeline/commands";
import { addActionItem, changeActionItemStatus } from "@/lib/reviews/action-items/commands";
import { type Cast, cast } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";
import { declared, entriesOf, milestonesOf, prepare, restricted, rowOf } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

/** Two incidents of Ben's; the first has something to tell. */
async function two() {
  const source = await declared(people.ben, { title: "Reports time out" });
  const target = await declared(people.ben, { title: "The pool is exhausted" });
  const { id: entryId } = await addEntry(people.ben, {
    ref: source.ref,
    text: "reports wait for a connection",
    kind: "finding",
  });
  return { source, target, entryId };
}

const merge = (source: { ref: string }, target: { ref: string }, note = "") =>
  mergeIncident(people.ben, { ref: source.ref, into: target.ref, note });
const copiesIn = async (id: string) => (await entriesOf(id)).filter(({ originId }) => originId !== null);

describe("an incident that is merged", () => {
  test("goes on in the other, where each entry says where it came from; its own story stays as it is", async () => {
    const { source, target, entryId } = await two();
    const before = await entriesOf(source.id);
    const milestones = await milestonesOf(target.id);
    await merge(source, target, "the same pool");
    expect(await rowOf(source.id)).toMatchObject({ status: "merged" });
    const own = await entriesOf(source.id);
    expect(own.slice(0, -1)).toEqual(before);
    expect(own.at(-1)).toMatchObject({
      kind: "status",
      source: "system",
      text: `Triage → Merged, into ${target.ref}: the same pool`,
    });
    const copies = await copiesIn(target.id);
    expect(copies.map(({ text, originId }) => [text, originId])).toEqual(
      before.map(({ text, id }) => [text, id]),
    );
    expect(copies.find(({ originId }) => originId === entryId)).toMatchObject({
      originIncidentId: source.id,
      broughtById: source.id,
      kind: "finding",
      source: "manual",
      authorId: people.ben.actor.id,
      inDocument: true,
    });
    expect((await entriesOf(target.id)).at(-1)?.text).toBe(
      `${source.ref} merged into this incident: Reports time out (the same pool)`,
    );
    expect(await milestonesOf(target.id)).toEqual(milestones);
    expect(await lastEvent(source.id)).toMatchObject({
      action: "incident.merge",
      subjectId: source.id,
      fields: { status: ["triage", "merged"], into: [null, target.ref], note: [null, "the same pool"] },
    });
    expect(await findJoined(people.cleo, await rowOf(source.id))).toMatchObject({
      merge: { into: { ref: target.ref, title: "The pool is exhausted" }, by: "Ben", note: "the same pool" },
    });
    expect(await findJoined(people.cleo, await rowOf(target.id))).toMatchObject({
      merge: null,
      merged: [{ ref: source.ref, title: "Reports time out" }],
    });
  });

  test("leaves what Highwater wrote of it alone out of the other's document", async () => {
    const { source, target } = await two();
    await merge(source, target);
    const said = (await copiesIn(target.id)).filter(({ inDocument }) => inDocument).map(({ text }) => text);
    expect(said).toEqual(["reports wait for a connection"]);
  });

  test("brings nothing that was withdrawn, and a corrected entry as it says now", async () => {
    const { source, target, entryId } = await two();
    const wrong = await addEntry(people.ben, { ref: source.ref, text: "it is the cache" });
    await withdrawEntry(people.ben, { ref: source.ref, entryId: wrong.id, reason: "it was not" });
    await correctEntry(people.ben, {
      ...{ ref: source.ref, entryId, version: 1, text: "reports wait for 30 s", kind: "finding" },
      reason: "measured it",
    });
    await merge(source, target);
    const texts = (await copiesIn(target.id)).map(({ text }) => text);
    expect(texts).toContain("reports wait for 30 s");
    expect(texts).not.toContain("it is the cache");
  });

  test("takes nothing more but what decides who sees it, and says where it goes on", async () => {
    const { source, target } = await two();
    const item = await addActionItem(people.ben, { ref: source.ref, title: "Limit the pool" });
    await merge(source, target);
    const goesOn = new RegExp(`${source.ref} was merged into ${target.ref}, and goes on there`);
    const { ref } = source;
    await expectRefusal(addEntry(people.ben, { ref, text: "one more" }), "conflict", goesOn);
    await expectRefusal(changeStatus(people.ben, { ref, status: "resolved" }), "conflict", goesOn);
    await expectRefusal(addActionItem(people.ben, { ref, title: "Another" }), "conflict", goesOn);
    await addParticipant(people.ben, { ref, personId: people.lea.actor.id, role: "participant" });
    await changeActionItemStatus(people.ben, { ref: item.ref, version: 1, status: "in_progress" });
  });

  test("answers a sending that came before quietly, however late it is repeated", async () => {
    const { source, target } = await two();
    const sendingKey = "7d3f0c7e-9d3c-4c62-8a53-0d2f6f0f8a11";
    const entry = { ref: source.ref, text: "typed without a connection", sendingKey };
    const { id } = await addEntry(people.ben, entry);
    await merge(source, target);
    await expectQuiet(async () => expect((await addEntry(people.ben, entry)).id).toBe(id));
  });

  test("twice into the same one is quiet", async () => {
    const { source, target } = await two();
    await merge(source, target);
    await expectQuiet(() => merge(source, target));
  });

  test("lets its people take part where it goes on, without a role there", async () => {
    const { source, target } = await two();
    await addParticipant(people.ben, { ref: source.ref, personId: people.lea.actor.id, role: "commander" });
    await merge(source, target);
    const rows = await database().participant.findMany({ where: { incidentId: target.id } });
    expect(rows.map(({ personId, role }) => [personId, role]).sort()).toEqual(
      [people.ben, people.lea].map(({ actor }) => [actor.id, "participant"]).sort(),
    );
    const told = { incidentId: target.id, action: "incident.merge" };
    expect(await database().auditEvent.findMany({ where: told })).toMatchObject([
      {
        subjectId: target.id,
        changes: [{ fields: { merged: [null, source.ref] } }, { fields: { participant: [null, "Lea"] } }],
      },
    ]);
  });

  test("changes no document that was prepared", async () => {
    const { source, target } = await two();
    await prepare(target.id, people.ben.now);
    const { documentVersion } = await rowOf(target.id);
    await merge(source, target);
    const after = await rowOf(target.id);
    expect([after.documentVersion, after.preparedAt]).toEqual([documentVersion, people.ben.now]);
    expect((await copiesIn(target.id)).some(({ inDocument }) => inDocument)).toBe(false);
  });

  test("keeps the first origin through a chain, and each entry once", async () => {
    const { source, target, entryId } = await two();
    const last = await declared(people.ben, { title: "The database is slow" });
    await merge(source, target);
    await merge(target, last);
    const copies = await copiesIn(last.id);
    expect(copies.filter(({ text }) => text === "reports wait for a connection")).toMatchObject([
      { originId: entryId, originIncidentId: source.id, broughtById: target.id },
    ]);
    expect(new Set(copies.map(({ originId }) => originId)).size).toBe(copies.length);
  });

  test("brings a deploy that both tell of once", async () => {
    const service = await database().service.create({
      data: { slug: "reporting-api", name: "reporting-api", createdAt: people.ben.now },
    });
    const source = await declared(people.ben, { service: service.slug });
    const target = await declared(people.ben, { service: service.slug });
    await recordDeploy(people.ben, { service: service.slug, summary: "Larger reports" });
    await merge(source, target);
    const deploys = (await entriesOf(target.id)).filter(({ kind }) => kind === "deploy");
    expect(deploys).toHaveLength(1);
  });
});

test("a merged incident is counted and drawn where it goes on, and listed where merged ones are asked for", async () => {
  const { source, target } = await two();
  await merge(source, target);
  const stretch = { from: later(people.ben, -minutes(60)).now, to: later(people.ben, minutes(60)).now };
  const drawn = async (status: string) =>
    (await listWithin(people.ben, incidentFilters.parse({ status }), stretch)).incidents.map(
      ({ ref }) => ref,
    );
  expect(await drawn("all")).toContain(target.ref);
  expect(await drawn("all")).not.toContain(source.ref);
  expect(await drawn("merged")).toContain(source.ref);
  const open = (await listOpenIncidents(people.ben)).map(({ ref }) => ref);
  expect(open).not.toContain(source.ref);
  const merged = await listIncidents(people.ben, incidentFilters.parse({ status: "merged" }));
  expect(merged.incidents.map(({ ref }) => ref)).toContain(source.ref);
});

describe("is refused", () => {
  test("into itself, into nothing, into what is over and from what was cancelled", async () => {
    const { source, target } = await two();
    await expectRefusal(merge(source, source), "conflict", /into itself/);
    await expectRefusal(merge(source, { ref: "INC-2026-9999" }), "invalid", /no incident INC-2026-9999/);
    await changeStatus(people.ben, { ref: target.ref, status: "cancelled", note: "none" });
    await expectRefusal(merge(source, target), "conflict", /was cancelled: reopen/);
    await expectRefusal(merge(target, source), "conflict", /was cancelled: reopen/);
  });

  test("back again: a merge is no cycle", async () => {
    const { source, target } = await two();
    const last = await declared(people.ben);
    await merge(source, target);
    await expectRefusal(merge(target, source), "conflict", /was merged itself/);
    await merge(target, last);
    await expectRefusal(merge(last, source), "conflict", /was merged itself/);
    await expectRefusal(merge(last, target), "conflict", /was merged itself/);
  });

  test("both ways at the same moment: one of them counts", async () => {
    for (let round = 0; round < 5; round++) {
      const { source, target } = await two();
      const outcomes = await Promise.allSettled([merge(source, target), merge(target, source)]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const refused = outcomes.find(({ status }) => status === "rejected");
      expect(refused).toMatchObject({ reason: { code: "conflict" } });
      const rows = await Promise.all([rowOf(source.id), rowOf(target.id)]);
      expect(rows.filter(({ status }) => status === "merged")).toHaveLength(1);
      const ids = { in: [source.id, target.id] };
      expect(await database().incidentMerge.count({ where: { sourceId: ids } })).toBe(1);
    }
  });

  test("in a ring of three at the same moment: the ring stays open", async () => {
    const [a, b, c] = [await declared(people.ben), await declared(people.ben), await declared(people.ben)];
    await Promise.allSettled([merge(a, b), merge(b, c), merge(c, a)]);
    const rows = await Promise.all([a, b, c].map(({ id }) => rowOf(id)));
    expect(rows.filter(({ status }) => status !== "merged").length).toBeGreaterThanOrEqual(1);
    for (const { id } of [a, b, c]) {
      const seen = new Set<string>();
      for (let at: string | undefined = id; at !== undefined; ) {
        expect(seen.has(at)).toBe(false);
        seen.add(at);
        const next: { targetId: string } | null = await database().incidentMerge.findUnique({
          where: { sourceId: at },
        });
        at = next?.targetId;
      }
    }
  });

  test("where more people would read it", async () => {
    const source = await restricted(people.lea);
    const open = await declared(people.lea);
    const few = await restricted(people.lea);
    const into = (target: { ref: string }) =>
      mergeIncident(people.lea, { ref: source.ref, into: target.ref });
    await expectRefusal(into(open), "conflict", /everybody would read/);
    await addParticipant(people.lea, { ref: few.ref, personId: people.ben.actor.id, role: "participant" });
    await expectRefusal(into(few), "conflict", /they would read/);
    await addParticipant(people.lea, { ref: source.ref, personId: people.ben.actor.id, role: "participant" });
    await into(few);
    const show = () => unrestrictIncident(people.lea, { ref: few.ref });
    await expectRefusal(show(), "conflict", /holds entries of a restricted incident/);
    await unmergeIncident(people.lea, { ref: source.ref });
    await expectRefusal(show(), "conflict", /holds entries of a restricted incident/);
    await unrestrictIncident(people.lea, { ref: source.ref });
    await show();
  });

  test("to show what came with a merge because some of it was once split off", async () => {
    const secret = await restricted(people.lea);
    const { id: entryId } = await addEntry(people.lea, { ref: secret.ref, text: "a key was read" });
    await addEntry(people.lea, { ref: secret.ref, text: "by somebody who left" });
    const part = { title: "A key was read", severity: "P2", entryIds: [entryId] };
    const made = await splitIncident(people.lea, { ref: secret.ref, ...part });
    const show = () => unrestrictIncident(later(people.lea, minutes(2)), { ref: made.ref });
    await show();
    await restrictIncident(people.lea, { ref: made.ref });
    await mergeIncident(later(people.lea, minutes(1)), { ref: secret.ref, into: made.ref });
    await expectRefusal(show(), "conflict", /holds entries of a restricted incident/);
  });

  test("to tell of a restricted one to those who may not see it", async () => {
    const source = await declared(people.lea);
    const secret = await restricted(people.lea);
    await expectRefusal(
      merge(source, secret),
      "invalid",
      `There is no incident ${secret.ref} that you may see.`,
    );
    await mergeIncident(people.lea, { ref: source.ref, into: secret.ref });
    expect((await entriesOf(source.id)).at(-1)?.text).toBe("Triage → Merged, into another incident");
    expect(await findJoined(people.cleo, await rowOf(source.id))).toMatchObject({ merge: { into: null } });
    await expectRefusal(
      addEntry(people.ben, { ref: source.ref, text: "one more" }),
      "conflict",
      `${source.ref} was merged into another incident, and goes on there.`,
    );
    await expectRefusal(unmergeIncident(people.ben, { ref: source.ref }), "conflict", /may not see/);
    expect(await database().participant.count({ where: { incidentId: secret.id } })).toBe(1);
  });
});

describe("an incident that is separated again", () => {
  test("has the status that it had, and what came with it is struck where it went, readable and with a reason", async () => {
    const { source, target } = await two();
    await changeStatus(people.ben, { ref: source.ref, status: "identified" });
    await merge(source, target);
    const then = later(people.ben, minutes(5));
    await unmergeIncident(then, { ref: source.ref, note: "another cause" });
    expect((await rowOf(source.id)).status).toBe("identified");
    expect((await entriesOf(source.id)).at(-1)?.text).toBe(
      "Separated again, Merged → Identified: another cause",
    );
    const copies = await copiesIn(target.id);
    expect(copies.length).toBeGreaterThan(0);
    for (const copy of copies)
      expect(copy).toMatchObject({
        withdrawnAt: then.now,
        withdrawnReason: `${source.ref} was separated again.`,
        broughtById: null,
      });
    expect((await entriesOf(target.id)).at(-1)?.text).toBe(`${source.ref} was separated again.`);
    expect(await lastEvent(target.id)).toMatchObject({ fields: { merged: [source.ref, null] } });
    expect(await lastEvent(source.id)).toMatchObject({
      action: "incident.unmerge",
      fields: { status: ["merged", "identified"], into: [target.ref, null] },
    });
    await addEntry(people.ben, { ref: source.ref, text: "goes on here" });
    await expectRefusal(unmergeIncident(people.ben, { ref: source.ref }), "conflict", /is not merged/);
  });

  test("merged once more brings each entry once, and those that were struck stand again", async () => {
    const { source, target, entryId } = await two();
    await merge(source, target);
    await unmergeIncident(people.ben, { ref: source.ref });
    await addEntry(people.ben, { ref: source.ref, text: "found meanwhile" });
    await merge(source, target);
    const copies = await copiesIn(target.id);
    expect(copies.filter(({ withdrawnAt }) => withdrawnAt !== null)).toEqual([]);
    expect(copies.filter(({ originId }) => originId === entryId)).toHaveLength(1);
    expect(copies.map(({ text }) => text)).toContain("found meanwhile");
  });

  test("is refused while the other one is closed, merged itself, or signed with its entries", async () => {
    const { source, target } = await two();
    const last = await declared(people.ben);
    await merge(source, target);
    const undo = () => unmergeIncident(people.ben, { ref: source.ref });
    await database().incident.update({ where: { id: target.id }, data: { documentState: "in_review" } });
    await expectRefusal(undo(), "conflict", /is signed with entries/);
    await database().incident.update({ where: { id: target.id }, data: { documentState: "draft" } });
    await changeStatus(people.ben, { ref: target.ref, status: "resolved" });
    await changeStatus(people.ben, { ref: target.ref, status: "closed" });
    await expectRefusal(undo(), "conflict", /is closed: reopen/);
    await changeStatus(people.ben, { ref: target.ref, status: "investigating" });
    await merge(target, last);
    await expectRefusal(undo(), "conflict", /was merged itself meanwhile/);
    await unmergeIncident(people.ben, { ref: target.ref });
    await undo();
    expect((await rowOf(source.id)).status).toBe("triage");
  });

  test("is separated once, however many do so at the same moment", async () => {
    const { source, target } = await two();
    await merge(source, target);
    const undo = () => unmergeIncident(people.ben, { ref: source.ref });
    const outcomes = await Promise.allSettled([undo(), undo()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await rowOf(source.id)).status).toBe("triage");
  });
});
