import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { setMilestone } from "@/lib/incidents/milestones/commands";
import {
  addEntry,
  correctEntry,
  includeEntry,
  restoreEntry,
  withdrawEntry,
} from "@/lib/incidents/timeline/commands";
import { type Cast, cast } from "../../../support/cast";
import { at, days, later, minutes } from "../../../support/clock";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";
import { declared, entriesOf, expectEdit, restricted, rowOf } from "../support";

let people: Cast;
let ref: string;
let id: string;
const timeZone = "America/New_York";

beforeAll(async () => {
  people = await cast(at("2025-10-08 14:45 America/New_York"));
  ({ id, ref } = await declared(people.ben, { timeZone }));
});

const entry = (entryId: string) => database().timelineEntry.findUniqueOrThrow({ where: { id: entryId } });
const add = (text: string, more: object = {}) => addEntry(people.ben, { ref, text, ...more });

describe("adding", () => {
  test("places an entry at the time that its text begins with, in the incident's zone", async () => {
    const made = await add("14:40 restart initiated, partial recovery", { kind: "action" });
    expect(await entry(made.id)).toMatchObject({
      text: "restart initiated, partial recovery",
      at: at("2025-10-08 14:40 America/New_York"),
      precision: "exact",
      kind: "action",
      source: "manual",
      authorId: people.ben.actor.id,
      recordedAt: people.ben.now,
      inDocument: true,
    });
    expect(await lastEvent()).toMatchObject({
      action: "timeline-entry.add",
      subjectKind: "timeline-entry",
      subjectId: made.id,
    });
  });

  test("without a time means now, and a kind left out is a note", async () => {
    expect(await entry((await add("pods look fine")).id)).toMatchObject({ at: people.ben.now, kind: "note" });
  });

  test("with a time of its own leaves the text as it is", async () => {
    const made = await add("14:40 is what the log says", { at: "~14:38" });
    expect(await entry(made.id)).toMatchObject({
      text: "14:40 is what the log says",
      at: at("2025-10-08 14:38 America/New_York"),
      precision: "about",
    });
  });

  test("a bare time falls on the day that the form names", async () => {
    const made = await add("23:10 the first warning", { day: "2025-10-06" });
    expect((await entry(made.id)).at).toEqual(at("2025-10-06 23:10 America/New_York"));
  });

  test("a bare time from before the story is asked about, and taken with its day", async () => {
    const morning = { ...people.ben, now: at("2025-10-09 09:00 America/New_York") };
    const { id: other, ref: begun } = await declared(morning, { timeZone });
    const ask = /^22:00 has not come yet today .* Write yesterday 22:00 if that is meant\.$/;
    await expectRefusal(addEntry(morning, { ref: begun, text: "22:00 the job began" }), "invalid", ask);
    const made = await addEntry(morning, { ref: begun, text: "yesterday 22:00 the job began" });
    const yesterday = at("2025-10-08 22:00 America/New_York");
    expect((await entry(made.id)).at).toEqual(yesterday);
    const correction = {
      ref: begun,
      entryId: made.id,
      version: 1,
      text: "x",
      kind: "note",
      reason: "the log",
    };
    await expectRefusal(correctEntry(morning, { ...correction, at: "22:30" }), "invalid", /yesterday 22:30/);
    // Once that is known to be when it began, it needs no day.
    const reason = "the first time-out";
    await setMilestone(morning, { ref: begun, kind: "impactStartedAt", at: "yesterday 22:05", reason });
    await addEntry(morning, { ref: begun, text: "22:00 the job began" });
    expect((await entriesOf(other)).at(-1)).toMatchObject({ at: yesterday, text: "the job began" });
  });

  test("text keeps its lines and its markup, and nothing in it acts", async () => {
    const made = await add("log:\r\n<script>alert(1)</script>\r\n| a | b |");
    expect((await entry(made.id)).text).toBe("log:\n<script>alert(1)</script>\n| a | b |");
  });

  test.each([
    [{ text: "" }, { text: "Say what happened." }],
    [{ text: "14:40" }, { text: "Say what happened at 14:40." }],
    [{ text: "x".repeat(20_001) }, { text: "Keep it under 20,000 characters." }],
    [{ text: "x", at: "soon" }, { at: expect.stringMatching(/Write the time as/) }],
    [{ text: "x", at: "2025-10-08 15:00" }, { at: expect.stringMatching(/has not come yet/) }],
    [{ text: "2025-10-08 15:00 later" }, { text: expect.stringMatching(/has not come yet/) }],
    [{ text: "x", kind: "gossip" }, { kind: "Choose what kind of entry it is." }],
    [{ text: "x", day: "tomorrow" }, { day: "Write the day as YYYY-MM-DD." }],
  ])("%j is refused at its field", async (wrong, fields) => {
    await expect(addEntry(people.ben, { ref, ...wrong })).rejects.toMatchObject({ code: "invalid", fields });
  });

  test("in the night that the clocks change it asks which hour is meant", async () => {
    const night = { ...people.ben, now: at("2026-10-25 12:00 Europe/Berlin") };
    const { ref: other } = await declared(night, { timeZone: "Europe/Berlin" });
    await expectRefusal(addEntry(night, { ref: other, text: "02:30 both" }), "invalid", /came twice/);
    await expectRefusal(
      addEntry(night, { ref: other, text: "2026-03-29 02:30 neither" }),
      "invalid",
      /never came/,
    );
    const made = await addEntry(night, { ref: other, text: "02:30 +01:00 the second" });
    expect((await entry(made.id)).at).toEqual(new Date("2026-10-25T01:30:00Z"));
  });

  test("through the API says that it came from there", async () => {
    const api = { ...people.ben, actor: { ...people.ben.actor, via: "api" as const } };
    expect((await entry((await addEntry(api, { ref, text: "from a script" })).id)).source).toBe("api");
  });

  test("50 at once are all kept, each in its own place", async () => {
    const { id: busy, ref: busyRef } = await declared(people.ben);
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => addEntry(people.ben, { ref: busyRef, text: `line ${index}` })),
    );
    const all = await entriesOf(busy);
    expect(new Set(all.map(({ sequence }) => sequence)).size).toBe(51);
  });
});

describe("correcting", () => {
  const correction = { kind: "finding", reason: "the log says otherwise" };

  test("supersedes, and keeps what was said before with who, when and why", async () => {
    const made = await add("14:30 pool is fine");
    const then = later(people.ada, minutes(2));
    await correctEntry(then, {
      ref,
      entryId: made.id,
      version: 1,
      text: "pool is full",
      at: "14:31",
      ...correction,
    });
    expect(await entry(made.id)).toMatchObject({
      text: "pool is full",
      at: at("2025-10-08 14:31 America/New_York"),
      kind: "finding",
      version: 2,
      authorId: people.ben.actor.id,
    });
    expect(await database().timelineRevision.findMany({ where: { entryId: made.id } })).toMatchObject([
      {
        version: 1,
        text: "pool is fine",
        at: at("2025-10-08 14:30 America/New_York"),
        kind: "note",
        supersededAt: then.now,
        supersededById: people.ada.actor.id,
        reason: correction.reason,
      },
    ]);
    expect(await lastEvent()).toMatchObject({
      action: "timeline-entry.correct",
      fields: { text: ["pool is fine", "pool is full"], reason: [null, correction.reason] },
    });
  });

  test("a time that the form sends back untouched stays as it is, to the millisecond", async () => {
    const now = new Date("2025-10-08T18:44:59.123Z");
    const made = await addEntry({ ...people.ben, now }, { ref, text: "precise" });
    const again = { ref, entryId: made.id, version: 1, text: "precise indeed", ...correction };
    await correctEntry(people.ben, { ...again, at: "2025-10-08 14:44:59.123" });
    expect((await entry(made.id)).at).toEqual(now);
    await correctEntry(people.ben, { ...again, version: 2, text: "no time given" });
    expect((await entry(made.id)).at).toEqual(now);
  });

  test("a stale form is a conflict that shows the entry as it is now", async () => {
    const made = await add("first");
    await correctEntry(people.ada, { ref, entryId: made.id, version: 1, text: "second", ...correction });
    await expect(
      correctEntry(people.ben, { ref, entryId: made.id, version: 1, text: "mine", ...correction }),
    ).rejects.toMatchObject({ code: "conflict", detail: { current: { text: "second", version: 2 } } });
  });

  test("of two at once one wins", async () => {
    const made = await add("first");
    const both = await Promise.allSettled(
      ["one", "two"].map((text) =>
        correctEntry(people.ben, { ref, entryId: made.id, version: 1, text, ...correction }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("saving what is there already is quiet", async () => {
    const made = await add("same", { kind: "finding" });
    await expectQuiet(() =>
      correctEntry(people.ben, { ref, entryId: made.id, version: 1, text: "same", ...correction }),
    );
  });

  test("wants a reason", async () => {
    const made = await add("first");
    await expect(
      correctEntry(people.ben, { ref, entryId: made.id, version: 1, text: "x", kind: "note", reason: " " }),
    ).rejects.toMatchObject({ code: "invalid", fields: { reason: expect.stringMatching(/Say why/) } });
  });

  test("what Highwater recorded itself stays as it is, also for admins", async () => {
    const [own] = await entriesOf(id);
    const target = { ref, entryId: own?.id, version: 1, text: "never happened", ...correction };
    await expectRefusal(correctEntry(people.omar, target), "forbidden", /recorded this itself/);
    await expectRefusal(withdrawEntry(people.omar, { ref, entryId: own?.id, reason: "no" }), "forbidden");
  });

  test("a withdrawn entry is restored first", async () => {
    const made = await add("first");
    await withdrawEntry(people.ben, { ref, entryId: made.id, reason: "wrong incident" });
    await expectRefusal(
      correctEntry(people.ben, { ref, entryId: made.id, version: 1, text: "x", ...correction }),
      "conflict",
      /withdrawn/,
    );
  });

  test("an entry of another incident is not there", async () => {
    const other = await declared(people.ben);
    const made = await add("mine");
    const target = { ref: other.ref, entryId: made.id, version: 1, text: "x", ...correction };
    await expectRefusal(correctEntry(people.ben, target), "not_found");
  });
});

describe("withdrawing and restoring", () => {
  test("strikes an entry with who, when and why, and brings it back", async () => {
    const made = await add("in the wrong incident");
    await withdrawEntry(people.lea, { ref, entryId: made.id, reason: "belongs elsewhere" });
    expect(await entry(made.id)).toMatchObject({
      text: "in the wrong incident",
      withdrawnAt: people.lea.now,
      withdrawnById: people.lea.actor.id,
      withdrawnReason: "belongs elsewhere",
    });
    expect(await lastEvent()).toMatchObject({ action: "timeline-entry.withdraw", subjectId: made.id });
    await restoreEntry(people.ben, { ref, entryId: made.id });
    expect(await entry(made.id)).toMatchObject({ withdrawnAt: null, withdrawnReason: null });
    expect(await lastEvent()).toMatchObject({ action: "timeline-entry.restore", subjectId: made.id });
  });

  test("doing so twice is quiet", async () => {
    const made = await add("twice");
    const struck = { ref, entryId: made.id, reason: "once is enough" };
    await withdrawEntry(people.ben, struck);
    await expectQuiet(() => withdrawEntry(people.lea, struck));
    await restoreEntry(people.ben, { ref, entryId: made.id });
    await expectQuiet(() => restoreEntry(people.ben, { ref, entryId: made.id }));
  });

  test("wants a reason", async () => {
    const made = await add("kept");
    await expectRefusal(
      withdrawEntry(people.ben, { ref, entryId: made.id, reason: "" }),
      "invalid",
      /Say why/,
    );
  });
});

describe("the document", () => {
  test("takes in what is recorded before it is prepared, and leaves out what comes after", async () => {
    await expectEdit(id, false, () => add("after it was prepared"));
    expect((await entriesOf(id)).at(-1)).toMatchObject({ inDocument: false });
    await database().incident.update({ where: { id }, data: { preparedAt: null } });
    const { documentVersion } = await rowOf(id);
    await add("before it is prepared again");
    expect((await rowOf(id)).documentVersion).toBe(documentVersion + 1);
  });

  test("is voided by every change of an entry that is in it, and by taking one in or leaving one out", async () => {
    const made = await add("part of the story");
    const target = { ref, entryId: made.id };
    const correct = (text: string, version: number) => () =>
      correctEntry(people.ben, { ...target, version, text, kind: "note", reason: "typing" });
    await expectEdit(id, true, correct("part of the tale", 1));
    await expectEdit(id, true, () => withdrawEntry(people.ben, { ...target, reason: "no" }));
    await expectEdit(id, true, () => restoreEntry(people.ben, target));
    await expectEdit(id, true, () => includeEntry(people.ben, { ...target, include: "no" }));
    await expectEdit(id, false, correct("left out of the tale", 2));
    await expectEdit(id, false, () => withdrawEntry(people.ben, { ...target, reason: "no" }));
    await expectEdit(id, false, () => restoreEntry(people.ben, target));
    await expectEdit(id, true, () => includeEntry(people.ben, { ...target, include: "yes" }));
  });

  test("leaving out what is out already is quiet, and what Highwater recorded can be left out too", async () => {
    const [own] = await entriesOf(id);
    await includeEntry(people.ben, { ref, entryId: own?.id, include: "no" });
    expect(await lastEvent()).toMatchObject({
      action: "timeline-entry.include",
      fields: { inDocument: [true, false] },
    });
    await expectQuiet(() => includeEntry(people.ben, { ref, entryId: own?.id, include: "no" }));
  });
});

test("who only looks may do none of it, and in a restricted incident nothing is there", async () => {
  const hidden = await restricted(people.lea);
  const secret = await addEntry(people.lea, { ref: hidden.ref, text: "secret" });
  const made = await add("plain");
  const all = [addEntry, correctEntry, withdrawEntry, restoreEntry, includeEntry];
  const fields = { text: "x", version: 1, kind: "note", reason: "why", include: "no" };
  for (const command of all) {
    await expectRefusal(command(people.cleo, { ref, entryId: made.id, ...fields }), "forbidden");
    await expectRefusal(command(people.ben, { ref: hidden.ref, entryId: secret.id, ...fields }), "not_found");
  }
});

describe("what could not be sent at once", () => {
  const sendingKey = "0190b6a0-0000-4000-8000-00000000beef";

  test("stands where it was typed, and its times are read as of then", async () => {
    const { id, ref } = await declared(people.ben, { timeZone: "Europe/Berlin" });
    const typedMsAgo = minutes(90);
    await addEntry(people.ben, { ref, text: "pods restart", typedMsAgo });
    await addEntry(people.ben, { ref, text: "-5m first errors", typedMsAgo });
    const [, untimed, relative] = await entriesOf(id);
    expect(untimed).toMatchObject({ at: later(people.ben, -minutes(90)).now, recordedAt: people.ben.now });
    expect(relative).toMatchObject({ at: later(people.ben, -minutes(95)).now });
  });

  test("is one entry however often and however much at once it arrives, and a trace of one", async () => {
    const { id, ref } = await declared(people.ben);
    const send = () => addEntry(people.ben, { ref, text: "it left at noon", sendingKey });
    const all = await Promise.all([send(), send(), send()]);
    expect(new Set(all.map((one) => one.id)).size).toBe(1);
    await expectQuiet(send);
    expect(await entriesOf(id)).toHaveLength(2);
    const { id: other, ref: otherRef } = await declared(people.ben);
    await addEntry(people.ben, { ref: otherRef, text: "another incident's", sendingKey });
    expect(await entriesOf(other)).toHaveLength(2);
  });

  test("is refused with a key that is none, and from longer ago than a month", async () => {
    const { ref } = await declared(people.ben);
    await expectRefusal(addEntry(people.ben, { ref, text: "x", sendingKey: "1" }), "invalid");
    await expectRefusal(addEntry(people.ben, { ref, text: "x", typedMsAgo: days(31) }), "invalid");
    await expectRefusal(addEntry(people.ben, { ref, text: "x", typedMsAgo: -1 }), "invalid");
  });
});
