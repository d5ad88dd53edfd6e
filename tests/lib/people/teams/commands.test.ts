import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import {
  addMember,
  archiveTeam,
  createTeam,
  editTeam,
  makeAccountable,
  removeMember,
  restoreTeam,
} from "@/lib/people/teams/commands";
import { findTeamByName, getTeam, listTeams } from "@/lib/people/teams/queries";
import { type Cast, cast } from "../../../support/cast";
import { expectQuiet, expectRefusal, lastEvent } from "../support";

const unknown = "018f0000-0000-7000-8000-000000000000";
let story: Cast;

beforeEach(async () => {
  await database().team.deleteMany();
  story = await cast();
});

const platform = (context = story.lea) =>
  createTeam(context, { name: "Platform", description: "Keeps it afloat." });
const names = async (slug: string) => (await getTeam(story.cleo, slug)).members.map(({ name }) => name);

describe("making a team", () => {
  test("gives it an address, and a lead who makes one belongs to it", async () => {
    const { slug, teamId } = await platform();
    expect(slug).toBe("platform");
    expect(await names(slug)).toEqual(["Lea"]);
    const event = await lastEvent();
    expect(event).toMatchObject({ action: "team.create", subjectKind: "team", subjectId: teamId });
    expect(event.fields).toMatchObject({ name: [null, "Platform"], members: [[], [story.lea.actor.id]] });
  });

  test("leaves an admin who makes one outside", async () => {
    expect(await names((await platform(story.omar)).slug)).toEqual([]);
  });

  test("is refused at the field for a name that is taken, in any case, archived ones included", async () => {
    const { teamId } = await platform();
    const again = () => createTeam(story.omar, { name: "PLATFORM" });
    await expect(again()).rejects.toMatchObject({
      code: "conflict",
      fields: { name: /called Platform already/ },
    });
    await archiveTeam(story.lea, { teamId });
    await expect(again()).rejects.toMatchObject({ fields: { name: /archived team.*Restore/ } });
  });

  test("of two at once with one name, one wins in words; with one address, each gets its own", async () => {
    const same = await Promise.allSettled([platform(story.lea), platform(story.ada)]);
    expect(same.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(same.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    const alike = await Promise.all([
      createTeam(story.omar, { name: "Data!" }),
      createTeam(story.omar, { name: "Data?" }),
    ]);
    expect(alike.map(({ slug }) => slug).sort()).toEqual(["data", "data-2"]);
  });

  test("is for leads and above", async () => {
    await expectRefusal(platform(story.ben), "forbidden");
    await expectRefusal(platform(story.cleo), "forbidden");
    await expectRefusal(createTeam(story.nobody, { name: "X" }), "unauthenticated");
    await expect(createTeam(story.lea, { name: " " })).rejects.toMatchObject({ fields: { name: /name/ } });
  });
});

describe("managing a team", () => {
  test("is for its own leads and for admins: another team's lead is refused everything", async () => {
    const { teamId } = await platform(story.omar);
    const member = { teamId, personId: story.ben.actor.id };
    for (const attempt of [
      () => editTeam(story.lea, { teamId, name: "Mine" }),
      () => archiveTeam(story.lea, { teamId }),
      () => restoreTeam(story.lea, { teamId }),
      () => addMember(story.lea, member),
      () => removeMember(story.lea, member),
      () => makeAccountable(story.lea, member),
    ])
      await expectRefusal(attempt(), "forbidden", /only the teams that you belong to/);
  });

  test("edits name and description and keeps the address", async () => {
    const { teamId, slug } = await platform();
    await editTeam(story.lea, { teamId, name: "Foundations", description: "" });
    expect(await getTeam(story.cleo, slug)).toMatchObject({ name: "Foundations", description: "" });
    expect((await lastEvent()).fields).toEqual({
      name: ["Platform", "Foundations"],
      description: ["Keeps it afloat.", ""],
    });
  });

  test("shows both versions when somebody else edited meanwhile", async () => {
    const { teamId, slug } = await platform();
    const { base } = await getTeam(story.lea, slug);
    await editTeam(story.omar, { teamId, name: "Foundations", base });
    await expect(editTeam(story.lea, { teamId, name: "Bedrock", base })).rejects.toMatchObject({
      code: "conflict",
      detail: { current: { name: "Foundations" } },
    });
  });

  test("archives and restores, each with a trace and quiet when repeated", async () => {
    const { teamId } = await platform();
    await archiveTeam(story.lea, { teamId });
    expect(await lastEvent()).toMatchObject({ action: "team.archive" });
    await expectQuiet(() => archiveTeam(story.lea, { teamId }));
    expect(await listTeams(story.cleo)).toEqual([]);
    expect((await listTeams(story.cleo, { archived: true })).map(({ name }) => name)).toEqual(["Platform"]);
    expect(await findTeamByName(story.system, "Platform")).toBeNull();
    await restoreTeam(story.lea, { teamId });
    expect(await lastEvent()).toMatchObject({ action: "team.restore" });
    await expectQuiet(() => restoreTeam(story.lea, { teamId }));
    expect((await findTeamByName(story.system, " platform "))?.id).toBe(teamId);
  });

  test("refuses a team that does not exist", async () => {
    await expectRefusal(archiveTeam(story.omar, { teamId: unknown }), "not_found");
    await expectRefusal(getTeam(story.cleo, "nowhere"), "not_found");
    await expectRefusal(listTeams(story.nobody), "unauthenticated");
  });
});

describe("members", () => {
  test("come and go, each with a trace and quiet when repeated", async () => {
    const { teamId, slug } = await platform();
    const ben = { teamId, personId: story.ben.actor.id };
    await addMember(story.lea, ben);
    expect(await lastEvent()).toMatchObject({
      action: "team.add-member",
      fields: { member: [null, ben.personId] },
    });
    await expectQuiet(() => addMember(story.lea, ben));
    expect(await names(slug)).toEqual(["Ben", "Lea"]);
    await removeMember(story.lea, ben);
    expect(await lastEvent()).toMatchObject({
      action: "team.remove-member",
      fields: { member: [ben.personId, null] },
    });
    await expectQuiet(() => removeMember(story.lea, ben));
    expect(await names(slug)).toEqual(["Lea"]);
  });

  test("cannot be somebody deactivated or unknown", async () => {
    const { teamId } = await platform();
    const add = (personId: string) => addMember(story.lea, { teamId, personId });
    await expect(add(story.mallory.actor.id)).rejects.toMatchObject({
      code: "conflict",
      fields: { personId: "Mallory was deactivated." },
    });
    await expectRefusal(add(unknown), "not_found");
  });

  test("one of them is accountable, never two, also when two are named at once", async () => {
    const { teamId, slug } = await platform();
    const ben = { teamId, personId: story.ben.actor.id };
    const lea = { teamId, personId: story.lea.actor.id };
    await expectRefusal(makeAccountable(story.lea, ben), "conflict", /Only a member/);
    await addMember(story.lea, ben);
    await makeAccountable(story.lea, ben);
    expect((await lastEvent()).fields).toEqual({ accountable: [null, ben.personId] });
    await expectQuiet(() => makeAccountable(story.lea, ben));
    await Promise.all([makeAccountable(story.lea, lea), makeAccountable(story.omar, ben)]);
    const { members } = await getTeam(story.cleo, slug);
    expect(members.filter(({ accountable }) => accountable)).toHaveLength(1);
    expect((await listTeams(story.cleo))[0]?.members).toBe(2);
  });
});
