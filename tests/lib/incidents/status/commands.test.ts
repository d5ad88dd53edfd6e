import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { setMilestone } from "@/lib/incidents/milestones/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { type Cast, cast } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";
import { declared, entriesOf, expectEdit, milestonesOf, prepare, restricted, rowOf } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

test("a move changes the status, leaves an entry and a trace", async () => {
  const { id, ref } = await declared(people.ben);
  const then = later(people.ben, minutes(3));
  await changeStatus(then, { ref, status: "investigating", from: "triage", note: "looking at the pool" });
  expect((await rowOf(id)).status).toBe("investigating");
  expect((await entriesOf(id)).at(-1)).toMatchObject({
    kind: "status",
    source: "system",
    text: "Triage → Investigating: looking at the pool",
    at: then.now,
    authorId: people.ben.actor.id,
  });
  expect(await lastEvent()).toMatchObject({
    action: "incident.change-status",
    subjectId: id,
    fields: { status: ["triage", "investigating"] },
  });
});

describe("milestones", () => {
  test("are reached on the way: mitigated, resolved, closed", async () => {
    const { id, ref } = await declared(people.ben);
    const moments = [10, 20, 30].map((count) => later(people.ben, minutes(count)));
    const [monitoring, resolved, closed] = moments;
    if (!monitoring || !resolved || !closed) throw new Error("three moments");
    await changeStatus(monitoring, { ref, status: "monitoring" });
    await changeStatus(resolved, { ref, status: "resolved" });
    await changeStatus(closed, { ref, status: "closed" });
    expect(await milestonesOf(id)).toMatchObject({
      mitigatedAt: monitoring.now,
      resolvedAt: resolved.now,
      closedAt: closed.now,
    });
  });

  test("resolving without having mitigated sets both", async () => {
    const { id, ref } = await declared(people.ben);
    const then = later(people.ben, minutes(10));
    await changeStatus(then, { ref, status: "resolved" });
    expect(await milestonesOf(id)).toMatchObject({ mitigatedAt: then.now, resolvedAt: then.now });
  });

  test("reopening takes resolved and closed away, and the trail keeps what they were", async () => {
    const { id, ref } = await declared(people.ben);
    const then = later(people.ben, minutes(10));
    await changeStatus(then, { ref, status: "resolved" });
    await changeStatus(then, { ref, status: "closed" });
    await changeStatus(later(then, minutes(5)), { ref, status: "monitoring", note: "it is back" });
    const left = await milestonesOf(id);
    expect(Object.keys(left).sort()).toEqual(["declaredAt", "detectedAt", "mitigatedAt"]);
    expect((await entriesOf(id)).at(-1)?.text).toBe("Reopened, Closed → Monitoring: it is back");
    const event = await database().auditEvent.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(event.changes).toMatchObject([
      { kind: "incident", fields: { status: ["closed", "monitoring"] } },
      { kind: "milestone", fields: { at: [then.now.toISOString(), null] } },
      { kind: "milestone", fields: { at: [then.now.toISOString(), null] } },
    ]);
  });

  test("that somebody set by hand or that were imported stay when it is reopened", async () => {
    const { id, ref } = await declared(people.ben);
    const then = later(people.ben, minutes(10));
    await changeStatus(then, { ref, status: "resolved" });
    await changeStatus(then, { ref, status: "closed" });
    const { version } = await database().milestone.findUniqueOrThrow({
      where: { incidentId_kind: { incidentId: id, kind: "resolvedAt" } },
    });
    const at = "2026-03-01T10:00:00Z";
    await setMilestone(then, { ref, kind: "resolvedAt", at, version, reason: "the graph says so" });
    await database().milestone.updateMany({
      where: { incidentId: id, kind: "closedAt" },
      data: { origin: "import" },
    });
    await changeStatus(later(then, minutes(5)), { ref, status: "investigating" });
    expect(await milestonesOf(id)).toMatchObject({ resolvedAt: new Date(at), closedAt: then.now });
  });

  test("of an incident entered afterwards are neither set nor lost by what happens today", async () => {
    const { id, ref } = await declared(people.ben, { mode: "retrospective" });
    await changeStatus(people.ben, { ref, status: "closed" });
    expect(await milestonesOf(id)).toEqual({});
    const at = new Date("2026-03-01T10:00:00Z");
    await database().milestone.create({
      data: { incidentId: id, kind: "resolvedAt", at, origin: "automatic", setAt: at },
    });
    await changeStatus(people.ben, { ref, status: "investigating" });
    expect(await milestonesOf(id)).toEqual({ resolvedAt: at });
  });
});

describe("the document", () => {
  test("is not voided by a move that sets no milestone, because the entry stays out of it", async () => {
    const { id, ref } = await declared(people.ben);
    await expectEdit(id, false, () => changeStatus(people.ben, { ref, status: "investigating" }));
    expect((await entriesOf(id)).at(-1)).toMatchObject({ inDocument: false });
  });

  test("is voided by a move that sets a milestone, because milestones are signed", async () => {
    const { id, ref } = await declared(people.ben);
    await expectEdit(id, true, () => changeStatus(people.ben, { ref, status: "resolved" }));
  });

  test("takes the entry in while it is not prepared", async () => {
    const { id, ref } = await declared(people.ben);
    const { documentVersion } = await rowOf(id);
    await changeStatus(people.ben, { ref, status: "investigating" });
    expect((await entriesOf(id)).at(-1)).toMatchObject({ inDocument: true });
    expect((await rowOf(id)).documentVersion).toBeGreaterThan(documentVersion);
    await prepare(id, people.ben.now);
    expect((await rowOf(id)).preparedAt).not.toBeNull();
  });
});

describe("refusals", () => {
  test("a move that is none says why, at the field", async () => {
    const { ref } = await declared(people.ben);
    await expect(changeStatus(people.ben, { ref, status: "closed" })).rejects.toMatchObject({
      code: "conflict",
      fields: { status: "Resolve the incident before you close it." },
    });
    await expectRefusal(changeStatus(people.ben, { ref, status: "merged" }), "conflict");
    await expectRefusal(changeStatus(people.ben, { ref, status: "gone" }), "invalid", "Choose a status.");
  });

  test("a move that started from a status left meanwhile is a conflict", async () => {
    const { ref } = await declared(people.ben);
    await changeStatus(people.ben, { ref, status: "monitoring" });
    await expect(
      changeStatus(people.ada, { ref, status: "investigating", from: "triage" }),
    ).rejects.toMatchObject({ code: "conflict", detail: { current: "monitoring" } });
  });

  test("moving where it stands already is quiet, also for two at once", async () => {
    const { id, ref } = await declared(people.ben);
    await Promise.all(
      [people.ben, people.ada].map((who) => changeStatus(who, { ref, status: "resolved", from: "triage" })),
    );
    expect((await entriesOf(id)).filter(({ kind }) => kind === "status")).toHaveLength(2);
    await expectQuiet(() => changeStatus(people.ben, { ref, status: "resolved" }));
  });

  test("of two moves to different places at once, the second sees the first", async () => {
    const { ref } = await declared(people.ben);
    const both = await Promise.allSettled(
      (["monitoring", "cancelled"] as const).map((status) =>
        changeStatus(people.ben, { ref, status, from: "triage", note: "as it seems" }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("cancelling wants a reason, and what was cancelled is reopened with all that it told", async () => {
    const { id, ref } = await declared(people.ben);
    const move = (status: string, note = "") => changeStatus(people.ben, { ref, status, note });
    await expectRefusal(move("cancelled"), "invalid", "Say why it was no incident.");
    await move("cancelled", "the label was wrong");
    await expectRefusal(
      move("resolved"),
      "conflict",
      "A cancelled incident reopens in triage or investigating.",
    );
    const before = await entriesOf(id);
    expect(before.at(-1)?.text).toBe("Triage → Cancelled: the label was wrong");
    const milestones = await milestonesOf(id);
    await move("investigating", "it was one after all");
    const after = await entriesOf(id);
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)?.text).toBe("Reopened, Cancelled → Investigating: it was one after all");
    expect([(await rowOf(id)).status, await milestonesOf(id)]).toEqual(["investigating", milestones]);
  });

  test("what is over is not cancelled before it is reopened", async () => {
    const { ref } = await declared(people.ben);
    await changeStatus(people.ben, { ref, status: "resolved" });
    const cancel = changeStatus(people.ben, { ref, status: "cancelled", note: "it was none" });
    await expectRefusal(cancel, "conflict", /reopen it first/);
  });

  test("who only looks may not, and a restricted incident is not there", async () => {
    const open = await declared(people.ben);
    const hidden = await restricted(people.lea);
    await expectRefusal(changeStatus(people.cleo, { ref: open.ref, status: "resolved" }), "forbidden");
    await expectRefusal(changeStatus(people.ben, { ref: hidden.ref, status: "resolved" }), "not_found");
  });
});
