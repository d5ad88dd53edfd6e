import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { acknowledgeIncident } from "@/lib/incidents/commands";
import { clearMilestone, setMilestone } from "@/lib/incidents/milestones/commands";
import { durations } from "@/lib/incidents/milestones/rules";
import { changeStatus } from "@/lib/incidents/status/commands";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { type Cast, cast } from "../../../support/cast";
import { at, later, minutes } from "../../../support/clock";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";
import { declared, entriesOf, expectEdit, restricted } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast(at("2025-10-08 14:45 America/New_York"));
});

const make = () => declared(people.ben, { timeZone: "America/New_York" });
const reason = "first sample over 80 %";
const find = (incidentId: string, kind: "impactStartedAt" | "detectedAt") =>
  database().milestone.findUnique({ where: { incidentId_kind: { incidentId, kind } } });

describe("setting", () => {
  test("says when the trouble truly began, with precision, reason and the entry that proves it", async () => {
    const { id, ref } = await make();
    const entry = await addEntry(people.ben, { ref, text: "14:21 pool at 80 %" });
    const given = { ref, kind: "impactStartedAt", at: "~14:21", reason, entryId: entry.id };
    await setMilestone(people.ada, given);
    expect(await find(id, "impactStartedAt")).toMatchObject({
      at: at("2025-10-08 14:21 America/New_York"),
      precision: "about",
      origin: "manual",
      setById: people.ada.actor.id,
      setAt: people.ada.now,
      entryId: entry.id,
      reason,
    });
    expect(await lastEvent()).toMatchObject({
      action: "milestone.set",
      subjectKind: "milestone",
      subjectId: "impactStartedAt",
      fields: { at: [null, "2025-10-08T18:21:00.000Z"], precision: [null, "about"], reason: [null, reason] },
    });
    const rows = await database().milestone.findMany({ where: { incidentId: id } });
    expect(durations(rows).detect).toEqual({ validity: "ok", seconds: 24 * 60, about: true });
  });

  test("moves one that was set by what happened", async () => {
    const { id, ref } = await make();
    const before = await find(id, "detectedAt");
    await setMilestone(people.ben, {
      ref,
      kind: "detectedAt",
      at: "14:23",
      version: before?.version,
      reason,
    });
    expect(await find(id, "detectedAt")).toMatchObject({
      at: at("2025-10-08 14:23 America/New_York"),
      origin: "manual",
    });
    expect(await lastEvent()).toMatchObject({ fields: { origin: ["automatic", "manual"] } });
  });

  test("a stale form is a conflict that shows the milestone as it is now", async () => {
    const { ref } = await make();
    await setMilestone(people.ben, { ref, kind: "impactStartedAt", at: "14:21", reason });
    await expect(
      setMilestone(people.ada, { ref, kind: "impactStartedAt", at: "14:20", reason }),
    ).rejects.toMatchObject({
      code: "conflict",
      detail: { current: { at: at("2025-10-08 14:21 America/New_York") } },
    });
  });

  test("a form made before it was cleared and set anew is stale too", async () => {
    const { id, ref } = await make();
    const kind = "impactStartedAt" as const;
    await setMilestone(people.ben, { ref, kind, at: "14:21", reason });
    const old = (await find(id, kind))?.version;
    await clearMilestone(people.ben, { ref, kind, version: old, reason });
    await setMilestone(people.ben, { ref, kind, at: "14:19", reason });
    await expectRefusal(
      setMilestone(people.ada, { ref, kind, at: "14:20", version: old, reason }),
      "conflict",
    );
  });

  test("of two at once one wins", async () => {
    const { ref } = await make();
    const both = await Promise.allSettled(
      ["14:20", "14:21"].map((time) =>
        setMilestone(people.ben, { ref, kind: "impactStartedAt", at: time, reason }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("to what it is already is quiet", async () => {
    const { id, ref } = await make();
    await setMilestone(people.ben, { ref, kind: "impactStartedAt", at: "14:21", reason });
    const version = (await find(id, "impactStartedAt"))?.version;
    await expectQuiet(() =>
      setMilestone(people.ben, { ref, kind: "impactStartedAt", at: "14:21", version, reason: "again" }),
    );
  });

  test.each([
    [{ at: "" }, { at: "Give a time, such as 14:21." }],
    [{ at: "early" }, { at: expect.stringMatching(/Write the time as/) }],
    [{ at: "2025-10-09 10:00" }, { at: expect.stringMatching(/has not come yet/) }],
    [{ reason: "" }, { reason: expect.stringMatching(/Say how you know/) }],
    [{ kind: "lunchAt" }, { kind: "Choose a milestone." }],
  ])("%j is refused at its field", async (wrong, fields) => {
    const { ref } = await make();
    await expect(
      setMilestone(people.ben, { ref, kind: "impactStartedAt", at: "14:21", reason, ...wrong }),
    ).rejects.toMatchObject({ code: "invalid", fields });
  });

  test("an entry of another incident proves nothing here", async () => {
    const [one, other] = [await make(), await make()];
    const entry = await addEntry(people.ben, { ref: other.ref, text: "elsewhere" });
    await expectRefusal(
      setMilestone(people.ben, {
        ref: one.ref,
        kind: "impactStartedAt",
        at: "14:21",
        reason,
        entryId: entry.id,
      }),
      "not_found",
    );
  });
});

describe("clearing", () => {
  test("takes it away, and the trail keeps what it was", async () => {
    const { id, ref } = await make();
    const version = (await find(id, "detectedAt"))?.version;
    await clearMilestone(people.ben, { ref, kind: "detectedAt", version, reason: "was a test alert" });
    expect(await find(id, "detectedAt")).toBeNull();
    expect(await lastEvent()).toMatchObject({
      action: "milestone.clear",
      subjectId: "detectedAt",
      fields: { at: [people.ben.now.toISOString(), null], reason: [null, "was a test alert"] },
    });
    await expectQuiet(() => clearMilestone(people.ben, { ref, kind: "detectedAt", version, reason }));
  });

  test("a stale form is a conflict", async () => {
    const { ref } = await make();
    await expectRefusal(
      clearMilestone(people.ben, { ref, kind: "detectedAt", version: 99, reason }),
      "conflict",
      /Somebody changed detected/,
    );
  });
});

describe("the timeline", () => {
  const saidOf = async (id: string) =>
    (await entriesOf(id))
      .filter(({ text }) => /(set to|moved from|taken away)/.test(text))
      .map(({ text }) => text);

  test("says what was set, moved and taken away by hand, when that was decided, outside the document", async () => {
    const { id, ref } = await make();
    const kind = "impactStartedAt" as const;
    const version = async () => (await find(id, kind))?.version;
    await setMilestone(people.ben, { ref, kind, at: "~14:20", reason: "the first call" });
    const then = later(people.ada, minutes(3));
    await setMilestone(then, { ref, kind, at: "14:21", version: await version(), reason });
    await clearMilestone(then, { ref, kind, version: await version(), reason: "was another pool" });
    expect(await saidOf(id)).toEqual([
      "Impact started set to about 14:20 America/New_York: the first call",
      `Impact started moved from about 14:20 to 14:21 America/New_York: ${reason}`,
      "Impact started taken away, it was 14:21 America/New_York: was another pool",
    ]);
    expect((await entriesOf(id)).at(-2)).toMatchObject({
      ...{ kind: "status", source: "system", at: then.now, authorId: then.actor.id, inDocument: false },
    });
  });

  test("says nothing where only what proves it is another, and nothing of what a move or an acknowledgement sets", async () => {
    const { id, ref } = await make();
    await acknowledgeIncident(people.ben, { ref });
    await changeStatus(people.ben, { ref, status: "resolved" });
    await changeStatus(people.ben, { ref, status: "investigating" });
    expect(await saidOf(id)).toEqual([]);
    const set = { ref, kind: "impactStartedAt", at: "14:21", reason };
    await setMilestone(people.ben, set);
    const entry = await addEntry(people.ben, { ref, text: "14:21 pool at 80 %" });
    const version = (await find(id, "impactStartedAt"))?.version;
    await setMilestone(people.ben, { ...set, version, entryId: entry.id });
    expect(await find(id, "impactStartedAt")).toMatchObject({ entryId: entry.id });
    expect(await saidOf(id)).toHaveLength(1);
  });

  test("says nothing of what was refused", async () => {
    const { id, ref } = await make();
    await expectRefusal(
      setMilestone(people.ben, { ref, kind: "detectedAt", at: "14:21", version: 99, reason }),
      "conflict",
    );
    expect(await saidOf(id)).toEqual([]);
  });
});

test("both void the document", async () => {
  const { id, ref } = await make();
  await expectEdit(id, true, () =>
    setMilestone(people.ben, { ref, kind: "impactStartedAt", at: "14:21", reason }),
  );
  const version = (await find(id, "impactStartedAt"))?.version;
  await expectEdit(id, true, () =>
    clearMilestone(people.ben, { ref, kind: "impactStartedAt", version, reason }),
  );
});

test("who only looks may do neither, and in a restricted incident nothing is there", async () => {
  const open = await make();
  const hidden = await restricted(people.lea);
  const fields = { kind: "detectedAt", at: "14:21", version: 1, reason };
  for (const command of [setMilestone, clearMilestone]) {
    await expectRefusal(command(people.cleo, { ref: open.ref, ...fields }), "forbidden");
    await expectRefusal(command(people.ben, { ref: hidden.ref, ...fields }), "not_found");
  }
});
