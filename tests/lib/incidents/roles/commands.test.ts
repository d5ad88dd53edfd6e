import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { addRole, archiveRole, editRole, restoreRole } from "@/lib/incidents/roles/commands";
import { listRoleNames, listRoles, roleBase } from "@/lib/incidents/roles/queries";
import { type Cast, cast } from "../../../support/cast";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

const rowOf = (slug: string) => database().customRole.findUniqueOrThrow({ where: { slug } });

describe("a role of the team's own", () => {
  test("is added by an admin, and offered behind the built-in ones and before participant", async () => {
    const added = await addRole(people.omar, { name: "Database lead", description: "Owns every pool" });
    expect(added).toEqual({ slug: "database-lead" });
    expect(await lastEvent()).toMatchObject({
      action: "incident-role.add",
      fields: { name: [null, "Database lead"], description: [null, "Owns every pool"] },
    });
    expect((await listRoleNames(people.cleo)).map(({ key }) => key)).toEqual([
      ...["commander", "scribe", "communications", "operations", "database-lead", "participant"],
    ]);
    await expectRefusal(addRole(people.lea, { name: "Another" }), "forbidden");
  });

  test("has a name that nothing else has, in any case", async () => {
    await addRole(people.omar, { name: "Vendor liaison" });
    await expectRefusal(addRole(people.omar, { name: "vendor LIAISON" }), "conflict", /already a role/);
    await expectRefusal(addRole(people.omar, { name: "scribe" }), "conflict", /already a role called scribe/);
    await expectRefusal(addRole(people.omar, { name: " " }), "invalid", "Give the role a name.");
    await expectRefusal(addRole(people.omar, { name: "x".repeat(61) }), "invalid", /under 60/);
    const both = await Promise.allSettled(
      [1, 2].map(() => addRole(people.omar, { name: "Customs officer" })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is never written like a built-in one", async () => {
    expect(await addRole(people.omar, { name: "Scribe!" })).toEqual({ slug: "scribe-2" });
  });

  test("is edited by who was shown how it is now; what it is written as stays", async () => {
    const { slug } = await addRole(people.omar, { name: "Harbour pilot", description: "" });
    const base = roleBase(await rowOf(slug));
    await editRole(people.omar, { slug, name: "Sea pilot", description: "Brings it in", base });
    expect(await rowOf(slug)).toMatchObject({ name: "Sea pilot", description: "Brings it in" });
    await expectRefusal(
      editRole(people.omar, { slug, name: "River pilot", base }),
      "conflict",
      "Somebody changed this while you were writing.",
    );
    const again = { slug, name: "Sea pilot", description: "Brings it in" };
    await expectQuiet(() => editRole(people.omar, again));
    await expectRefusal(editRole(people.omar, { slug: "nowhere", name: "X" }), "not_found");
  });

  test("is archived out of every choice, and comes back; twice is quiet", async () => {
    const { slug } = await addRole(people.omar, { name: "Night watch" });
    const offered = async () => (await listRoles(people.ben)).some((role) => role.slug === slug);
    await archiveRole(people.omar, { slug });
    await expectQuiet(() => archiveRole(people.omar, { slug }));
    expect(await offered()).toBe(false);
    expect((await listRoles(people.ben, { archived: true })).some((role) => role.slug === slug)).toBe(true);
    await restoreRole(people.omar, { slug });
    await expectQuiet(() => restoreRole(people.omar, { slug }));
    expect(await offered()).toBe(true);
  });

  test("is archived once, however many do it at the same moment", async () => {
    const { slug } = await addRole(people.omar, { name: "Day watch" });
    await Promise.all([1, 2, 3, 4].map(() => archiveRole(people.omar, { slug })));
    const { id: subjectId } = await rowOf(slug);
    expect(await database().auditEvent.count({ where: { subjectId, action: "incident-role.archive" } })).toBe(
      1,
    );
  });
});
