import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { deactivatePerson, editPerson, editProfile, reactivatePerson } from "@/lib/people/commands";
import { getPerson } from "@/lib/people/queries";
import { type Cast, cast } from "../../support/cast";
import { expectQuiet, expectRefusal, lastEvent } from "./support";

let story: Cast;

beforeEach(async () => {
  story = await cast();
});

const ben = () => ({
  personId: story.ben.actor.id,
  name: "Ben",
  email: "ben@example.org",
  title: "",
  role: "responder",
});
const unknown = "018f0000-0000-7000-8000-000000000000";

describe("editing a person", () => {
  test("changes name, address, title and role, and the trail says from what to what", async () => {
    const edit = { name: "Benedikt", email: "Benedikt@Example.org", title: "Duty engineer", role: "lead" };
    await editPerson(story.omar, { ...ben(), ...edit });
    expect(await getPerson(story.omar, story.ben.actor.id)).toMatchObject({
      ...edit,
      email: "benedikt@example.org",
    });
    const event = await lastEvent();
    expect(event).toMatchObject({
      action: "person.edit",
      actorId: story.omar.actor.id,
      subjectKind: "person",
    });
    expect(event.fields).toEqual({
      name: ["Ben", "Benedikt"],
      email: ["ben@example.org", "benedikt@example.org"],
      title: ["Site engineer", "Duty engineer"],
      role: ["responder", "lead"],
    });
  });

  test("is for admins", async () => {
    for (const context of [story.ada, story.lea, story.ben, story.cleo])
      await expectRefusal(editPerson(context, ben()), "forbidden");
    await expectRefusal(editPerson(story.nobody, ben()), "unauthenticated");
  });

  test("is refused when somebody else edited meanwhile, and shows what is there now", async () => {
    const { base } = await getPerson(story.omar, story.ben.actor.id);
    const saved = await editPerson(story.omar, { ...ben(), title: "Duty engineer", base });
    expect(saved.base).toBe((await getPerson(story.omar, story.ben.actor.id)).base);
    await expect(editPerson(story.omar, { ...ben(), name: "Benno", base })).rejects.toMatchObject({
      code: "conflict",
      detail: { current: { name: "Ben", title: "Duty engineer" } },
    });
    expect((await getPerson(story.omar, story.ben.actor.id)).name).toBe("Ben");
  });

  test("is refused at the field for an address that somebody has, a deactivated one included", async () => {
    for (const [email, name] of [
      ["LEA@example.org", "Lea"],
      ["mallory@example.org", "Mallory"],
    ])
      await expect(editPerson(story.omar, { ...ben(), email })).rejects.toMatchObject({
        code: "conflict",
        fields: { email: `${name} has this address already.` },
      });
  });

  test("is refused at the field for one's own role and for the last admin's", async () => {
    const omar = { personId: story.omar.actor.id, name: "Omar", email: "omar@example.org", role: "lead" };
    await expect(editPerson(story.omar, omar)).rejects.toMatchObject({ fields: { role: /own role/ } });
    await expect(editPerson(story.system, omar)).rejects.toMatchObject({ fields: { role: /last admin/ } });
  });

  test("is refused field by field when nothing makes sense", async () => {
    await expect(
      editPerson(story.omar, { personId: "1", name: " ", email: "x", role: "king" }),
    ).rejects.toMatchObject({
      code: "invalid",
      fields: { personId: /Choose/, name: /Give a name/, email: /not an e-mail/, role: /Choose a role/ },
    });
    await expectRefusal(editPerson(story.omar, { ...ben(), personId: unknown }), "not_found");
  });
});

describe("deactivating a person", () => {
  test("says when and by whom, and stops every open link of theirs", async () => {
    const personId = story.ben.actor.id;
    await deactivatePerson(story.omar, { personId });
    const person = await getPerson(story.omar, personId);
    expect(person).toMatchObject({ state: "deactivated", deactivatedBy: { name: "Omar" } });
    expect(person.deactivatedAt).toEqual(story.omar.now);
    expect(await lastEvent()).toMatchObject({ action: "person.deactivate", subjectId: personId });
    await expectQuiet(() => deactivatePerson(story.omar, { personId }));
  });

  test("is refused for oneself, for the last admin, and to all but admins", async () => {
    await expectRefusal(
      deactivatePerson(story.omar, { personId: story.omar.actor.id }),
      "conflict",
      /yourself/,
    );
    await expectRefusal(
      deactivatePerson(story.system, { personId: story.omar.actor.id }),
      "conflict",
      /last admin/,
    );
    await expectRefusal(deactivatePerson(story.lea, { personId: story.ben.actor.id }), "forbidden");
    await expectRefusal(deactivatePerson(story.nobody, { personId: story.ben.actor.id }), "unauthenticated");
    await expectRefusal(deactivatePerson(story.omar, { personId: unknown }), "not_found");
  });

  test("of two admins who deactivate each other at once, one stays", async () => {
    await database().person.update({ where: { id: story.ada.actor.id }, data: { role: "admin" } });
    const ada = { ...story.ada, actor: { ...story.ada.actor, role: "admin" as const } };
    const answers = await Promise.allSettled([
      deactivatePerson(ada, { personId: story.omar.actor.id }),
      deactivatePerson(story.omar, { personId: story.ada.actor.id }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await database().person.count({ where: { role: "admin", deactivatedAt: null } })).toBe(1);
  });
});

describe("reactivating a person", () => {
  test("lets them in again, with a trace; an active one stays as they are", async () => {
    const personId = story.mallory.actor.id;
    await reactivatePerson(story.omar, { personId });
    expect((await getPerson(story.omar, personId)).state).toBe("active");
    expect(await lastEvent()).toMatchObject({ action: "person.reactivate", subjectId: personId });
    await expectQuiet(() => reactivatePerson(story.omar, { personId }));
    await expectRefusal(reactivatePerson(story.lea, { personId }), "forbidden");
  });
});

describe("one's own profile", () => {
  test("takes name, title and time zone, and leaves role and address alone", async () => {
    const profile = { name: "Cleo C.", title: "", timeZone: "Asia/Kathmandu", role: "admin", email: "x@y" };
    await editProfile(story.cleo, profile);
    const person = await getPerson(story.cleo, story.cleo.actor.id);
    expect(person).toMatchObject({ name: "Cleo C.", title: null, timeZone: "Asia/Kathmandu" });
    expect(person).toMatchObject({ role: "viewer", email: "cleo@example.org" });
    expect((await lastEvent()).fields).toMatchObject({ name: ["Cleo", "Cleo C."], title: ["Analyst", null] });
    await expectQuiet(() => editProfile(story.cleo, profile));
  });

  test("refuses an unknown zone at its field, and nobody", async () => {
    const profile = { name: "Cleo", timeZone: "Mars/Base" };
    await expect(editProfile(story.cleo, profile)).rejects.toMatchObject({
      fields: { timeZone: /not a time zone/ },
    });
    await expectRefusal(editProfile(story.nobody, profile), "unauthenticated");
  });
});
