import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { removeView, renameView, saveView } from "@/lib/incidents/saved-views/commands";
import { listOwnTeams, listViews } from "@/lib/incidents/saved-views/queries";
import { MOST_VIEWS } from "@/lib/incidents/saved-views/schema";
import { addMember, archiveTeam, createTeam, removeMember } from "@/lib/people/teams/commands";
import { type Cast, type CastContext, cast } from "../../../support/cast";
import { refusalOf } from "../../../support/outcomes";
import { unique } from "../../../support/world";

let people: Cast;
beforeEach(async () => {
  people = await cast();
  await database().savedView.deleteMany();
});

const grave = { query: "status=all&severity=P0" };
const save = (who: CastContext, name: string, seenBy = "me") => saveView(who, { ...grave, name, seenBy });
const names = async (who: CastContext) => (await listViews(who)).map(({ name }) => name);

/** A team that Lea made and Ben is in. */
async function harbour() {
  const { teamId } = await createTeam(people.lea, { name: unique("Harbour") });
  await addMember(people.lea, { teamId, personId: people.ben.actor.id });
  return teamId;
}

describe("a saved view is seen", () => {
  test("by oneself, by one's team, or by everyone; one's own first, each by name", async () => {
    const team = `team:${await harbour()}`;
    await save(people.ben, "Zebra");
    await save(people.ben, "Antelope");
    await save(people.lea, "Of the harbour", team);
    await save(people.lea, "Of all", "everyone");
    expect(await names(people.ben)).toEqual(["Antelope", "Zebra", "Of the harbour", "Of all"]);
    expect(await names(people.lea)).toEqual(["Of the harbour", "Of all"]);
    expect(await names(people.cleo)).toEqual(["Of all"]);
    expect(await names(people.omar)).toEqual(["Of all"]);
    expect((await listViews(people.ben)).map(({ mayChange, maker }) => [maker, mayChange])).toEqual([
      ["Ben", true],
      ["Ben", true],
      ["Lea", false],
      ["Lea", false],
    ]);
  });

  test("no longer by who left the team; and there are none without asking", async () => {
    expect(await listViews(people.cleo)).toEqual([]);
    const teamId = await harbour();
    await save(people.lea, "Of the harbour", `team:${teamId}`);
    await removeMember(people.lea, { teamId, personId: people.ben.actor.id });
    expect(await names(people.ben)).toEqual([]);
  });

  test("by nobody without a session", async () => {
    expect((await refusalOf(listViews(people.nobody))).code).toBe("unauthenticated");
  });
});

describe("saving", () => {
  test("for a team is for its members, for everyone for responders", async () => {
    const teamId = await harbour();
    for (const who of [people.cleo, people.omar])
      expect(await refusalOf(save(who, "Ours", `team:${teamId}`))).toMatchObject({
        code: "forbidden",
        fields: { seenBy: "You save views only for teams that you belong to." },
      });
    expect((await refusalOf(save(people.cleo, "All", "everyone"))).code).toBe("forbidden");
    expect(await listOwnTeams(people.ben)).toContainEqual(expect.objectContaining({ id: teamId }));
    await archiveTeam(people.lea, { teamId });
    expect(await listOwnTeams(people.ben)).not.toContainEqual(expect.objectContaining({ id: teamId }));
    expect((await refusalOf(save(people.ben, "Ours", `team:${teamId}`))).code).toBe("forbidden");
  });

  test("the same name twice is refused where both would be seen, in any case, and free elsewhere", async () => {
    await save(people.ben, "Night 100%");
    expect(await refusalOf(save(people.ben, "NIGHT 100%"))).toMatchObject({
      code: "conflict",
      message: "There is already a view called Night 100%.",
    });
    await save(people.ben, "Night 1000");
    await save(people.lea, "Night 100%");
    await save(people.ben, "Night 100%", "everyone");
    expect((await refusalOf(save(people.lea, "night 100%", "everyone"))).code).toBe("conflict");
  });

  test("ends at so many, also when many are saved at once", async () => {
    const all = await Promise.allSettled(
      Array.from({ length: MOST_VIEWS + 5 }, (_, nth) => save(people.ben, `View ${nth}`)),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(MOST_VIEWS);
    expect((await refusalOf(save(people.ben, "One more"))).message).toMatch(/^There are 30 views already/);
    await save(people.lea, "Hers");
    await save(people.ben, "For all", "everyone");
  });
});

describe("changing", () => {
  const only = async (who: CastContext) => {
    const [view] = await listViews(who);
    if (!view) throw new Error("no view");
    return view;
  };

  test("its name is quiet where it is the same, whatever the form was made from", async () => {
    const { viewId } = await save(people.ben, "Grave");
    await renameView(people.ben, { viewId, version: 1, name: "Graver" });
    expect(await only(people.ben)).toMatchObject({ name: "Graver", query: grave.query, version: 2 });
    await renameView(people.ben, { viewId, version: 1, name: "Graver" });
    expect((await only(people.ben)).version).toBe(2);
    await renameView(people.ben, { viewId, version: 2, name: "GRAVER" });
    expect((await only(people.ben)).name).toBe("GRAVER");
  });

  test("from a stale form is a conflict, and so is a name that there is", async () => {
    const { viewId } = await save(people.ben, "Grave");
    await save(people.ben, "Other");
    await renameView(people.ben, { viewId, version: 1, name: "Graver" });
    expect(
      (await refusalOf(renameView(people.ben, { viewId, version: 1, name: "Gravest" }))).message,
    ).toMatch(/^Somebody changed this while you were writing/);
    expect((await refusalOf(renameView(people.ben, { viewId, version: 2, name: "other" }))).code).toBe(
      "conflict",
    );
  });

  test("and removing a shared one is for its maker and for leads who see it", async () => {
    const teamId = await harbour();
    const { viewId } = await save(people.ben, "Of the harbour", `team:${teamId}`);
    const edit = { viewId, version: 1, name: "Another" };
    for (const who of [people.cleo, people.ada, people.omar])
      for (const attempt of [() => renameView(who, edit), () => removeView(who, { viewId })])
        expect(await refusalOf(attempt())).toMatchObject({
          code: "not_found",
          message: "There is no such view.",
        });
    await renameView(people.lea, edit);
    await removeView(people.lea, { viewId });
    expect(await names(people.ben)).toEqual([]);

    const shared = await save(people.lea, "Of all", "everyone");
    for (const attempt of [
      () => renameView(people.ben, { ...edit, ...shared }),
      () => removeView(people.ben, shared),
    ])
      expect((await refusalOf(attempt())).code).toBe("forbidden");
    await removeView(people.omar, shared);
    expect((await refusalOf(removeView(people.omar, shared))).code).toBe("not_found");
  });

  test("somebody's own is nobody else's, not an admin's either", async () => {
    const { viewId } = await save(people.ben, "Mine");
    expect((await refusalOf(removeView(people.omar, { viewId }))).code).toBe("not_found");
    expect(await names(people.omar)).toEqual([]);
  });
});
