import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { addEntry, correctEntry, withdrawEntry } from "@/lib/incidents/timeline/commands";
import { listTimeline, timelinePageSize } from "@/lib/incidents/timeline/queries";
import { type Cast, cast } from "../../../support/cast";
import { later, minutes, seconds } from "../../../support/clock";
import { expectRefusal } from "../../people/support";
import { declared, restricted } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

test("the newest comes first, by when it happened and then by when it was recorded", async () => {
  const { ref } = await declared(people.ben);
  const then = later(people.ben, minutes(10));
  for (const text of ["-1m second", "-5m first", "-1m third"]) await addEntry(then, { ref, text });
  const { entries } = await listTimeline(people.cleo, ref);
  expect(entries.map(({ text }) => text)).toEqual(["third", "second", "first", "Declared as P1 High"]);
});

test("an entry tells who wrote it, what it said before, and why it was struck", async () => {
  const { ref } = await declared(people.ben);
  const { id: entryId } = await addEntry(people.ben, { ref, text: "wrong" });
  await correctEntry(people.ada, {
    ref,
    entryId,
    version: 1,
    text: "right",
    kind: "note",
    reason: "checked",
  });
  await withdrawEntry(people.lea, { ref, entryId, reason: "not ours" });
  const { entries } = await listTimeline(people.cleo, ref);
  expect(entries.find(({ id }) => id === entryId)).toMatchObject({
    text: "right",
    author: { name: "Ben" },
    withdrawnBy: { name: "Lea" },
    withdrawnReason: "not ours",
    revisions: [{ version: 1, text: "wrong", supersededBy: { name: "Ada" }, reason: "checked" }],
  });
});

test("long timelines come in pages that miss nothing and repeat nothing", async () => {
  const { id, ref } = await declared(people.ben);
  await database().timelineEntry.createMany({
    data: Array.from({ length: timelinePageSize * 2 }, (_, index) => ({
      incidentId: id,
      // Many at one instant: the cursor must tell them apart.
      at: new Date(people.ben.now.getTime() - seconds(Math.floor(index / 30))),
      kind: "note" as const,
      source: "manual" as const,
      text: `entry ${index}`,
      recordedAt: people.ben.now,
    })),
  });
  const seen: string[] = [];
  let before: string | undefined;
  for (let page = 0; page < 5; page += 1) {
    const { entries, older } = await listTimeline(people.ben, ref, { before });
    seen.push(...entries.map((entry) => entry.id));
    if (older === null) break;
    before = older;
  }
  expect(seen).toHaveLength(timelinePageSize * 2 + 1);
  expect(new Set(seen).size).toBe(seen.length);
  const [early, late] = [seen[timelinePageSize + 10], seen[20]];
  const holdingEarly = await listTimeline(people.ben, ref, { holding: early });
  expect(holdingEarly).toMatchObject({ newest: false });
  expect(holdingEarly.entries[0]?.id).toBe(early);
  expect((await listTimeline(people.ben, ref, { holding: late })).newest).toBe(true);
});

test("a cursor that means nothing here is ignored", async () => {
  const { ref } = await declared(people.ben);
  for (const before of ["x", "------------------------------------", "0190b6a0-0000-7000-8000-000000000001"])
    expect((await listTimeline(people.ben, ref, { before })).entries).toHaveLength(1);
});

test("a restricted timeline is not there for others", async () => {
  const { ref } = await restricted(people.lea);
  await expectRefusal(listTimeline(people.cleo, ref), "not_found");
  await expectRefusal(listTimeline(people.nobody, ref), "not_found");
  expect((await listTimeline(people.omar, ref)).entries).toHaveLength(1);
});
