import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { addParticipant, removeParticipant } from "@/lib/incidents/participants/commands";
import { getIncident } from "@/lib/incidents/queries";
import { addRole, archiveRole, editRole, restoreRole } from "@/lib/incidents/roles/commands";
import { roleNameOf } from "@/lib/incidents/roles/rules";
import { tick } from "@/lib/worker/main";
import { type Cast, cast } from "../../../support/cast";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";
import { declared, entriesOf, restricted } from "../support";

let people: Cast;
const role = "database-lead";
beforeAll(async () => {
  people = await cast();
  await addRole(people.omar, { name: "Database lead" });
  await addRole(people.omar, { name: "Vendor liaison" });
});

const rolesOf = async (ref: string) =>
  (await getIncident(people.omar, ref)).participants.map(
    ({ person, ...taking }) => `${roleNameOf(taking).name} ${person.name}`,
  );

describe("a role of the team's own", () => {
  test("is taken, handed over and left like a built-in one, one person at a time", async () => {
    const { id, ref } = await declared(people.ben);
    const [lea, ada] = [people.lea.actor.id, people.ada.actor.id];
    await addParticipant(people.ben, { ref, personId: lea, role });
    expect((await entriesOf(id)).at(-1)).toMatchObject({ kind: "note", text: "Database lead: Lea" });
    expect(await lastEvent()).toMatchObject({ fields: { [role]: [null, "Lea"] } });
    await expectQuiet(() => addParticipant(people.ben, { ref, personId: lea, role }));
    await addParticipant(people.lea, { ref, personId: ada, role });
    expect(await rolesOf(ref)).toEqual(["Database lead Ada", "Participant Ben", "Participant Lea"]);
    expect((await entriesOf(id)).at(-1)?.text).toBe("Database lead handed over from Lea to Ada");
    await removeParticipant(people.ben, { ref, personId: ada, role });
    expect((await entriesOf(id)).at(-1)?.text).toBe("Ada is no longer database lead");
    expect(await rolesOf(ref)).toEqual(["Participant Ben", "Participant Lea"]);
  });

  test("stands beside others of the same person", async () => {
    const { ref } = await declared(people.ben);
    const personId = people.lea.actor.id;
    for (const one of ["commander", role, "vendor-liaison", "participant"])
      await addParticipant(people.ben, { ref, personId, role: one });
    expect((await rolesOf(ref)).toSorted()).toEqual([
      ...["Commander Lea", "Database lead Lea", "Participant Ben", "Participant Lea", "Vendor liaison Lea"],
    ]);
  });

  test("given to two people at once ends with one", async () => {
    const { ref } = await declared(people.ben);
    await Promise.allSettled(
      [people.lea, people.ada].map(({ actor }) =>
        addParticipant(people.ben, { ref, personId: actor.id, role }),
      ),
    );
    expect((await rolesOf(ref)).filter((one) => one.startsWith("Database lead"))).toHaveLength(1);
  });

  test("is not given once it is archived, or where there is none such; who has it keeps it under its name of now", async () => {
    const { ref } = await declared(people.ben);
    const give = (personId: string, key: string) => addParticipant(people.ben, { ref, personId, role: key });
    const slug = "vendor-liaison";
    await give(people.lea.actor.id, slug);
    await archiveRole(people.omar, { slug });
    await expectRefusal(give(people.ada.actor.id, slug), "invalid", "Vendor liaison is no longer given.");
    await editRoleName(slug, "Vendor contact");
    expect(await rolesOf(ref)).toContain("Vendor contact Lea");
    await removeParticipant(people.ben, { ref, personId: people.lea.actor.id, role: slug });
    await restoreRole(people.omar, { slug });
    await expectRefusal(give(people.ada.actor.id, "pilot"), "invalid", "There is no role pilot.");
    await expectRefusal(give(people.cleo.actor.id, role), "invalid", /only looks: a database lead must be/);
  });

  test("lets a person see a restricted incident, and leaving it ends that", async () => {
    const { ref } = await restricted(people.lea);
    const target = { ref, personId: people.ben.actor.id, role };
    await addParticipant(people.lea, target);
    expect((await getIncident(people.ben, ref)).ref).toBe(ref);
    await removeParticipant(people.lea, target);
    await expectRefusal(getIncident(people.ben, ref), "not_found");
  });
});

const editRoleName = (slug: string, name: string) => editRole(people.omar, { slug, name });

describe("a hand-over is told", () => {
  beforeEach(async () => {
    await database().work.deleteMany();
    await database().notification.deleteMany();
  });

  const told = async () => {
    await tick("w");
    const rows = await database().notification.findMany({ include: { person: { select: { name: true } } } });
    return rows.map(({ title, person }) => `${person.name}: ${title}`).sort();
  };

  test("to both, by whoever did it for them", async () => {
    const { ref } = await declared(people.ben);
    await addParticipant(people.ben, { ref, personId: people.lea.actor.id, role: "commander" });
    await told();
    await database().notification.deleteMany();
    await addParticipant(people.ben, { ref, personId: people.ada.actor.id, role: "commander" });
    expect(await told()).toEqual([
      "Ada: Ben made you commander",
      "Lea: Ben made Ada commander in your place",
    ]);
  });

  test("to the other one, by who hands over or takes over themselves", async () => {
    const { ref } = await declared(people.lea);
    await addParticipant(people.lea, { ref, personId: people.lea.actor.id, role });
    await addParticipant(people.lea, { ref, personId: people.ben.actor.id, role });
    expect(await told()).toEqual(["Ben: Lea made you database lead"]);
    await database().notification.deleteMany();
    await addParticipant(people.ada, { ref, personId: people.ada.actor.id, role });
    expect(await told()).toEqual(["Ben: Ada took over from you as database lead"]);
  });
});
