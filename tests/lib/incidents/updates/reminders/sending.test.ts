import pg from "pg";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { changeSeverity } from "@/lib/incidents/severity/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { writeUpdate } from "@/lib/incidents/updates/commands";
import { remindOfUpdates } from "@/lib/incidents/updates/reminders/sending";
import { keepReminder } from "@/lib/incidents/updates/reminders/store";
import { beginning, type Cast, type CastContext, cast } from "../../../../support/cast";
import { later, minutes } from "../../../../support/clock";
import { declared } from "../../support";

const said = { whatHappened: "Bookings fail", impact: "Nobody can book" };
let people: Cast;

beforeAll(async () => {
  people = await cast();
});
// Each test has the only incident that anybody waits for.
beforeEach(async () => {
  await database().incident.updateMany({ data: { status: "closed" } });
});

const minute = (count: number) => later(beginning, minutes(count));
const give = (ref: string, { actor }: CastContext, role: string) =>
  addParticipant(people.ben, { ref, personId: actor.id, role });

/** Who was told of an incident, by name, in the order of telling. */
async function told(incidentId: string) {
  const rows = await database().notification.findMany({
    where: { incidentId, kind: "reminder" },
    include: { person: { select: { name: true } } },
    orderBy: { id: "asc" },
  });
  return rows.map(({ person }) => person.name).sort();
}

describe("an update that is late", () => {
  test("is told to who communicates, once for the time that it was due at, and again for the next", async () => {
    const { id, ref } = await declared(people.ben, { severity: "P0" });
    await give(ref, people.lea, "communications");
    await give(ref, people.ada, "commander");
    await remindOfUpdates(later(minute(30), -1));
    expect(await told(id)).toEqual([]);
    await remindOfUpdates(minute(30));
    expect(await told(id)).toEqual(["Lea"]);
    const [line] = await database().notification.findMany({ where: { incidentId: id, kind: "reminder" } });
    expect(line).toMatchObject({
      title: `${ref}: an update for those outside is due`,
      href: `/incidents/${ref}/updates#write`,
      createdAt: minute(30),
    });
    for (const count of [31, 60, 600]) await remindOfUpdates(minute(count));
    expect(await told(id)).toEqual(["Lea"]);
    await writeUpdate(later(people.ben, minutes(601)), { ref, ...said, nextUpdate: "10" });
    await remindOfUpdates(minute(610));
    expect(await told(id)).toEqual(["Lea"]);
    await remindOfUpdates(minute(611));
    expect(await told(id)).toEqual(["Lea", "Lea"]);
  });

  test("is not told anew to whom the role is handed over", async () => {
    const { id, ref } = await declared(people.ben, { severity: "P0" });
    await give(ref, people.lea, "communications");
    await remindOfUpdates(minute(30));
    await give(ref, people.ada, "communications");
    await remindOfUpdates(minute(31));
    expect(await told(id)).toEqual(["Lea"]);
  });

  test("is told to the commander where nobody communicates, else to all who take part", async () => {
    const [led, unled] = [
      await declared(people.ben, { severity: "P1" }),
      await declared(people.ben, { severity: "P1" }),
    ];
    await give(led.ref, people.lea, "commander");
    await give(unled.ref, people.cleo, "participant");
    await remindOfUpdates(minute(59));
    await remindOfUpdates(minute(60));
    expect([await told(led.id), await told(unled.id)]).toEqual([["Lea"], ["Ben", "Cleo"]]);
  });

  test("passes over whoever was deactivated", async () => {
    const { id, ref } = await declared(people.ben, { severity: "P0" });
    await give(ref, people.lea, "communications");
    await database().person.update({
      where: { id: people.lea.actor.id },
      data: { deactivatedAt: beginning },
    });
    await remindOfUpdates(minute(30));
    await cast();
    expect(await told(id)).toEqual(["Ben"]);
  });

  test("waits for somebody where nobody takes part", async () => {
    const { id, ref } = await declared(people.system, { severity: "P0" });
    await remindOfUpdates(minute(30));
    await give(ref, people.lea, "participant");
    await remindOfUpdates(minute(31));
    expect(await told(id)).toEqual(["Lea"]);
  });

  test("of a restricted incident is told only to those who see it", async () => {
    const { id, ref } = await declared(people.lea, { severity: "P0" });
    await restrictIncident(people.lea, { ref });
    await remindOfUpdates(minute(30));
    expect(await told(id)).toEqual(["Lea"]);
  });

  test.each(["resolved", "cancelled"])("is nobody's concern any more when it is %s", async (status) => {
    const { id, ref } = await declared(people.ben, { severity: "P0" });
    await changeStatus(people.ben, { ref, status, note: "it is over" });
    await remindOfUpdates(minute(90));
    expect(await told(id)).toEqual([]);
  });

  test("begins to be awaited when the severity is raised", async () => {
    const { id, ref } = await declared(people.ben, { severity: "P3" });
    await remindOfUpdates(minute(90));
    expect(await told(id)).toEqual([]);
    await changeSeverity(people.ben, { ref, severity: "P1" });
    await remindOfUpdates(minute(90));
    expect(await told(id)).toEqual(["Ben"]);
  });

  test("is awaited in a drill, and not in what was entered afterwards", async () => {
    const [drill, past] = [
      await declared(people.ben, { severity: "P0", mode: "drill" }),
      await declared(people.ben, { severity: "P0", mode: "retrospective" }),
    ];
    await database().incident.update({ where: { id: past.id }, data: { status: "investigating" } });
    await remindOfUpdates(minute(30));
    expect([await told(drill.id), await told(past.id)]).toEqual([["Ben"], []]);
  });
});

test("an incident of which was told waits for nobody and is waited for by nobody, however long it stays late", async () => {
  const { id } = await declared(people.ben, { severity: "P0" });
  await remindOfUpdates(minute(30));
  await database().$transaction(async (tx) => {
    await tx.$queryRaw`select 1 as held from incident where id = ${id}::uuid for update`;
    await remindOfUpdates(minute(31));
  });
  expect(await told(id)).toEqual(["Ben"]);
});

test("what fails of one incident keeps no other from being told, and is tried again", async () => {
  const [broken, whole] = [
    await declared(people.ben, { severity: "P0" }),
    await declared(people.ben, { severity: "P0" }),
  ];
  const owner = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await owner.connect();
  await owner.query(
    `alter table update_reminder add constraint fails check (incident_id <> '${broken.id}') not valid`,
  );
  await remindOfUpdates(minute(30));
  expect([await told(broken.id), await told(whole.id)]).toEqual([[], ["Ben"]]);
  await owner.query("alter table update_reminder drop constraint fails");
  await owner.end();
  await remindOfUpdates(minute(31));
  expect([await told(broken.id), await told(whole.id)]).toEqual([["Ben"], ["Ben"]]);
});

describe("many at once", () => {
  test("tell each once", async () => {
    const { id, ref } = await declared(people.ben, { severity: "P0" });
    await give(ref, people.lea, "participant");
    await Promise.all([1, 2, 3, 4].map(() => remindOfUpdates(minute(30))));
    expect(await told(id)).toEqual(["Ben", "Lea"]);
    expect(await database().updateReminder.findMany({ where: { incidentId: id } })).toMatchObject([
      { dueAt: minute(30), toldAt: minute(30) },
    ]);
  });

  test("beside an update that is being written: it is told of one that did not come, or it came", async () => {
    for (const turn of [1, 2, 3, 4]) {
      const { id, ref } = await declared(people.ben, { severity: "P0" });
      const now = minute(30);
      const writing = writeUpdate({ ...people.ben, now: later(now, -1) }, { ref, ...said, nextUpdate: "60" });
      await Promise.all(turn % 2 ? [writing, keepReminder(id, now)] : [keepReminder(id, now), writing]);
      await remindOfUpdates(now);
      // What was kept before the update came is settled without a word, for it came.
      expect(await told(id)).toEqual([]);
      const kept = await database().updateReminder.findMany({ where: { incidentId: id, toldAt: null } });
      expect(kept).toEqual([]);
    }
  });
});

test("what a killed process had decided and not told is told by the next", async () => {
  const { id, ref } = await declared(people.ben, { severity: "P0" });
  await keepReminder(id, minute(30));
  expect(await told(id)).toEqual([]);
  await give(ref, people.lea, "communications");
  await remindOfUpdates(minute(31));
  expect(await told(id)).toEqual(["Ben"]);
});

test("what it had decided is dropped when the incident has ended meanwhile", async () => {
  const { id, ref } = await declared(people.ben, { severity: "P0" });
  await keepReminder(id, minute(30));
  await changeStatus(people.ben, { ref, status: "resolved" });
  await remindOfUpdates(minute(31));
  expect(await told(id)).toEqual([]);
  expect(await database().updateReminder.count({ where: { incidentId: id, toldAt: null } })).toBe(0);
});
