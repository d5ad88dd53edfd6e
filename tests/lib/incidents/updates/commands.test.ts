import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { correctUpdate, restoreUpdate, withdrawUpdate, writeUpdate } from "@/lib/incidents/updates/commands";
import { getUpdate, listUpdates, updatesDue } from "@/lib/incidents/updates/queries";
import { type Cast, cast } from "../../../support/cast";
import { at, later, minutes } from "../../../support/clock";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";
import { declared, entriesOf, expectEdit, rowOf } from "../support";

const timeZone = "America/New_York";
const said = { whatHappened: "Bookings fail", impact: "Nobody can book a ferry" };
let people: Cast;
let ref: string;
let id: string;

beforeAll(async () => {
  people = await cast(at("2025-10-08 14:45 America/New_York"));
  ({ id, ref } = await declared(people.ben, { timeZone, severity: "P0" }));
});

const write = (more: object = {}) => writeUpdate(people.ben, { ref, ...said, ...more });
const row = (updateId: string) => database().statusUpdate.findUniqueOrThrow({ where: { id: updateId } });

describe("writing", () => {
  test("keeps what is said with the status of that moment, and leaves an entry that it stands behind", async () => {
    const before = (await entriesOf(id)).length;
    const made = await write({ whatWeDo: "We restart the service", nextUpdate: "15:10" });
    const entries = await entriesOf(id);
    expect(entries.slice(before)).toMatchObject([
      {
        kind: "communication",
        source: "system",
        at: people.ben.now,
        authorId: people.ben.actor.id,
        text: "Update for those outside (Triage), the next one promised by 2025-10-08 15:10 America/New_York",
      },
    ]);
    expect(await row(made.id)).toMatchObject({
      ...{ ...said, whatWeDo: "We restart the service", status: "triage", version: 1 },
      ...{ at: people.ben.now, authorId: people.ben.actor.id, entryId: entries.at(-1)?.id },
      nextUpdateAt: at("2025-10-08 15:10 America/New_York"),
    });
    expect(await lastEvent()).toMatchObject({ action: "status-update.write", subjectId: made.id });
  });

  test("without a promise says nothing of the next one", async () => {
    const made = await write();
    expect(await row(made.id)).toMatchObject({ nextUpdateAt: null, whatWeDo: "" });
    expect((await entriesOf(id)).at(-1)?.text).toBe("Update for those outside (Triage)");
  });

  test("joins the post-mortem through its entry, and stays out of one that is prepared", async () => {
    const { id: other, ref: named } = await declared(people.ben);
    const { documentVersion } = await rowOf(other);
    await writeUpdate(people.ben, { ref: named, ...said });
    expect((await rowOf(other)).documentVersion).toBeGreaterThan(documentVersion);
    await expectEdit(other, false, () => writeUpdate(people.ben, { ref: named, ...said }));
    expect((await entriesOf(other)).slice(-2).map(({ inDocument }) => inDocument)).toEqual([true, false]);
  });

  test.each([
    [{ whatHappened: " " }, { whatHappened: "Say what happened." }],
    [{ impact: "" }, { impact: "Say whom it affects, and how." }],
    [{ impact: "x".repeat(5_001) }, { impact: "Keep it under 5,000 characters." }],
    [{ nextUpdate: "soon" }, { nextUpdate: expect.stringMatching(/^Write minutes/) }],
    [{ nextUpdate: "2025-10-08 14:00" }, { nextUpdate: expect.stringMatching(/has passed/) }],
    [{ nextUpdate: "2025-12-24 09:00" }, { nextUpdate: "Promise at most a week ahead." }],
  ])("%j is refused at its field, and writes nothing", async (wrong, fields) => {
    const before = await database().timelineEntry.count({ where: { incidentId: id } });
    await expect(write(wrong)).rejects.toMatchObject({ code: "invalid", fields });
    expect(await database().timelineEntry.count({ where: { incidentId: id } })).toBe(before);
  });

  test("is refused for an incident that was merged", async () => {
    const { ref: merged, id: mergedId } = await declared(people.ben);
    await database().incident.update({ where: { id: mergedId }, data: { status: "merged" } });
    await expectRefusal(writeUpdate(people.ben, { ref: merged, ...said }), "conflict", /merged/);
  });
});

describe("correcting", () => {
  const reason = "only some could not book";

  test("keeps the earlier words with who, when and why, and says so on the timeline", async () => {
    const made = await write({ nextUpdate: "15:20" });
    const lea = later(people.lea, minutes(2));
    const impact = "Some cannot book";
    const input = { ref, updateId: made.id, version: 1, ...said, impact, nextUpdate: "15:30", reason };
    await correctUpdate(lea, input);
    const update = await getUpdate(people.cleo, ref, made.id);
    expect(update).toMatchObject({
      ...{ impact, version: 2, nextUpdateAt: at("2025-10-08 15:30 America/New_York") },
      revisions: [
        {
          ...{ ...said, version: 1, nextUpdateAt: at("2025-10-08 15:20 America/New_York"), reason },
          ...{ supersededAt: lea.now, supersededBy: { name: "Lea" } },
        },
      ],
    });
    expect((await entriesOf(id)).at(-1)).toMatchObject({
      kind: "communication",
      text: `Corrected the update of 2025-10-08 14:45 America/New_York: ${reason}`,
    });
  });

  test("a promise that was kept untouched stays, though it has passed meanwhile", async () => {
    const made = await write({ nextUpdate: "15:20" });
    const late = later(people.ben, minutes(60));
    const nextUpdate = "2025-10-08 15:20";
    const input = { ref, updateId: made.id, version: 1, ...said, impact: "None", nextUpdate, reason };
    await correctUpdate(late, input);
    expect((await row(made.id)).nextUpdateAt).toEqual(at("2025-10-08 15:20 America/New_York"));
    await expectRefusal(
      correctUpdate(late, { ...input, version: 2, nextUpdate: "2025-10-08 15:21" }),
      "invalid",
      /has passed/,
    );
  });

  test("of two corrections of the same words one is made, and the other sees what stands now", async () => {
    const made = await write();
    const input = { ref, updateId: made.id, version: 1, ...said, reason };
    const both = await Promise.allSettled([
      correctUpdate(people.ben, { ...input, impact: "One" }),
      correctUpdate(people.lea, { ...input, impact: "Two" }),
    ]);
    const lost = both.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    const { impact } = await row(made.id);
    expect(lost).toMatchObject([{ code: "conflict", detail: { current: { version: 2, impact } } }]);
    expect(await database().statusUpdateRevision.count({ where: { updateId: made.id } })).toBe(1);
  });

  test("to the same words is quiet", async () => {
    const made = await write();
    await expectQuiet(() =>
      correctUpdate(people.ben, { ref, updateId: made.id, version: 1, ...said, reason }),
    );
  });

  test("what was said before cannot be changed or deleted, whoever asks the database", async () => {
    await expect(
      database().$executeRawUnsafe("update status_update_revision set reason = 'nothing'"),
    ).rejects.toThrow(/append-only|permission denied/);
    await expect(database().$executeRawUnsafe("delete from status_update_revision")).rejects.toThrow(
      /append-only|permission denied/,
    );
  });
});

describe("withdrawing", () => {
  const reason = "it was another service";

  test("strikes it, with a reason; a second time is quiet; it can be restored, once", async () => {
    const made = await write();
    const target = { ref, updateId: made.id };
    await withdrawUpdate(people.lea, { ...target, reason });
    expect(await row(made.id)).toMatchObject({
      ...{ withdrawnAt: people.lea.now, withdrawnById: people.lea.actor.id, withdrawnReason: reason },
      ...said,
    });
    expect((await entriesOf(id)).at(-1)?.text).toBe(
      `Withdrew the update of 2025-10-08 14:45 America/New_York: ${reason}`,
    );
    await expectQuiet(() => withdrawUpdate(people.ben, { ...target, reason: "again" }));
    await expectRefusal(
      correctUpdate(people.ben, { ...target, version: 1, ...said, reason }),
      "conflict",
      /restore it before/,
    );
    await restoreUpdate(people.ben, target);
    expect(await row(made.id)).toMatchObject({ withdrawnAt: null, withdrawnReason: null });
    expect((await entriesOf(id)).at(-1)?.text).toBe(
      "Restored the update of 2025-10-08 14:45 America/New_York",
    );
    await expectQuiet(() => restoreUpdate(people.ben, target));
  });

  test("wants a reason", async () => {
    const made = await write();
    await expectRefusal(withdrawUpdate(people.ben, { ref, updateId: made.id, reason: " " }), "invalid");
  });

  test("lets the promise before it count again", async () => {
    const night = later(people.ben, minutes(600));
    const other = await declared(night, { timeZone, severity: "P0" });
    const incident = await database().incident.findUniqueOrThrow({
      where: { id: other.id },
      include: { milestones: true },
    });
    const due = async () => (await updatesDue([incident])).get(other.id);
    expect(await due()).toEqual({ at: later(night.now, minutes(30)), promised: false });
    await writeUpdate(night, { ref: other.ref, ...said, nextUpdate: "10" });
    const first = { at: later(night.now, minutes(10)), promised: true };
    expect(await due()).toEqual(first);
    const second = await writeUpdate(later(night, minutes(5)), { ref: other.ref, ...said });
    expect(await due()).toEqual({ at: later(night.now, minutes(35)), promised: false });
    await withdrawUpdate(night, { ref: other.ref, updateId: second.id, reason });
    expect(await due()).toEqual(first);
  });
});

describe("reading", () => {
  test("goes page by page, the newest first, each with the status that it was written at", async () => {
    const { ref: other } = await declared(people.ben);
    const [first, second] = [
      await writeUpdate(people.ben, { ref: other, ...said }),
      await writeUpdate(people.ben, { ref: other, ...said }),
    ];
    await changeStatus(people.ben, { ref: other, status: "monitoring" });
    const third = await writeUpdate(later(people.ben, minutes(1)), { ref: other, ...said });
    const page = await listUpdates(people.cleo, other, { limit: 2 });
    expect(page.updates.map(({ id: one, status }) => [one, status])).toEqual([
      [third.id, "monitoring"],
      [second.id, "triage"],
    ]);
    const rest = await listUpdates(people.cleo, other, { limit: 2, before: page.older ?? "" });
    expect(rest).toMatchObject({ updates: [{ id: first.id }], older: null });
  });

  test("an update of one incident is not found in another, nor in one that is hidden", async () => {
    const made = await write();
    const { ref: other } = await declared(people.ben);
    await expectRefusal(getUpdate(people.ben, other, made.id), "not_found");
    await expectRefusal(
      withdrawUpdate(people.ben, { ref: other, updateId: made.id, reason: "x" }),
      "not_found",
    );
    const { ref: hidden } = await declared(people.lea);
    const inside = await writeUpdate(people.lea, { ref: hidden, ...said });
    await restrictIncident(people.lea, { ref: hidden });
    await expectRefusal(getUpdate(people.ben, hidden, inside.id), "not_found");
    await expectRefusal(listUpdates(people.ben, hidden), "not_found");
  });
});
