import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { getIncident } from "@/lib/incidents/queries";
import { restrictIncident, unrestrictIncident } from "@/lib/incidents/restriction/commands";
import { type Cast, cast } from "../../../support/cast";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";
import { declared, expectEdit, rowOf } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

test("restricting hides an incident from all but its participants and admins", async () => {
  const { id, ref } = await declared(people.ben);
  await restrictIncident(people.lea, { ref });
  expect((await rowOf(id)).restrictedAt).toEqual(people.lea.now);
  for (const who of [people.ben, people.lea, people.omar, people.system])
    expect((await getIncident(who, ref)).ref).toBe(ref);
  for (const who of [people.cleo, people.ada, people.mallory, people.nobody])
    await expectRefusal(getIncident(who, ref), "not_found");
});

test("who restricts takes part from then on, except admins, who see it anyway", async () => {
  const byLead = await declared(people.ben);
  await restrictIncident(people.lea, { ref: byLead.ref });
  const event = await database().auditEvent.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(event).toMatchObject({
    action: "incident.restrict",
    subjectId: byLead.id,
    changes: [{ kind: "incident" }, { kind: "participant", fields: { participant: [null, "Lea"] } }],
  });
  const byAdmin = await declared(people.ben);
  await restrictIncident(people.omar, { ref: byAdmin.ref });
  expect(await database().participant.count({ where: { incidentId: byAdmin.id } })).toBe(1);
});

test("unrestricting shows it again", async () => {
  const { id, ref } = await declared(people.lea);
  await restrictIncident(people.lea, { ref });
  await unrestrictIncident(people.lea, { ref });
  expect((await rowOf(id)).restrictedAt).toBeNull();
  expect(await lastEvent()).toMatchObject({ action: "incident.unrestrict", subjectId: id });
  expect((await getIncident(people.cleo, ref)).ref).toBe(ref);
});

test("doing so twice is quiet", async () => {
  const { ref } = await declared(people.lea);
  await expectQuiet(() => unrestrictIncident(people.lea, { ref }));
  await restrictIncident(people.lea, { ref });
  await expectQuiet(() => restrictIncident(people.lea, { ref }));
});

test("neither touches the document", async () => {
  const { id, ref } = await declared(people.lea);
  await expectEdit(id, false, () => restrictIncident(people.lea, { ref }));
  await expectEdit(id, false, () => unrestrictIncident(people.lea, { ref }));
});

test("responders may not, and who does not see it finds nothing to unrestrict", async () => {
  const { ref } = await declared(people.lea);
  await expectRefusal(restrictIncident(people.ben, { ref }), "forbidden");
  await restrictIncident(people.lea, { ref });
  await expectRefusal(unrestrictIncident(people.ada, { ref }), "not_found");
});
