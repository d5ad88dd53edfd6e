import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { setMilestone } from "@/lib/incidents/milestones/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { addEntry, withdrawEntry } from "@/lib/incidents/timeline/commands";
import { choicesOf, keeps, readEntryFilter } from "@/lib/incidents/timeline/filters/rules";
import { getOutline } from "@/lib/incidents/timeline/outline/queries";
import { listTimeline, timelinePageMost, timelinePageSize } from "@/lib/incidents/timeline/queries";
import { type Cast, cast } from "../../../../support/cast";
import { days, later, minutes } from "../../../../support/clock";
import { expectRefusal } from "../../../people/support";
import { declared, restricted } from "../../support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

/** An incident with entries of several kinds, by people, by Highwater and by a document. */
async function told() {
  const { ben, lea } = people;
  const { id, ref } = await declared(ben);
  const after = (count: number) => minutes(count);
  await addEntry(later(ben, after(5)), { ref, text: "the pool is full", kind: "finding" });
  await addEntry(later(lea, after(8)), { ref, text: "restart it", kind: "decision" });
  await changeStatus(later(lea, after(9)), { ref, status: "identified" });
  await addEntry(later(ben, after(12)), { ref, text: "restarted", kind: "action" });
  await database().timelineEntry.create({
    data: {
      ...{ incidentId: id, at: later(ben.now, after(3)), recordedAt: later(ben.now, after(20)) },
      ...{ kind: "communication", source: "import", text: "users were told", authorName: "Park" },
    },
  });
  return { id, ref };
}

test("a filter leaves of the timeline just what its rule keeps, and the counts say how much that is", async () => {
  const { ref } = await told();
  const { entries } = await listTimeline(people.cleo, ref);
  const { counts } = await getOutline(people.cleo, ref);
  const asked = [
    {},
    { kind: "decision" },
    { kind: ["decision", "finding"] },
    { by: "people" },
    { by: "system" },
    { by: "import" },
    { by: "name:Park" },
    { by: "name:Johnson" },
    { by: people.lea.actor.id },
    { by: people.lea.actor.id, kind: "decision" },
    { kind: "page" },
  ];
  for (const query of asked) {
    const filter = readEntryFilter(query);
    const left = (await listTimeline(people.cleo, ref, { filter })).entries.map(({ id }) => id);
    expect({ query, left }).toEqual({
      query,
      left: entries.filter((entry) => keeps(filter, entry)).map(({ id }) => id),
    });
    expect(choicesOf(counts, filter)).toMatchObject({ left: left.length, total: entries.length });
  }
});

test("an entry that a filter hides is found by its link, on whatever page it is", async () => {
  const { id, ref } = await declared(people.ben);
  const made = await database().timelineEntry.createManyAndReturn({
    data: Array.from({ length: timelinePageSize * 3 }, (_, place) => ({
      ...{ incidentId: id, text: `entry ${place}`, recordedAt: people.ben.now },
      at: later(people.ben.now, -minutes(place)),
      kind: place % 2 === 0 ? ("note" as const) : ("decision" as const),
      source: "manual" as const,
    })),
    select: { id: true },
  });
  const filter = readEntryFilter({ kind: "decision" });
  const [near, far] = [made[4], made[timelinePageSize * 2 + 20]];
  const nearPage = await listTimeline(people.cleo, ref, { filter, holding: near?.id });
  expect(nearPage.newest).toBe(true);
  expect(nearPage.entries.filter(({ kind }) => kind !== "decision").map((one) => one.id)).toEqual([near?.id]);
  const farPage = await listTimeline(people.cleo, ref, { filter, holding: far?.id });
  expect(farPage.newest).toBe(false);
  expect(farPage.entries[0]?.id).toBe(far?.id);
  expect(new Set(farPage.entries.slice(1).map(({ kind }) => kind))).toEqual(new Set(["decision"]));

  const first = await listTimeline(people.cleo, ref, { filter });
  const second = await listTimeline(people.cleo, ref, { filter, before: first.older ?? "" });
  expect(first.olderAt).toEqual(second.entries[0]?.at);
  const whole = await listTimeline(people.cleo, ref, { filter, limit: timelinePageMost });
  expect(whole).toMatchObject({ older: null, olderAt: null });
  expect([...first.entries, ...second.entries].map((one) => one.id)).toEqual(
    whole.entries.slice(0, timelinePageSize * 2).map((one) => one.id),
  );
});

test("a milestone leads to the entry that proves it, or else to the nearest that stands", async () => {
  const { id, ref } = await told();
  const { ben } = people;
  const proof = await database().timelineEntry.findFirstOrThrow({
    where: { incidentId: id, kind: "decision" },
  });
  const restart = await database().timelineEntry.findFirstOrThrow({
    where: { incidentId: id, kind: "action" },
  });
  const at = later(ben, minutes(30));
  const typed = (instant: Date) => instant.toISOString();
  await setMilestone(at, {
    ...{ ref, kind: "impactStartedAt", reason: "seen there", entryId: proof.id },
    at: typed(ben.now),
  });
  await setMilestone(at, {
    ...{ ref, kind: "mitigatedAt", reason: "it recovered" },
    at: typed(later(ben.now, minutes(13))),
  });
  const pointsOf = async () =>
    Object.fromEntries(
      (await getOutline(ben, ref)).turningPoints.map(({ kind, entryId }) => [kind, entryId]),
    );
  expect(await pointsOf()).toMatchObject({ impactStartedAt: proof.id, mitigatedAt: restart.id });
  await withdrawEntry(at, { ref, entryId: restart.id, reason: "it was another one" });
  const mitigated = later(ben.now, minutes(13)).getTime();
  const standing = await database().timelineEntry.findMany({ where: { incidentId: id, withdrawnAt: null } });
  const distances = new Map(standing.map((entry) => [entry.id, Math.abs(entry.at.getTime() - mitigated)]));
  const found = (await pointsOf()).mitigatedAt ?? "";
  expect(found).not.toBe(restart.id);
  expect(distances.get(found)).toBe(Math.min(...distances.values()));
});

test("the ends of the story are not moved by what Highwater did with the incident afterwards", async () => {
  const { id, ref } = await told();
  const before = await getOutline(people.ben, ref);
  await database().timelineEntry.create({
    data: {
      ...{ incidentId: id, at: later(people.ben.now, days(7)), recordedAt: later(people.ben.now, days(7)) },
      ...{ kind: "status", source: "system", text: "Resolved → Closed", inDocument: false },
    },
  });
  const after = await getOutline(people.ben, ref);
  expect(before.last).toEqual(later(people.ben.now, minutes(12)));
  expect({ first: after.first, last: after.last }).toEqual({ first: before.first, last: before.last });
});

test("a hidden incident has no outline for those outside", async () => {
  const { ref } = await restricted(people.lea);
  await expectRefusal(getOutline(people.cleo, ref), "not_found");
  await expectRefusal(getOutline(people.nobody, ref), "not_found");
  expect((await getOutline(people.lea, ref)).counts).not.toEqual([]);
});
