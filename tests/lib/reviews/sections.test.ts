import { beforeAll, describe, expect, it } from "vitest";
import type { Command } from "@/lib/core/command";
import { database } from "@/lib/core/database";
import { editImpact } from "@/lib/incidents/impact/commands";
import { getImpact, impactBase } from "@/lib/incidents/impact/queries";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { editPostMortem } from "@/lib/reviews/commands";
import { editControls } from "@/lib/reviews/controls/commands";
import { editLessons } from "@/lib/reviews/lessons/commands";
import { getDocument } from "@/lib/reviews/queries";
import { editRootCauseAnalysis } from "@/lib/reviews/rca/commands";
import { editResolution } from "@/lib/reviews/resolution/commands";
import type { StoredSection } from "@/lib/reviews/rules";
import { impactSection } from "@/lib/reviews/section";
import { type Cast, cast } from "../../support/cast";
import { basesOf, declare, lastEvent } from "./story";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

type Section = {
  section: StoredSection;
  command: Command<never, { ref: string; base: string }>;
  content: object;
  other: object;
};

const sections: Section[] = [
  {
    section: "postMortem",
    command: editPostMortem as Section["command"],
    content: { summary: "The pool ran dry.", classification: "Internal" },
    other: { summary: "Another.", classification: "Internal" },
  },
  {
    section: "analysis",
    command: editRootCauseAnalysis as Section["command"],
    content: {
      whatHappened: "Reports held connections.",
      rootCauses: [{ title: "Leak", text: "On errors." }],
      factors: [],
    },
    other: { whatHappened: "Another.", rootCauses: [], factors: [] },
  },
  {
    section: "resolution",
    command: editResolution as Section["command"],
    content: {
      fixes: [{ text: "Closed them" }],
      codeChanges: [{ file: "pool.py", text: "Size", before: "50", after: "200" }],
    },
    other: { fixes: [], codeChanges: [{ file: "other.py", text: "", before: "", after: "" }] },
  },
  {
    section: "lessons",
    command: editLessons as Section["command"],
    content: { wentWell: [{ text: "Fast alert" }], wentWrong: [{ text: "No test" }], lucky: [] },
    other: { wentWell: [], wentWrong: [], lucky: [{ text: "Staging" }] },
  },
  {
    section: "controls",
    command: editControls as Section["command"],
    content: {
      technical: [{ text: "Alert at 80 %", verification: "" }],
      process: [{ text: "Checklist", verification: "Audit" }],
    },
    other: { technical: [{ text: "Another", verification: "" }], process: [] },
  },
];

describe.each(sections)("editing the section $section", ({ section, command, content, other }) => {
  it("stores it and tells the trail what it was before and after", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const shown = (await basesOf(ben, ref))[section];
    const { base } = await command(ben, { ref, base: shown, ...content });
    expect((await basesOf(ben, ref))[section]).toBe(base);
    const { event } = await lastEvent();
    expect(event).toMatchObject({
      action: command.action,
      actorId: ben.actor.id,
      via: "web",
      subjectKind: "post-mortem",
    });
    expect(JSON.stringify(event?.changes)).toContain('"fields":{"');
  });

  it("is quiet when the same is sent again", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    await command(ben, { ref, base: (await basesOf(ben, ref))[section], ...content });
    const before = await getDocument(ben, ref);
    const { count } = await lastEvent();
    const stored = { ...content, ...withIds(before, content) };
    await command(ben, { ref, base: (await basesOf(ben, ref))[section], ...stored });
    expect((await lastEvent()).count).toBe(count);
    expect((await getDocument(ben, ref)).documentVersion).toBe(before.documentVersion);
  });

  it("refuses an edit of a section that somebody changed meanwhile, and shows what it is now", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    const base = (await basesOf(ben, ref))[section];
    await command(lea, { ref, base, ...content });
    const now = (await basesOf(ben, ref))[section];
    const stale = command(ben, { ref, base, ...other });
    await expect(stale).rejects.toMatchObject({
      code: "conflict",
      detail: { current: expect.anything(), base: now },
    });
    expect((await basesOf(ben, ref))[section]).toBe(now);
  });

  it("lets one of two edits at the same moment win", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    const base = (await basesOf(ben, ref))[section];
    const both = await Promise.allSettled([
      command(ben, { ref, base, ...content }),
      command(lea, { ref, base, ...other }),
    ]);
    const refused = both.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(1);
    for (const one of refused) expect(one.reason).toMatchObject({ code: "conflict" });
  });

  it("is refused to who only looks, and to nobody", async () => {
    const { ben, cleo, nobody, mallory } = people;
    const ref = await declare(ben);
    const input = { ref, base: (await basesOf(ben, ref))[section], ...content };
    await expect(command(cleo, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(command(nobody, input)).rejects.toMatchObject({ code: "unauthenticated" });
    await restrictIncident(people.lea, { ref });
    await expect(command(mallory, input)).rejects.toMatchObject({ code: "not_found" });
  });
});

/** The rows of a section as a form sends them back: with the ids they were stored under. */
function withIds(document: Awaited<ReturnType<typeof getDocument>>, content: object) {
  const { lessons, controls } = document;
  const all = {
    ...document,
    wentWell: lessons.filter(({ kind }) => kind === "went_well"),
    wentWrong: lessons.filter(({ kind }) => kind === "went_wrong"),
    lucky: lessons.filter(({ kind }) => kind === "lucky"),
    technical: controls.filter(({ kind }) => kind === "technical"),
    process: controls.filter(({ kind }) => kind === "process"),
  };
  return Object.fromEntries(Object.keys(content).map((key) => [key, all[key as keyof typeof all]]));
}

describe("the rows of a list", () => {
  it("keep their ids when they are reordered and reworded, and give them up when they are removed", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const edit = async (fixes: object[]) => {
      await editResolution(ben, { ref, base: (await basesOf(ben, ref)).resolution, fixes, codeChanges: [] });
      return (await getDocument(ben, ref)).fixes;
    };
    const [one, two, three] = await edit([{ text: "one" }, { text: "two" }, { text: "three" }]);
    const after = await edit([
      { id: three?.id, text: "three" },
      { text: "new" },
      { id: one?.id, text: "uno" },
    ]);
    expect(after.map(({ text }) => text)).toEqual(["three", "new", "uno"]);
    expect([after[0]?.id, after[2]?.id]).toEqual([three?.id, one?.id]);
    expect(after.map(({ id }) => id)).not.toContain(two?.id);
  });

  it("cannot be taken from another incident", async () => {
    const { ben } = people;
    const [mine, theirs] = [await declare(ben), await declare(ben)];
    const add = async (ref: string, fixes: object[]) =>
      editResolution(ben, { ref, base: (await basesOf(ben, ref)).resolution, fixes, codeChanges: [] });
    await add(theirs, [{ text: "theirs" }]);
    const [row] = (await getDocument(ben, theirs)).fixes;
    await add(mine, [{ id: row?.id, text: "mine now" }]);
    expect((await getDocument(ben, theirs)).fixes).toEqual([row]);
    expect((await getDocument(ben, mine)).fixes[0]).toMatchObject({ text: "mine now" });
  });

  it("may move between kinds of lessons", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const edit = async (lists: object) => {
      await editLessons(ben, { ref, base: (await basesOf(ben, ref)).lessons, ...lists });
      return (await getDocument(ben, ref)).lessons;
    };
    const [lesson] = await edit({ wentWell: [{ text: "It was staging" }] });
    const after = await edit({ lucky: [{ id: lesson?.id, text: "It was staging" }] });
    expect(after).toMatchObject([{ kind: "lucky", text: "It was staging" }]);
  });

  it("leave out what is empty, and say at the field what cannot be", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const { resolution, controls } = await basesOf(ben, ref);
    await editResolution(ben, {
      ref,
      base: resolution,
      fixes: [{ text: "  " }, { text: "real" }],
      codeChanges: [{}],
    });
    expect((await getDocument(ben, ref)).fixes.map(({ text }) => text)).toEqual(["real"]);
    const orphan = { ref, base: controls, technical: [{ text: "", verification: "Monthly" }], process: [] };
    await expect(editControls(ben, orphan)).rejects.toMatchObject({
      code: "invalid",
      fields: { "technical.0.text": expect.stringContaining("what must hold") },
    });
  });

  it("keep HTML, emoji and right-to-left text as they were typed", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const summary = '<script>alert("x")</script> 🌊 مرحبا **bold**\n\n| a | b |';
    const base = (await basesOf(ben, ref)).postMortem;
    await editPostMortem(ben, { ref, base, summary: `  ${summary}\r\n`, classification: "Internal" });
    expect((await getDocument(ben, ref)).summary).toBe(summary);
  });
});

describe("the impact section", () => {
  it("carries the same base in the document as where it is kept", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    for (const input of [
      {},
      { user: ["Everybody"], usersAffected: "~150", dataLoss: "none", delay: "A day" },
    ]) {
      const document = await getDocument(ben, ref);
      const stored = await getImpact(database(), document.incidentId);
      expect(impactSection(document)).toEqual({ impact: stored, base: impactBase(stored) });
      await editImpact(ben, { ref, base: impactBase(stored), ...input });
    }
  });
});

describe("a post-mortem", () => {
  it("is empty until somebody writes it", async () => {
    const { ben } = people;
    const document = await getDocument(ben, await declare(ben));
    expect(document).toMatchObject({
      summary: "",
      classification: "Internal",
      rootCauses: [],
      actionItems: [],
    });
  });

  it("needs a classification", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const input = { ref, base: (await basesOf(ben, ref)).postMortem, summary: "", classification: " " };
    await expect(editPostMortem(ben, input)).rejects.toMatchObject({
      code: "invalid",
      fields: { classification: expect.stringContaining("classified") },
    });
  });

  it("of a restricted incident is there for its participants and admins only", async () => {
    const { ben, lea, omar, cleo, ada } = people;
    const ref = await declare(ben);
    await restrictIncident(lea, { ref });
    for (const context of [ben, lea, omar]) await expect(getDocument(context, ref)).resolves.toBeDefined();
    for (const context of [cleo, ada])
      await expect(getDocument(context, ref)).rejects.toMatchObject({ code: "not_found" });
  });
});
