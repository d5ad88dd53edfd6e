import type { Incident } from "../../../prisma/generated/client";
import type { MilestoneKind } from "../../../prisma/generated/enums";
import { command, type Work } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { bringDeploys, lockBesideDeploys } from "../deploys/commands";
import { boundsDeploys } from "../deploys/rules";
import { editDocument } from "../document-version";
import { lockIncident } from "../queries";
import { writeSystemEntry } from "../timeline/commands";
import { getEntry } from "../timeline/queries";
import { timeTyped } from "../times/time-typed";
import { sentenceOfCorrection } from "./corrections/rules";
import { milestoneLabels } from "./labels";
import { clearMilestoneInput, setMilestoneInput } from "./schema";

/**
 * Sets a milestone by hand, or moves it, and leaves an entry outside the document where its time changed. Refuses a stale
 * form with the milestone as it is now (null: not set) as `detail.current`, a time that cannot be read or has not come, and
 * an entry of another incident.
 */
export const setMilestone = command(
  "milestone.set",
  setMilestoneInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockBesideDeploys(tx, context, input.ref);
    const { id: incidentId, ref, timeZone: zone } = incident;
    const { kind, reason } = input;
    const before = await milestoneAsShown(tx, incidentId, kind, input.version);
    const shown = before ?? undefined;
    const { at, precision } = timeTyped(input.at, {
      zone,
      now: context.now,
      field: "at",
      day: input.day,
      shown,
    });
    const entryId = input.entryId ? (await getEntry(tx, incident, input.entryId)).id : null;
    if (before && +before.at === +at && before.precision === precision && before.entryId === entryId)
      return { ref, kind };
    const data = {
      at,
      precision,
      entryId,
      reason,
      origin: "manual" as const,
      setById: context.actor.id,
      setAt: context.now,
    };
    await tx.milestone.upsert({
      where: { incidentId_kind: { incidentId, kind } },
      create: { incidentId, kind, ...data, version: firstVersion(incident.documentVersion) },
      update: { ...data, version: { increment: 1 } },
    });
    changed(
      { kind: "milestone", id: kind, incidentId },
      {
        at: [before?.at ?? null, at],
        precision: [before?.precision ?? null, precision],
        origin: [before?.origin ?? null, "manual"],
        reason: [before?.reason ?? null, reason],
        entryId: [before?.entryId ?? null, entryId],
      },
    );
    const text = sentenceOfCorrection(kind, [before, { at, precision }], { zone, now: context.now, reason });
    if (text) await sayByHand(tx, context, incident, text);
    if (boundsDeploys(kind)) await bringDeploys(tx, context, incident);
    await editDocument(tx, incidentId, context.now);
    return { ref, kind };
  },
);

/**
 * Takes a milestone away by hand, and leaves an entry outside the document. Quiet when it is not set; refuses a stale form
 * like `setMilestone`.
 */
export const clearMilestone = command(
  "milestone.clear",
  clearMilestoneInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref);
    const { id: incidentId, ref, timeZone: zone } = incident;
    const { kind, reason } = input;
    const there = await tx.milestone.count({ where: { incidentId, kind } });
    if (there === 0) return { ref, kind };
    const before = await milestoneAsShown(tx, incidentId, kind, input.version);
    await tx.milestone.deleteMany({ where: { incidentId, kind } });
    changed(
      { kind: "milestone", id: kind, incidentId },
      {
        at: [before?.at, null],
        precision: [before?.precision, null],
        origin: [before?.origin, null],
        reason: [before?.reason ?? null, reason],
      },
    );
    const text = sentenceOfCorrection(kind, [before, null], { zone, now: context.now, reason });
    if (text) await sayByHand(tx, context, incident, text);
    await editDocument(tx, incidentId, context.now);
    return { ref, kind };
  },
);

/** Sets milestones that are not set yet to the present, and returns which. Of two at once, one sets. */
export async function reachMilestones(
  { tx, context, changed }: Work,
  { id: incidentId, documentVersion }: Pick<Incident, "id" | "documentVersion">,
  kinds: readonly MilestoneKind[],
): Promise<MilestoneKind[]> {
  const made = await tx.milestone.createManyAndReturn({
    data: kinds.map((kind) => ({
      incidentId,
      kind,
      at: context.now,
      origin: "automatic" as const,
      setById: context.actor.id,
      setAt: context.now,
      version: firstVersion(documentVersion),
    })),
    skipDuplicates: true,
    select: { kind: true },
  });
  for (const { kind } of made)
    changed(
      { kind: "milestone", id: kind, incidentId },
      { at: [null, context.now], origin: [null, "automatic"] },
    );
  return made.map(({ kind }) => kind);
}

/** When something happened by evidence, and the entry that shows it. */
export type Evidenced = { kind: MilestoneKind; at: Date; entryId: string | null };

/**
 * Sets milestones to when evidence says that they were reached: those that are not set, and those that were set
 * automatically to a later moment. What somebody gave by hand or a document states stays. Deploys of the time that an
 * incident gains by it are brought in: the caller holds it as `bringDeploys` wants.
 */
export async function evidenceMilestones(
  { tx, context, changed }: Work,
  incident: Pick<Incident, "id" | "documentVersion" | "serviceId" | "environmentId">,
  evidenced: readonly Evidenced[],
): Promise<void> {
  const { id: incidentId, documentVersion } = incident;
  let gained = false;
  for (const { kind, at, entryId } of evidenced) {
    const before = await tx.milestone.findUnique({ where: { incidentId_kind: { incidentId, kind } } });
    if (before && (before.origin !== "automatic" || before.at <= at)) continue;
    const data = { at, entryId, origin: "automatic" as const, setById: context.actor.id, setAt: context.now };
    await tx.milestone.upsert({
      where: { incidentId_kind: { incidentId, kind } },
      create: { incidentId, kind, ...data, version: firstVersion(documentVersion) },
      update: { ...data, version: { increment: 1 } },
    });
    changed(
      { kind: "milestone", id: kind, incidentId },
      { at: [before?.at ?? null, at], origin: [before?.origin ?? null, "automatic"] },
    );
    gained ||= boundsDeploys(kind);
  }
  if (gained) await bringDeploys(tx, context, incident);
}

/**
 * Takes milestones away that no longer hold, and returns which; the trail keeps what they were. Only what a move set is
 * taken: a time that somebody gave by hand or that a document states is a statement of theirs, and stays.
 */
export async function loseMilestones(
  { tx, changed }: Work,
  incidentId: string,
  kinds: readonly MilestoneKind[],
): Promise<MilestoneKind[]> {
  const lost = await tx.milestone.findMany({
    where: { incidentId, kind: { in: [...kinds] }, origin: "automatic" },
  });
  await tx.milestone.deleteMany({ where: { incidentId, kind: { in: lost.map(({ kind }) => kind) } } });
  for (const { kind, at, origin } of lost)
    changed({ kind: "milestone", id: kind, incidentId }, { at: [at, null], origin: [origin, null] });
  return lost.map(({ kind }) => kind);
}

// That the record was put right is no part of what happened: the document tells the milestone itself.
const sayByHand = (tx: Transaction, context: Context, incident: Incident, text: string) =>
  writeSystemEntry(tx, context, incident, { kind: "status", text, inDocument: false });

// Higher than that of any milestone which was cleared before: a form made of that one is still seen to be stale.
const firstVersion = (documentVersion: number) => documentVersion + 1;

/** The milestone, null where it is not set; refused when it is another than the form was shown. */
async function milestoneAsShown(tx: Transaction, incidentId: string, kind: MilestoneKind, version: number) {
  const current = await tx.milestone.findUnique({ where: { incidentId_kind: { incidentId, kind } } });
  if ((current?.version ?? 0) === version) return current;
  const sentence = `Somebody changed ${milestoneLabels[kind].toLowerCase()} while you were writing.`;
  throw new Refusal("conflict", sentence, {}, { current });
}
