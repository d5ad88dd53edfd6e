import { beforeAll, describe, expect, it } from "vitest";
import { watchControl } from "@/lib/alerts/controls/commands";
import { database } from "@/lib/core/database";
import { acknowledgeIncident, editIncident } from "@/lib/incidents/commands";
import { editImpact } from "@/lib/incidents/impact/commands";
import { getImpact, impactBase } from "@/lib/incidents/impact/queries";
import { clearMilestone, setMilestone } from "@/lib/incidents/milestones/commands";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import {
  addEntry,
  correctEntry,
  includeEntry,
  restoreEntry,
  withdrawEntry,
} from "@/lib/incidents/timeline/commands";
import {
  addActionItem,
  changeActionItemStatus,
  editActionItem,
  removeActionItem,
} from "@/lib/reviews/action-items/commands";
import { editPostMortem } from "@/lib/reviews/commands";
import { editControls } from "@/lib/reviews/controls/commands";
import { editLessons } from "@/lib/reviews/lessons/commands";
import { getDocument } from "@/lib/reviews/queries";
import { editRootCauseAnalysis } from "@/lib/reviews/rca/commands";
import { editResolution } from "@/lib/reviews/resolution/commands";
import { linkSignature } from "@/lib/reviews/sign-offs/commands";
import { type Cast, type CastContext, cast } from "../../support/cast";
import { at, later, minutes } from "../../support/clock";
import { makeRule } from "../alerts/support";
import { basesOf, declare, hashOf, sign, standingOf } from "./story";

let people: Cast;
let editor: CastContext;
beforeAll(async () => {
  people = await cast();
  editor = { ...people.ben, now: later(people.ben.now, minutes(10)) };
});

type Story = { ref: string; incidentId: string; entryId: string; item: string; control: string };

/** A document with something in every section, not signed yet. */
async function written(): Promise<Story> {
  const { ben } = people;
  const ref = await declare(ben);
  const { id: incidentId } = await database().incident.findUniqueOrThrow({ where: { ref } });
  const entry = await addEntry(ben, { ref, text: "Restarted", kind: "action" });
  const item = await addActionItem(ben, { ref, title: "Close connections", dueOn: "2026-03-31" });
  const { controls, lessons } = await basesOf(ben, ref);
  await editControls(ben, { ref, base: controls, technical: [{ text: "Alert at 80 %" }] });
  await editLessons(ben, {
    ref,
    base: lessons,
    wentWell: [{ text: "Alert" }],
    wentWrong: [{ text: "No test" }],
  });
  const { controls: stored } = await getDocument(ben, ref);
  return { ref, incidentId, entryId: entry.id, item: item.ref, control: stored[0]?.id ?? "" };
}

/** The same, signed by all three. */
async function approved(before?: (story: Story) => Promise<unknown>): Promise<Story> {
  const story = await written();
  await before?.(story);
  await sign(people.ben, story.ref, "prepared");
  await sign(people.lea, story.ref, "reviewed");
  await sign(people.ada, story.ref, "approved");
  return story;
}

const wording = { title: "Close connections", owner: "", dueOn: "2026-03-31" };
const versionOf = async ({ item }: Story) =>
  (await database().actionItem.findFirstOrThrow({ where: { number: Number(item.slice(3)) } })).version;
const editItem = async (story: Story, part: object) =>
  editActionItem(editor, { ref: story.item, version: await versionOf(story), ...wording, ...part });
const header = async (story: Story, part: object) => {
  const { title, severity, timeZone, version } = await database().incident.findUniqueOrThrow({
    where: { ref: story.ref },
  });
  return editIncident(editor, { ref: story.ref, version, title, severity, timeZone, ...part });
};
const milestoneVersion = async ({ incidentId }: Story, kind: "detectedAt" | "resolvedAt") =>
  (await database().milestone.findUnique({ where: { incidentId_kind: { incidentId, kind } } }))?.version ?? 0;

const voiding: [string, (story: Story) => Promise<unknown>, ((story: Story) => Promise<unknown>)?][] = [
  [
    "post-mortem.edit",
    async ({ ref }) =>
      editPostMortem(editor, {
        ref,
        base: (await basesOf(editor, ref)).postMortem,
        summary: "Else",
        classification: "Internal",
      }),
  ],
  [
    "post-mortem.edit of the classification",
    async ({ ref }) =>
      editPostMortem(editor, {
        ref,
        base: (await basesOf(editor, ref)).postMortem,
        classification: "Secret",
      }),
  ],
  [
    "root-cause-analysis.edit",
    async ({ ref }) =>
      editRootCauseAnalysis(editor, {
        ref,
        base: (await basesOf(editor, ref)).analysis,
        whatHappened: "Else",
      }),
  ],
  [
    "resolution.edit",
    async ({ ref }) =>
      editResolution(editor, {
        ref,
        base: (await basesOf(editor, ref)).resolution,
        fixes: [{ text: "Else" }],
      }),
  ],
  [
    "lessons.edit",
    async ({ ref }) =>
      editLessons(editor, { ref, base: (await basesOf(editor, ref)).lessons, lucky: [{ text: "Else" }] }),
  ],
  [
    "controls.edit of the wording",
    async ({ ref }) =>
      editControls(editor, { ref, base: (await basesOf(editor, ref)).controls, process: [{ text: "Else" }] }),
  ],
  [
    "impact.edit",
    async ({ ref, incidentId }) =>
      editImpact(editor, {
        ref,
        base: impactBase(await getImpact(database(), incidentId)),
        user: ["Everybody"],
      }),
  ],
  ["incident.edit of the title", (story) => header(story, { title: "Else" })],
  ["incident.edit of the severity", (story) => header(story, { severity: "P4" })],
  [
    "milestone.set",
    async (story) =>
      setMilestone(editor, {
        ref: story.ref,
        kind: "resolvedAt",
        at: "2026-03-02 03:05",
        version: 0,
        reason: "The log says so",
      }),
  ],
  [
    "milestone.clear",
    async (story) =>
      clearMilestone(editor, {
        ref: story.ref,
        kind: "detectedAt",
        version: await milestoneVersion(story, "detectedAt"),
        reason: "Unknown",
      }),
  ],
  ["incident.acknowledge", ({ ref }) => acknowledgeIncident(editor, { ref })],
  [
    "timeline-entry.correct",
    ({ ref, entryId }) =>
      correctEntry(editor, {
        ref,
        entryId,
        version: 1,
        text: "Restarted twice",
        kind: "action",
        reason: "Twice",
      }),
  ],
  ["timeline-entry.withdraw", ({ ref, entryId }) => withdrawEntry(editor, { ref, entryId, reason: "Wrong" })],
  [
    "timeline-entry.restore",
    ({ ref, entryId }) => restoreEntry(editor, { ref, entryId }),
    ({ ref, entryId }) => withdrawEntry(people.ben, { ref, entryId, reason: "Wrong" }),
  ],
  ["timeline-entry.include", ({ ref, entryId }) => includeEntry(editor, { ref, entryId, include: "no" })],
  ["action-item.add", ({ ref }) => addActionItem(editor, { ref, title: "Else" })],
  ["action-item.edit of the title", (story) => editItem(story, { title: "Else" })],
  ["action-item.edit of the owner", (story) => editItem(story, { owner: `person:${people.lea.actor.id}` })],
  ["action-item.edit of the due date", (story) => editItem(story, { dueOn: "2026-04-30" })],
];

const keeping: [string, (story: Story) => Promise<unknown>][] = [
  [
    "action-item.change-status",
    async (story) =>
      changeActionItemStatus(editor, {
        ref: story.item,
        version: await versionOf(story),
        status: "done",
        evidence: "Merged",
      }),
  ],
  [
    "action-item.edit of kind and priority",
    (story) => editItem(story, { kind: "prevent", priority: "high" }),
  ],
  [
    "controls.edit of the verification",
    async ({ ref, control }) =>
      editControls(editor, {
        ref,
        base: (await basesOf(editor, ref)).controls,
        technical: [{ id: control, text: "Alert at 80 %", verification: "Monthly" }],
      }),
  ],
  [
    "control.watch",
    async ({ ref, control }) =>
      watchControl(editor, { ref, controlId: control, watchedBy: `rule:${(await makeRule()).slug}` }),
  ],
  ["timeline-entry.add after 'prepared'", ({ ref }) => addEntry(editor, { ref, text: "Still watching" })],
  ["incident.restrict", ({ ref }) => restrictIncident(people.lea, { ref })],
  [
    "incident.add-participant",
    ({ ref }) => addParticipant(editor, { ref, personId: people.lea.actor.id, role: "scribe" }),
  ],
  [
    "signature.link",
    async ({ incidentId }) => {
      const { id } = await database().importedSignature.create({
        data: { incidentId, position: 0, step: "prepared", name: "B." },
      });
      return linkSignature(people.omar, { signatureId: id, personId: people.ben.actor.id });
    },
  ],
];

describe("an edit voids every sign-off given before", () => {
  it.each(voiding)("%s", async (_, edit, before) => {
    const story = await approved(before);
    const hash = await hashOf(people.omar, story.ref);
    await edit(story);
    const now = await standingOf(people.omar, story.ref);
    expect(await hashOf(people.omar, story.ref)).not.toBe(hash);
    expect(now).toMatchObject({ state: "stale", given: {}, next: "prepared" });
    expect(now.voided.map(({ step }) => step)).toEqual(["approved", "reviewed", "prepared"]);
    expect((await getDocument(people.omar, story.ref)).preparedAt).toBeNull();
  });
});

describe("what is not part of the signed text voids nothing", () => {
  it.each(keeping)("%s", async (_, change) => {
    const story = await approved();
    const hash = await hashOf(people.omar, story.ref);
    await change(story);
    expect(await hashOf(people.omar, story.ref)).toBe(hash);
    expect((await standingOf(people.omar, story.ref)).state).toBe("approved");
  });
});

it("an action item is not removed from under a signature", async () => {
  const story = await approved();
  const input = { ref: story.item, version: await versionOf(story) };
  await expect(removeActionItem(editor, input)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("has signed the document"),
  });
});

it("an approved document that is edited, signed again and approved again stands again", async () => {
  const { ben, lea, ada } = people;
  const story = await approved();
  await addActionItem(editor, { ref: story.ref, title: "One more" });
  const hour = (context: CastContext) => ({
    ...context,
    now: later(at("2026-03-02 12:00 Europe/Berlin"), 0),
  });
  await sign(hour(lea), story.ref, "prepared");
  await sign(hour(ada), story.ref, "reviewed");
  await expect(sign(hour(ben), story.ref, "approved")).rejects.toMatchObject({ code: "forbidden" });
  await sign(hour(people.omar), story.ref, "approved");
  expect((await standingOf(ben, story.ref)).state).toBe("approved");
});
