import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { addParticipant, removeParticipant } from "@/lib/incidents/participants/commands";
import { getIncident } from "@/lib/incidents/queries";
import { type Cast, cast } from "../../../support/cast";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";
import { declared, entriesOf, expectEdit, restricted } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

const rolesOf = async (incidentId: string) => {
  const rows = await database().participant.findMany({
    where: { incidentId },
    include: { person: true },
    orderBy: { role: "asc" },
  });
  return rows.map(({ role, person }) => `${role} ${person.name}`).sort();
};

describe("roles", () => {
  test("are taken, with an entry and a trace", async () => {
    const { id, ref } = await declared(people.ben);
    await addParticipant(people.ben, { ref, personId: people.lea.actor.id, role: "commander" });
    expect(await rolesOf(id)).toEqual(["commander Lea", "participant Ben"]);
    expect((await entriesOf(id)).at(-1)).toMatchObject({
      kind: "note",
      source: "system",
      text: "Commander: Lea",
    });
    expect(await lastEvent()).toMatchObject({
      action: "incident.add-participant",
      subjectKind: "participant",
      subjectId: people.lea.actor.id,
      fields: { commander: [null, "Lea"] },
    });
  });

  test("are handed over: one commander at a time, and who hands over still takes part", async () => {
    const { id, ref } = await declared(people.ben);
    await addParticipant(people.ben, { ref, personId: people.lea.actor.id, role: "commander" });
    await addParticipant(people.lea, { ref, personId: people.ada.actor.id, role: "commander" });
    expect(await rolesOf(id)).toEqual(["commander Ada", "participant Ben", "participant Lea"]);
    expect((await entriesOf(id)).at(-1)?.text).toBe("Commander handed over from Lea to Ada");
  });

  test("given to two people at once end with one", async () => {
    const { id, ref } = await declared(people.ben);
    await Promise.allSettled(
      [people.lea, people.ada].map(({ actor }) =>
        addParticipant(people.ben, { ref, personId: actor.id, role: "commander" }),
      ),
    );
    expect((await rolesOf(id)).filter((role) => role.startsWith("commander"))).toHaveLength(1);
  });

  test("are left again, with an entry; twice is quiet", async () => {
    const { id, ref } = await declared(people.ben);
    const target = { ref, personId: people.lea.actor.id, role: "scribe" };
    await addParticipant(people.ben, target);
    await expectQuiet(() => addParticipant(people.ben, target));
    await removeParticipant(people.ben, target);
    expect(await rolesOf(id)).toEqual(["participant Ben"]);
    expect((await entriesOf(id)).at(-1)?.text).toBe("Lea is no longer scribe");
    expect(await lastEvent()).toMatchObject({
      action: "incident.remove-participant",
      fields: { scribe: ["Lea", null] },
    });
    await expectQuiet(() => removeParticipant(people.ben, target));
  });

  test("are not for those who were deactivated, nor for those who only look", async () => {
    const { ref } = await declared(people.ben);
    const give = (personId: string, role: string) => addParticipant(people.ben, { ref, personId, role });
    await expectRefusal(give(people.mallory.actor.id, "participant"), "invalid", /deactivated/);
    await expectRefusal(give(people.cleo.actor.id, "commander"), "invalid", /only looks/);
    await give(people.cleo.actor.id, "participant");
    await expectRefusal(give("0190b6a0-0000-7000-8000-000000000001", "scribe"), "invalid", /from the list/);
    await expectRefusal(give("x", "scribe"), "invalid", "Choose a person.");
  });

  test("are no part of the document", async () => {
    const { id, ref } = await declared(people.ben);
    const target = { ref, personId: people.lea.actor.id, role: "operations" };
    await expectEdit(id, false, () => addParticipant(people.ben, target));
    await expectEdit(id, false, () => removeParticipant(people.ben, target));
  });
});

describe("in a restricted incident", () => {
  test("taking part is what lets a person see it, and leaving ends it", async () => {
    const { ref } = await restricted(people.lea);
    await expectRefusal(getIncident(people.cleo, ref), "not_found");
    const target = { ref, personId: people.cleo.actor.id, role: "participant" };
    await addParticipant(people.lea, target);
    expect((await getIncident(people.cleo, ref)).ref).toBe(ref);
    await removeParticipant(people.lea, target);
    await expectRefusal(getIncident(people.cleo, ref), "not_found");
  });

  test("nobody lets themselves in", async () => {
    const { ref } = await restricted(people.lea);
    const target = { ref, personId: people.ben.actor.id, role: "participant" };
    await expectRefusal(addParticipant(people.ben, target), "not_found");
    await expectRefusal(removeParticipant(people.ben, target), "not_found");
    await expectRefusal(addParticipant(people.cleo, target), "forbidden");
  });
});
