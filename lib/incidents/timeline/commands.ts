import type { Incident, TimelineEntry } from "../../../prisma/generated/client";
import type { EntryKind, EntrySource } from "../../../prisma/generated/enums";
import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal, staleEdit } from "../../core/refusal";
import { attachTo } from "../attachments/commands";
import { editDocument, touchIncident } from "../document-version";
import { demandUnmerged, lockIncident } from "../queries";
import { splitEntry } from "../times/rules";
import { findTimesSince } from "../times/since/queries";
import { timeTyped } from "../times/time-typed";
import { findSent, getEntry } from "./queries";
import { isInDocument, mayCorrect } from "./rules";
import {
  addEntryInput,
  correctEntryInput,
  includeEntryInput,
  restoreEntryInput,
  withdrawEntryInput,
} from "./schema";

/**
 * Records what happened; what the same sending brought before stands already. Joins the document unless that is prepared
 * already. Refuses a time that cannot be read, that has not come, or that the clocks skipped or passed twice, at the
 * field it was typed in.
 */
export const addEntry = command(
  "timeline-entry.add",
  addEntryInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref, { merged: "too" });
    const sent = await findSent(tx, incident.id, input.sendingKey);
    if (sent) return { id: sent.id, ref: incident.ref };
    await demandUnmerged(tx, context, incident);
    const { time, text } =
      input.at === undefined ? splitEntry(input.text) : { time: input.at, text: input.text };
    if (text === "")
      throw new Refusal("invalid", "Say what happened.", { text: `Say what happened at ${time}.` });
    const field = input.at === undefined ? "text" : "at";
    const typedAt = new Date(context.now.getTime() - (input.typedMsAgo ?? 0));
    const { at, precision } =
      time === undefined
        ? { at: typedAt, precision: "exact" as const }
        : timeTyped(time, {
            ...{ zone: incident.timeZone, now: typedAt, field, day: input.day },
            since: await findTimesSince(tx, incident),
          });
    const inDocument = incident.preparedAt === null;
    const { id } = await tx.timelineEntry.create({
      data: {
        incidentId: incident.id,
        at,
        precision,
        kind: input.kind ?? "note",
        source: context.actor.via === "api" ? "api" : "manual",
        text,
        authorId: context.actor.id,
        recordedAt: context.now,
        inDocument,
        sendingKey: input.sendingKey ?? null,
      },
    });
    await attachTo(tx, context, { incident, entryId: id }, input.attachments);
    changed(
      { kind: "timeline-entry", id, incidentId: incident.id },
      {
        text: [null, text],
        at: [null, at],
        precision: [null, precision],
        kind: [null, input.kind ?? "note"],
        ...(input.attachments.length > 0
          ? { attachments: [null, input.attachments.map(({ id }) => id)] }
          : {}),
      },
    );
    await changedEntry(tx, incident, inDocument, context.now);
    return { id, ref: incident.ref };
  },
);

/**
 * Lets an entry say something else; what it said before stays readable with who changed it, when and why. Refuses a
 * stale form with the entry as it is now as `detail.current`.
 */
export const correctEntry = command(
  "timeline-entry.correct",
  correctEntryInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref);
    const before = await getEntry(tx, incident, input.entryId);
    demandCorrectable(before, context.actor);
    const { version, text, at, precision, kind } = before;
    if (before.withdrawnAt)
      throw new Refusal("conflict", "It was withdrawn meanwhile: restore it before you correct it.");
    if (version !== input.version) throw staleEdit({ version, text, at, precision, kind });
    const time =
      input.at === undefined
        ? { at, precision }
        : timeTyped(input.at, {
            ...{ zone: incident.timeZone, now: context.now, field: "at", shown: before },
            since: await findTimesSince(tx, incident),
          });
    const after = { text: input.text, kind: input.kind, at: time.at, precision: time.precision };
    const same =
      text === after.text && kind === after.kind && precision === after.precision && +at === +after.at;
    if (same) return { id: before.id, ref: incident.ref };
    await tx.timelineRevision.create({
      data: {
        entryId: before.id,
        version,
        at,
        precision,
        kind,
        text,
        supersededAt: context.now,
        supersededById: context.actor.id,
        reason: input.reason,
      },
    });
    await tx.timelineEntry.update({
      where: { id: before.id },
      data: { ...after, version: { increment: 1 } },
    });
    changed(
      { kind: "timeline-entry", id: before.id, incidentId: incident.id },
      {
        text: [text, after.text],
        at: [at, after.at],
        precision: [precision, after.precision],
        kind: [kind, after.kind],
        reason: [null, input.reason],
      },
    );
    await changedEntry(tx, incident, before.inDocument, context.now);
    return { id: before.id, ref: incident.ref };
  },
);

/** Withdraws an entry, with a reason; it stays readable. Quiet when it is withdrawn already. */
export const withdrawEntry = command(
  "timeline-entry.withdraw",
  withdrawEntryInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref);
    const entry = await getEntry(tx, incident, input.entryId);
    demandCorrectable(entry, context.actor);
    const result = { id: entry.id, ref: incident.ref };
    if (entry.withdrawnAt) return result;
    const { reason } = input;
    await tx.timelineEntry.update({
      where: { id: entry.id },
      data: { withdrawnAt: context.now, withdrawnById: context.actor.id, withdrawnReason: reason },
    });
    changed(
      { kind: "timeline-entry", id: entry.id, incidentId: incident.id },
      { withdrawnAt: [null, context.now], reason: [null, reason] },
    );
    await changedEntry(tx, incident, entry.inDocument, context.now);
    return result;
  },
);

/** Brings a withdrawn entry back. Quiet when it is not withdrawn. */
export const restoreEntry = command(
  "timeline-entry.restore",
  restoreEntryInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref);
    const entry = await getEntry(tx, incident, input.entryId);
    demandCorrectable(entry, context.actor);
    const result = { id: entry.id, ref: incident.ref };
    if (!entry.withdrawnAt) return result;
    await tx.timelineEntry.update({
      where: { id: entry.id },
      data: { withdrawnAt: null, withdrawnById: null, withdrawnReason: null, withdrawnForId: null },
    });
    changed(
      { kind: "timeline-entry", id: entry.id, incidentId: incident.id },
      { withdrawnAt: [entry.withdrawnAt, null], withdrawnReason: [entry.withdrawnReason, null] },
    );
    await changedEntry(tx, incident, entry.inDocument, context.now);
    return result;
  },
);

/** Takes an entry into the document or leaves it out. Quiet when it stands so already. */
export const includeEntry = command(
  "timeline-entry.include",
  includeEntryInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref);
    const entry = await getEntry(tx, incident, input.entryId);
    const result = { id: entry.id, ref: incident.ref };
    const inDocument = input.include === "yes";
    if (entry.inDocument === inDocument) return result;
    await tx.timelineEntry.update({ where: { id: entry.id }, data: { inDocument } });
    changed(
      { kind: "timeline-entry", id: entry.id, incidentId: incident.id },
      { inDocument: [entry.inDocument, inDocument] },
    );
    await changedEntry(tx, incident, isInDocument({ ...entry, inDocument: true }), context.now);
    return result;
  },
);

/**
 * Writes what Highwater itself saw into the timeline, at the present unless it was seen before, and gives the entry. It joins
 * the document unless that is prepared already, the entry is no part of the story, or the incident was entered afterwards and
 * the present is none.
 */
export async function writeSystemEntry(
  tx: Transaction,
  context: Context,
  incident: Pick<Incident, "id" | "mode" | "preparedAt">,
  entry: { kind: EntryKind; text: string; at?: Date; source?: EntrySource; inDocument?: false },
): Promise<{ id: string }> {
  const { inDocument: joins = true } = entry;
  const inDocument = joins && incident.mode !== "retrospective" && incident.preparedAt === null;
  const made = await tx.timelineEntry.create({
    data: {
      incidentId: incident.id,
      at: entry.at ?? context.now,
      kind: entry.kind,
      source: entry.source ?? "system",
      text: entry.text,
      authorId: context.actor.id,
      recordedAt: context.now,
      inDocument,
    },
    select: { id: true },
  });
  await changedEntry(tx, incident, inDocument, context.now);
  return made;
}

function demandCorrectable(entry: TimelineEntry, actor: Parameters<typeof mayCorrect>[1]): void {
  const verdict = mayCorrect(entry, actor);
  if (!verdict.may) throw new Refusal("forbidden", verdict.reason);
}

async function changedEntry(
  tx: Transaction,
  incident: Pick<Incident, "id">,
  inDocument: boolean,
  now: Date,
): Promise<void> {
  if (inDocument) await editDocument(tx, incident.id, now);
  else await touchIncident(tx, incident.id, now);
}
