import { beforeAll, describe, expect, test } from "vitest";
import { createEnvironment } from "@/lib/catalog/environments/commands";
import { createService } from "@/lib/catalog/services/commands";
import { database, sql } from "@/lib/core/database";
import { conditionOf } from "@/lib/incidents/lists/conditions";
import { listWithin, MOST_BARS } from "@/lib/incidents/lists/lanes/queries";
import { listIncidents, listIncidentsOf } from "@/lib/incidents/lists/queries";
import { setMilestone } from "@/lib/incidents/milestones/commands";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { visibleTo } from "@/lib/incidents/rules";
import { incidentFilters } from "@/lib/incidents/schema";
import { changeStatus } from "@/lib/incidents/status/commands";
import { type Cast, cast } from "../../../support/cast";
import { days, later, minutes } from "../../../support/clock";
import { declared, restricted } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
  await createEnvironment(people.omar, { name: "Staging", kind: "staging" });
  await createService(people.omar, { name: "Reports", environments: ["staging"] });
  await declared(people.ben, { title: "Pool at 100%", severity: "P0", service: "reports" });
  await declared(later(people.ben, 1), { title: "Slow search", severity: "P2", mode: "drill" });
  const done = await declared(later(people.ben, 2), { title: "Over and done" });
  await changeStatus(later(people.ben, 3), { ref: done.ref, status: "resolved" });
  const secret = await restricted(later(people.lea, 4), { title: "Stolen laptop" });
  await addParticipant(people.lea, { ref: secret.ref, personId: people.ada.actor.id, role: "participant" });
});

test("the condition in SQL leaves those that the actor sees, as it is said to Prisma", async () => {
  const all = await database().incident.count();
  const { ben, lea, ada, omar, cleo, nobody, system } = people;
  for (const who of [ben, lea, ada, omar, cleo, nobody, system]) {
    const { text, values } = conditionOf(who.actor, incidentFilters.parse({ status: "all" }), 0);
    const refs = await sql<{ ref: string }>(`select ref from incident i where ${text} order by ref`, values);
    const seen = { where: visibleTo(who.actor), orderBy: { ref: "asc" }, select: { ref: true } } as const;
    expect(refs).toEqual(await database().incident.findMany(seen));
    expect(refs.length).toBe(who === nobody ? 0 : who === ben || who === cleo ? all - 1 : all);
  }
});

test("incidents by their ids come in that order, without those that are hidden", async () => {
  const all = await database().incident.findMany({
    select: { id: true, ref: true },
    orderBy: { title: "asc" },
  });
  const ids = all.map(({ id }) => id);
  const shown = async (who: Cast["ben"]) => (await listIncidentsOf(who, ids)).map(({ title }) => title);
  expect(await shown(people.omar)).toEqual(["Over and done", "Pool at 100%", "Slow search", "Stolen laptop"]);
  expect(await shown(people.ben)).toEqual(["Over and done", "Pool at 100%", "Slow search"]);
  expect(await listIncidentsOf(people.ben, [])).toEqual([]);
});

describe("what went on within a stretch of time", () => {
  const all = incidentFilters.parse({ status: "all" });
  const titles = async (from: number, to: number, who = people.ben) => {
    const { incidents, more } = await listWithin(who, all, {
      from: later(people.ben, from).now,
      to: later(people.ben, to).now,
    });
    expect(more).toBe(false);
    return incidents.map(({ title }) => title);
  };

  test("is what is open, and what had a milestone then; hidden ones stay hidden", async () => {
    const open = ["Slow search", "Pool at 100%"];
    expect(await titles(-days(1), days(1))).toEqual(["Over and done", ...open]);
    expect(await titles(days(2), days(3))).toEqual(open);
    expect(await titles(-days(3), -days(2))).toEqual([]);
    expect(await titles(days(2), days(3), people.lea)).toEqual(["Stolen laptop", ...open]);
  });

  test("is also what was entered long afterwards, by when it happened", async () => {
    const { ref } = await declared(later(people.ben, days(40)), {
      title: "Told later",
      mode: "retrospective",
    });
    const at = later(people.ben, -days(2) - minutes(30)).now.toISOString();
    await setMilestone(later(people.ben, days(40)), {
      ref,
      kind: "impactStartedAt",
      at,
      reason: "by the logs",
    });
    expect(await titles(-days(3), -days(2))).toEqual(["Told later"]);
  });

  test("ends at so many, and says that there are more", async () => {
    const then = later(people.ben, days(100));
    for (let nth = 0; nth <= MOST_BARS; nth += 1)
      await database().incident.create({
        data: {
          ...{
            ref: `INC-2030-${String(nth).padStart(4, "0")}`,
            title: `Number ${nth}`,
            severity: "P4",
            status: "triage",
            mode: "live",
            timeZone: "UTC",
          },
          ...{ createdAt: then.now, touchedAt: then.now },
        },
      });
    const asked = { from: then.now, to: later(then, minutes(1)).now };
    const { incidents, more } = await listWithin(people.ben, all, asked);
    expect([incidents.length, more]).toEqual([MOST_BARS, true]);
  });
});

test("a row has all that the model has", async () => {
  const { ben, omar, ada } = people;
  const at = (nth: number) => later(ben, minutes(nth)).now;
  const { ref } = await declared(ben, { title: "Of its own", severity: "P3", service: "reports" });
  await addParticipant(ben, { ref, personId: ada.actor.id, role: "commander" });
  const { id: splitFromId } = await database().incident.findFirstOrThrow({ where: { severity: "P2" } });
  // Each column with something of its own, so that none can pass for another.
  const stored = await database().incident.update({
    where: { ref },
    data: {
      ...{ foreignRef: "OPS-1", statedDuration: "two hours", splitFromId, version: 7, documentVersion: 8 },
      ...{ touchedAt: at(1), preparedAt: at(2), restrictedAt: at(3), documentState: "in_review" },
    },
  });
  const [row] = (await listIncidents(omar, incidentFilters.parse({ severity: "P3" }))).incidents;
  expect(row).toEqual({
    ...stored,
    service: { slug: "reports", name: "Reports" },
    environment: { slug: "staging", name: "Staging" },
    milestones: ["detectedAt", "declaredAt"].map((kind) => ({ kind, at: ben.now, precision: "exact" })),
    commander: { id: ada.actor.id, name: ada.actor.name },
  });
});
