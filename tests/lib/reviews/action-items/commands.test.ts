import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/core/database";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import {
  addActionItem,
  changeActionItemStatus,
  editActionItem,
  removeActionItem,
} from "@/lib/reviews/action-items/commands";
import { loadActionItem } from "@/lib/reviews/action-items/queries";
import { getDocument } from "@/lib/reviews/queries";
import { editRootCauseAnalysis } from "@/lib/reviews/rca/commands";
import { type Cast, cast } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { basesOf, declare, lastEvent } from "../story";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

const load = (ref: string) => loadActionItem(database(), people.omar, ref);

async function team(): Promise<string> {
  const name = `DevOps ${crypto.randomUUID()}`;
  const members = { create: { personId: people.lea.actor.id, accountable: true } };
  const { id } = await database().team.create({
    data: { slug: name.toLowerCase().replace(" ", "-"), name, members },
  });
  return id;
}

describe("adding an action item", () => {
  it("stores what was promised, by whom and until when, and tells the trail", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    const item = await addActionItem(ben, {
      ref,
      title: "Close connections on every path",
      owner: `person:${lea.actor.id}`,
      dueOn: "2026-03-31",
      kind: "prevent",
      priority: "high",
    });
    expect(item.ref).toMatch(/^AI-\d{4,}$/);
    expect(await load(item.ref)).toMatchObject({
      title: "Close connections on every path",
      owner: { kind: "person", id: lea.actor.id, name: "Lea" },
      dueOn: "2026-03-31",
      status: "open",
      kind: "prevent",
      priority: "high",
      incident: { ref },
    });
    expect((await lastEvent()).event).toMatchObject({
      action: "action-item.add",
      subjectKind: "action-item",
    });
  });

  it("keeps its due date in every zone, through both changes of the clocks", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    for (const dueOn of ["2026-03-29", "2026-10-25", "2026-01-01", "2026-12-31", "2028-02-29"]) {
      const item = await addActionItem(ben, { ref, title: "On the day", dueOn });
      expect((await load(item.ref)).dueOn).toBe(dueOn);
      const [row] = await database().$queryRaw<{ due: string }[]>`
        select due_on::text as due from action_item where number = ${Number(item.ref.slice(3))}`;
      expect(row?.due).toBe(dueOn);
    }
  });

  it("may belong to a team with somebody who answers for it, to a name, or to nobody", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    const owned = async (owner: string) =>
      (await load((await addActionItem(ben, { ref, title: "One", owner })).ref)).owner;
    const teamId = await team();
    expect(await owned(`team:${teamId}`)).toMatchObject({
      kind: "team",
      accountable: { id: lea.actor.id, name: "Lea" },
    });
    expect(await owned("name:Sarah Kim")).toEqual({ kind: "name", id: null, name: "Sarah Kim" });
    expect(await owned("")).toBeNull();
  });

  it("as done carries no closer when it comes with an imported document", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const viaImport = { ...ben, actor: { ...ben.actor, via: "import" as const } };
    const imported = await addActionItem(viaImport, { ref, title: "Done there", status: "done" });
    expect(await load(imported.ref)).toMatchObject({
      status: "done",
      closedBy: null,
      evidence: null,
      closedAt: ben.now,
    });
    const own = await addActionItem(ben, { ref, title: "Done here", status: "done", evidence: "Merged" });
    expect(await load(own.ref)).toMatchObject({ closedBy: "Ben", evidence: "Merged" });
  });

  it.each<[string, object, string]>([
    ["without a title", { title: " " }, "title"],
    ["with a title of 501 characters", { title: "x".repeat(501) }, "title"],
    ["with a date that no calendar has", { title: "x", dueOn: "2026-02-30" }, "dueOn"],
    ["with a date written otherwise", { title: "x", dueOn: "31.03.2026" }, "dueOn"],
    ["with a date before there were computers", { title: "x", dueOn: "0000-01-01" }, "dueOn"],
    ["with an owner that is no owner", { title: "x", owner: "Lea" }, "owner"],
    ["with an owner who does not exist", { title: "x", owner: `person:${crypto.randomUUID()}` }, "owner"],
    ["with a team that does not exist", { title: "x", owner: `team:${crypto.randomUUID()}` }, "owner"],
    ["with a cause of no incident", { title: "x", addresses: `cause:${crypto.randomUUID()}` }, "addresses"],
    ["with an unknown status", { title: "x", status: "maybe" }, "status"],
    ["with an unknown kind", { title: "x", kind: "maybe" }, "kind"],
  ])("is refused %s, at the field", async (_, part, field) => {
    const { ben } = people;
    const ref = await declare(ben);
    await expect(addActionItem(ben, { ref, ...part })).rejects.toMatchObject({
      code: "invalid",
      fields: { [field]: expect.any(String) },
    });
    expect((await getDocument(ben, ref)).actionItems).toEqual([]);
  });

  it("is refused for somebody who was deactivated, who may stay the owner of what they own", async () => {
    const { ben, mallory } = people;
    const ref = await declare(ben);
    const owner = `person:${mallory.actor.id}`;
    await expect(addActionItem(ben, { ref, title: "One", owner })).rejects.toMatchObject({ code: "invalid" });
    const { ref: item } = await addActionItem(ben, { ref, title: "One" });
    await database().actionItem.update({
      where: { number: Number(item.slice(3)) },
      data: { ownerPersonId: mallory.actor.id },
    });
    await editActionItem(ben, { ref: item, version: 1, title: "Reworded", owner });
    expect(await load(item)).toMatchObject({ title: "Reworded", owner: { name: "Mallory" } });
  });
});

describe("editing an action item", () => {
  it("changes what is sent and tells before and after", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const { ref: item } = await addActionItem(ben, { ref, title: "One", dueOn: "2026-03-31" });
    await editActionItem(ben, { ref: item, version: 1, title: "Two", dueOn: "2026-04-01" });
    expect(await load(item)).toMatchObject({ title: "Two", dueOn: "2026-04-01", version: 2 });
    expect((await lastEvent()).event?.changes).toMatchObject([
      { fields: { title: ["One", "Two"], dueOn: ["2026-03-31", "2026-04-01"] } },
    ]);
  });

  it("is quiet when nothing differs", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const { ref: item } = await addActionItem(ben, { ref, title: "One" });
    const { count } = await lastEvent();
    await editActionItem(ben, { ref: item, version: 1, title: "One" });
    expect((await lastEvent()).count).toBe(count);
    expect((await load(item)).version).toBe(1);
  });

  it("refuses a stale form and shows the item as it is now", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    const { ref: item } = await addActionItem(ben, { ref, title: "One" });
    await editActionItem(lea, { ref: item, version: 1, title: "Lea's" });
    await expect(editActionItem(ben, { ref: item, version: 1, title: "Ben's" })).rejects.toMatchObject({
      code: "conflict",
      detail: { current: { title: "Lea's", version: 2 } },
    });
  });

  it("lets one of two edits at the same moment win", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    const { ref: item } = await addActionItem(ben, { ref, title: "One" });
    const both = await Promise.allSettled(
      [ben, lea].map((who) => editActionItem(who, { ref: item, version: 1, title: who.actor.name })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("links it to a cause or factor of its own document, and survives the removal of that", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const edit = async (rootCauses: object[], factors: object[]) =>
      editRootCauseAnalysis(ben, {
        ref,
        base: (await basesOf(ben, ref)).analysis,
        whatHappened: "",
        rootCauses,
        factors,
      });
    await edit([{ title: "Leak", text: "" }], [{ text: "Review missed it", category: "review_gap" }]);
    const { rootCauses, factors } = await getDocument(ben, ref);
    const { ref: item } = await addActionItem(ben, {
      ref,
      title: "One",
      addresses: `cause:${rootCauses[0]?.id}`,
    });
    expect((await load(item)).rootCause).toEqual({ id: rootCauses[0]?.id, title: "Leak" });
    await editActionItem(ben, { ref: item, version: 1, title: "One", addresses: `factor:${factors[0]?.id}` });
    expect(await load(item)).toMatchObject({ rootCause: null, factor: { text: "Review missed it" } });
    await edit([], []);
    expect(await load(item)).toMatchObject({ rootCause: null, factor: null, title: "One" });
  });
});

describe("the progress of an action item", () => {
  it("closes it with evidence, by whom and when, and opens it again", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const { ref: item } = await addActionItem(ben, { ref, title: "One" });
    const then = { ...ben, now: later(ben.now, minutes(30)) };
    await changeActionItemStatus(then, { ref: item, version: 1, status: "done", evidence: "Merged" });
    expect(await load(item)).toMatchObject({
      status: "done",
      evidence: "Merged",
      closedBy: "Ben",
      closedAt: then.now,
    });
    expect((await lastEvent()).event).toMatchObject({ action: "action-item.change-status" });
    await changeActionItemStatus(then, { ref: item, version: 2, status: "in_progress" });
    expect(await load(item)).toMatchObject({
      status: "in_progress",
      closedAt: null,
      closedBy: null,
      evidence: "Merged",
    });
  });

  it("may be done without evidence", async () => {
    const { ben } = people;
    const { ref: item } = await addActionItem(ben, { ref: await declare(ben), title: "One" });
    await expect(
      changeActionItemStatus(ben, { ref: item, version: 1, status: "done" }),
    ).resolves.toBeDefined();
  });

  it("is quiet when it is there already, and a conflict from a stale page", async () => {
    const { ben } = people;
    const { ref: item } = await addActionItem(ben, { ref: await declare(ben), title: "One" });
    await changeActionItemStatus(ben, { ref: item, version: 1, status: "blocked" });
    const { count } = await lastEvent();
    await changeActionItemStatus(ben, { ref: item, version: 2, status: "blocked" });
    expect((await lastEvent()).count).toBe(count);
    const stale = changeActionItemStatus(ben, { ref: item, version: 1, status: "done" });
    await expect(stale).rejects.toMatchObject({
      code: "conflict",
      detail: { current: { status: "blocked" } },
    });
  });
});

describe("removing an action item", () => {
  it("takes it out of the document and keeps it in the trail", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const { ref: item } = await addActionItem(ben, { ref, title: "A mistake" });
    await removeActionItem(ben, { ref: item, version: 1 });
    expect((await getDocument(ben, ref)).actionItems).toEqual([]);
    expect((await lastEvent()).event).toMatchObject({
      action: "action-item.remove",
      changes: [{ fields: { title: ["A mistake", null] } }],
    });
    await expect(removeActionItem(ben, { ref: item, version: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("an action item of a restricted incident", () => {
  it("is not there for who may not see the incident", async () => {
    const { ben, lea, ada, cleo } = people;
    const ref = await declare(ben);
    const { ref: item } = await addActionItem(ben, { ref, title: "Secret" });
    await restrictIncident(lea, { ref });
    const input = { ref: item, version: 1, title: "x", status: "done" };
    for (const command of [editActionItem, changeActionItemStatus, removeActionItem]) {
      await expect(command(ada, input)).rejects.toMatchObject({ code: "not_found" });
      await expect(command(cleo, input)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(addActionItem(ada, { ref, title: "x" })).rejects.toMatchObject({ code: "not_found" });
  });
});
