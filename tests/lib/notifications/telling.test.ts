import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/core/database";
import { declareIncident } from "@/lib/incidents/commands";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { visibleTo } from "@/lib/incidents/rules";
import { addEntry, correctEntry } from "@/lib/incidents/timeline/commands";
import { countUnread, listInbox } from "@/lib/notifications/queries";
import { editProfile } from "@/lib/people/commands";
import { makeAccountable } from "@/lib/people/teams/commands";
import { addActionItem, changeActionItemStatus, editActionItem } from "@/lib/reviews/action-items/commands";
import { remindOwners } from "@/lib/reviews/action-items/reminders/sending";
import { editPostMortem } from "@/lib/reviews/commands";
import { returnSignOff } from "@/lib/reviews/sign-offs/commands";
import { tick } from "@/lib/worker/main";
import { type CastContext, cast } from "../../support/cast";
import { at } from "../../support/clock";
import { makeWorld, openScene, restrictedScene, type Scene, type World } from "../../support/world";
import { basesOf, hashOf, sign } from "../reviews/story";

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await makeWorld();
});

beforeEach(async () => {
  await cast();
  scene = await openScene(world);
  // Nobody waits for updates for those outside: what is told is what each test does.
  await database().incident.updateMany({ data: { severity: "P3" } });
  await database().work.deleteMany();
  await database().notification.deleteMany();
});

/** What somebody finds in their inbox, the newest first, after the worker had its turn. */
async function inboxOf(context: CastContext): Promise<string[]> {
  await tick("w");
  const { lines } = await listInbox(context, { show: "all", before: undefined }, visibleTo);
  return lines.map(({ title }) => title);
}

const note = (by: CastContext, text: string) => addEntry(by, { ref: scene.incident.ref, text });

describe("a mention in the timeline", () => {
  it("tells the one who is meant, with the words and the place, and nobody else", async () => {
    await note(world.ben, "@ada can you approve a restart?");
    expect(await inboxOf(world.ada)).toEqual(["Ben mentioned you in the timeline"]);
    const { lines } = await listInbox(world.ada, { show: "unread", before: undefined }, visibleTo);
    expect(lines).toMatchObject([
      { text: "@ada can you approve a restart?", incident: { ref: scene.incident.ref }, readAt: null },
    ]);
    expect(lines[0]?.href).toMatch(new RegExp(`^/incidents/${scene.incident.ref}#entry-`));
    expect(await database().notification.count()).toBe(1);
  });

  it("tells nobody of their own words, nobody deactivated, and nobody whom an address only contains", async () => {
    await note(world.ben, "@ben and @mallory: write to ops@example.org, or `@ada`");
    await tick("w");
    expect(await database().notification.count()).toBe(0);
  });

  it("tells once for an entry; a correction tells only whom it mentions anew", async () => {
    const { id } = await note(world.ben, "@ada look");
    await tick("w");
    const correction = {
      ref: scene.incident.ref,
      entryId: id,
      version: 1,
      kind: "note",
      reason: "forgot Lea",
    };
    await correctEntry(world.ben, { ...correction, text: "@ada and @lea look" });
    expect(await inboxOf(world.ada)).toHaveLength(1);
    expect(await inboxOf(world.lea)).toEqual(["Ben mentioned you in the timeline"]);
  });

  it("means nobody where two people's addresses begin alike, until the whole address is written", async () => {
    await database().person.create({
      data: { name: "Other Ada", email: "ada@elsewhere.example", role: "viewer" },
    });
    await note(world.ben, "@ada look");
    expect(await inboxOf(world.ada)).toEqual([]);
    await note(world.ben, "@ada@example.org look");
    expect(await inboxOf(world.ada)).toHaveLength(1);
    await database().person.deleteMany({ where: { email: "ada@elsewhere.example" } });
  });

  it("is told once when the worker repeats itself", async () => {
    await note(world.ben, "@ada look");
    await tick("w");
    await database().work.updateMany({ where: { kind: "mention.tell" }, data: { finishedAt: null } });
    expect(await inboxOf(world.ada)).toHaveLength(1);
  });
});

describe("an escalation", () => {
  const escalate = (by: CastContext, text: string) =>
    addEntry(by, { ref: scene.incident.ref, text, kind: "escalation" });
  const told = ({ actor }: CastContext) =>
    database().notification.findMany({ where: { personId: actor.id ?? "" }, select: { kind: true } });

  it("tells whom it names who escalates what, once each, and not of the mention besides", async () => {
    await escalate(world.ben, "@ada @lea pool stuck, @ada please come");
    for (const context of [world.ada, world.lea]) {
      expect(await inboxOf(context)).toEqual(["Ben escalated this P3 incident to you"]);
      expect(await told(context)).toEqual([{ kind: "escalation" }]);
    }
    const { lines } = await listInbox(world.ada, { show: "unread", before: undefined }, visibleTo);
    expect(lines).toMatchObject([
      { text: "@ada @lea pool stuck, @ada please come", incident: { ref: scene.incident.ref } },
    ]);
    expect(lines[0]?.href).toMatch(new RegExp(`^/incidents/${scene.incident.ref}#entry-`));
    expect(await inboxOf(world.ben)).toEqual([]);
  });

  it("tells once for an entry that becomes one, or is one no more; a correction calls whom it names anew", async () => {
    const { id } = await note(world.ben, "@ada look");
    await tick("w");
    const correction = { ref: scene.incident.ref, entryId: id, reason: "it was more than that" };
    await correctEntry(world.ben, { ...correction, version: 1, kind: "escalation", text: "@ada @lea come" });
    expect(await inboxOf(world.ada)).toEqual(["Ben mentioned you in the timeline"]);
    expect(await inboxOf(world.lea)).toEqual(["Ben escalated this P3 incident to you"]);
    await correctEntry(world.ben, { ...correction, version: 2, kind: "note", text: "@ada @lea look" });
    expect(await inboxOf(world.lea)).toHaveLength(1);
  });

  it("of an incident that was entered afterwards is a mention", async () => {
    await database().incident.update({
      where: { ref: scene.incident.ref },
      data: { mode: "retrospective" },
    });
    await escalate(world.ben, "@ada was called");
    expect(await inboxOf(world.ada)).toEqual(["Ben mentioned you in the timeline"]);
    expect(await told(world.ada)).toEqual([{ kind: "mention" }]);
  });
});

it("a mention in the post-mortem tells once for its section", async () => {
  const { ref } = scene.incident;
  for (const summary of ["@cleo wrote the query.", "@cleo wrote both queries."]) {
    const { postMortem: base } = await basesOf(world.ben, ref);
    await editPostMortem(world.ben, { ref, base, summary, classification: "Internal" });
  }
  expect(await inboxOf(world.cleo)).toEqual(["Ben mentioned you in the post-mortem"]);
});

describe("an assignment", () => {
  it("tells the new owner of an action item, and again when they get it back", async () => {
    const { ref } = scene.incident;
    const owner = ({ actor }: CastContext) => `person:${actor.id}`;
    const item = await addActionItem(world.lea, { ref, title: "Limit the pool", owner: owner(world.ben) });
    expect(await inboxOf(world.ben)).toEqual([`Lea gave you ${item.ref}`]);
    const edit = { ref: item.ref, title: "Limit the pool" };
    const later = (minutes: number) => ({
      ...world.lea,
      now: new Date(world.lea.now.getTime() + minutes * 60_000),
    });
    await editActionItem(later(1), { ...edit, version: 1, title: "Limit both", owner: owner(world.ben) });
    expect(await inboxOf(world.ben)).toHaveLength(1);
    await editActionItem(later(2), { ...edit, version: 2, owner: owner(world.ada) });
    expect(await inboxOf(world.ada)).toEqual([`Lea gave you ${item.ref}`]);
    await editActionItem(later(3), { ...edit, version: 3, owner: owner(world.ben) });
    expect(await inboxOf(world.ben)).toHaveLength(2);
  });

  it("tells nobody who takes an item themselves, and the accountable one where a team owns it", async () => {
    const { ref } = scene.incident;
    await addActionItem(world.ben, { ref, title: "Mine", owner: `person:${world.ben.actor.id}` });
    await makeAccountable(world.omar, { teamId: world.team.teamId, personId: world.ben.actor.id });
    const item = await addActionItem(world.lea, { ref, title: "Ours", owner: `team:${world.team.teamId}` });
    const [line, ...others] = await inboxOf(world.ben);
    expect(line).toMatch(new RegExp(`^Lea gave Harbour \\d+, for which you answer, ${item.ref}$`));
    expect(others).toEqual([]);
  });

  it("says with a new action item when it is due, as the pages write a date", async () => {
    const { ref } = scene.incident;
    const owner = `person:${world.ben.actor.id}`;
    await addActionItem(world.lea, { ref, title: "Limit the pool", owner, dueOn: "2026-12-02" });
    await tick("w");
    const { lines } = await listInbox(world.ben, { show: "all", before: undefined }, visibleTo);
    expect(lines.map(({ text }) => text)).toEqual(["Limit the pool, due 2 Dec 2026"]);
  });

  it("tells of a role in an incident", async () => {
    const { ref } = scene.incident;
    await addParticipant(world.lea, { ref, personId: world.ben.actor.id, role: "commander" });
    expect(await inboxOf(world.ben)).toEqual(["Lea made you commander"]);
  });
});

describe("a reminder", () => {
  const today = (context: CastContext, now: string) => ({ ...context, now: at(now) });

  it("comes in the morning of the owner's zone: soon, on the day and weekly after, each once", async () => {
    await editProfile(world.cleo, { name: "Cleo", title: "", timeZone: "America/New_York" });
    const { ref } = scene.incident;
    const owner = `person:${world.cleo.actor.id}`;
    const item = await addActionItem(world.lea, { ref, title: "Limit the pool", owner, dueOn: "2026-03-31" });
    await tick("w");
    await database().notification.deleteMany();
    const remindAt = async (time: string) => {
      await remindOwners(at(`${time} America/New_York`));
      await remindOwners(at(`${time} America/New_York`));
      const { lines } = await listInbox(
        today(world.cleo, `${time} UTC`),
        { show: "all", before: undefined },
        visibleTo,
      );
      return lines.map(({ title }) => title.replace(`${item.ref} `, ""));
    };
    expect(await remindAt("2026-03-27 12:00")).toEqual([]);
    expect(await remindAt("2026-03-28 06:59")).toEqual([]);
    expect(await remindAt("2026-03-28 07:00")).toEqual(["is due in 3 days"]);
    expect(await remindAt("2026-03-29 12:00")).toEqual(["is due in 3 days"]);
    // In Europe the day has begun, for the owner it has not.
    expect(await remindAt("2026-03-30 22:00")).toEqual(["is due in 3 days"]);
    expect(await remindAt("2026-03-31 09:00")).toHaveLength(2);
    expect(await remindAt("2026-04-01 09:00")).toHaveLength(3);
    expect(await remindAt("2026-04-07 09:00")).toHaveLength(3);
    expect((await remindAt("2026-04-08 09:00"))[0]).toBe("is 8 days overdue");
    await changeActionItemStatus(world.ben, { ref: item.ref, version: 1, status: "done" });
    expect(await remindAt("2026-04-15 09:00")).toHaveLength(4);
  });
});

describe("the review", () => {
  it("asks those who take part and may sign next, and tells the signers of a return and of the approval", async () => {
    const { ref } = scene.incident;
    await addParticipant(world.lea, { ref, personId: world.ada.actor.id, role: "participant" });
    await tick("w");
    await database().notification.deleteMany();
    await sign(world.ben, ref, "prepared");
    expect(await inboxOf(world.lea)).toEqual(["The post-mortem waits for you: sign as reviewed"]);
    expect(await inboxOf(world.cleo)).toEqual([]);
    const hash = await hashOf(world.lea, ref);
    await returnSignOff(world.lea, { ref, hash, reason: "Say who was affected." });
    expect(await inboxOf(world.ben)).toEqual(["Lea sent the post-mortem back"]);
    await sign(world.ben, ref, "prepared");
    await sign(world.lea, ref, "reviewed");
    expect(await inboxOf(world.ada)).toContain("The post-mortem waits for you: approve");
    await sign(world.ada, ref, "approved");
    expect(await inboxOf(world.ben)).toContain("Ada approved the post-mortem");
    expect(await inboxOf(world.lea)).toContain("Ada approved the post-mortem");
  });
});

describe("the review of a post-mortem that was signed faster than anybody was told", () => {
  beforeEach(async () => {
    const { ref } = scene.incident;
    await addParticipant(world.lea, { ref, personId: world.ada.actor.id, role: "participant" });
    await tick("w");
    await database().notification.deleteMany();
    await sign(world.ben, ref, "prepared");
    await sign(world.lea, ref, "reviewed");
  });

  it("asks once for the step that is left", async () => {
    expect(await inboxOf(world.lea)).toEqual([]);
    expect(await inboxOf(world.ada)).toEqual(["The post-mortem waits for you: approve"]);
  });

  it("says that it was approved of who approved it, and of nobody who signed before", async () => {
    await sign(world.ada, scene.incident.ref, "approved");
    expect(await inboxOf(world.ben)).toEqual(["Ada approved the post-mortem"]);
    expect(await inboxOf(world.lea)).toEqual(["Ada approved the post-mortem"]);
    expect(await inboxOf(world.ada)).toEqual([]);
  });
});

describe("a restricted incident", () => {
  it("is told only to those who may see it", async () => {
    const hidden = await restrictedScene(world);
    await addEntry(world.omar, { ref: hidden.incident.ref, text: "@cleo @ben the key was public" });
    expect(await inboxOf(world.cleo)).toEqual([]);
    expect(await database().notification.count()).toBe(0);
    await addParticipant(world.omar, {
      ref: hidden.incident.ref,
      personId: world.ben.actor.id,
      role: "participant",
    });
    expect(await inboxOf(world.ben)).toEqual(["Omar added you to the incident"]);
  });

  it("is told to an admin, who sees every incident", async () => {
    const hidden = await restrictedScene(world);
    await addParticipant(world.omar, {
      ref: hidden.incident.ref,
      personId: world.ben.actor.id,
      role: "participant",
    });
    await addEntry(world.ben, { ref: hidden.incident.ref, text: "@omar the key was public" });
    expect(await inboxOf(world.omar)).toEqual(["Ben mentioned you in the timeline"]);
    expect(await countUnread(world.omar, visibleTo)).toBe(1);
  });

  it("is gone from the inbox and its count of those who were told before it was restricted", async () => {
    const open = await declareIncident(world.omar, { title: "A leak", severity: "P1", timeZone: "UTC" });
    await addEntry(world.omar, { ref: open.ref, text: "@cleo the key was public" });
    expect(await inboxOf(world.cleo)).toHaveLength(1);
    await restrictIncident(world.omar, { ref: open.ref });
    expect(await inboxOf(world.cleo)).toEqual([]);
    expect(await countUnread(world.cleo, visibleTo)).toBe(0);
  });
});
