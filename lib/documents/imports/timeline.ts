import type { EntryKind } from "../../../prisma/generated/enums";
import { findPersonByName } from "../../people/queries";
import type { PortableDocument } from "../schema";
import type { Target } from "./target";

/** Writes milestones as the document says, each with the entry of that instant as its evidence; others stay. */
export async function writeMilestones(
  { tx, context, incidentId }: Target,
  document: PortableDocument,
): Promise<void> {
  const { documentVersion } = await tx.incident.findUniqueOrThrow({
    where: { id: incidentId },
    select: { documentVersion: true },
  });
  for (const { kind, at, precision } of document.milestones) {
    const entry = await tx.timelineEntry.findFirst({
      where: { incidentId, at: new Date(at), withdrawnAt: null },
      orderBy: { sequence: "asc" },
      select: { id: true },
    });
    const told = { at: new Date(at), precision, origin: "import" as const, entryId: entry?.id ?? null };
    const set = { setById: context.actor.id, setAt: context.now, reason: null };
    await tx.milestone.upsert({
      where: { incidentId_kind: { incidentId, kind } },
      // Above that of any milestone that was cleared before, so that a form made of that one is seen to be stale.
      create: { incidentId, kind, ...told, ...set, version: documentVersion + 1 },
      update: { ...told, ...set, version: { increment: 1 } },
    });
  }
}

/**
 * Writes the timeline. Entries that say the same at the same instant stay as they are; new ones are added; those that
 * the document does not have are left out of the document, and remain in the timeline.
 */
export async function writeTimeline(
  { tx, context, incidentId }: Target,
  document: PortableDocument,
): Promise<void> {
  const there = await tx.timelineEntry.findMany({
    where: { incidentId, withdrawnAt: null },
    include: { author: { select: { name: true } } },
    orderBy: [{ at: "asc" }, { sequence: "asc" }],
  });
  const keyOf = (entry: {
    at: string;
    kind: EntryKind;
    precision: string;
    text: string;
    author: string | null;
  }) => JSON.stringify([entry.at, entry.kind, entry.precision, entry.text, entry.author]);
  const free = new Map<string, string[]>();
  for (const { id, at, kind, precision, text, author, authorName } of there) {
    const key = keyOf({ at: at.toISOString(), kind, precision, text, author: author?.name ?? authorName });
    free.set(key, [...(free.get(key) ?? []), id]);
  }
  const kept: string[] = [];
  for (const entry of document.timeline) {
    const same = free.get(keyOf(entry))?.shift();
    if (same) kept.push(same);
    else kept.push(await addEntry({ tx, context, incidentId }, entry));
  }
  await tx.timelineEntry.updateMany({ where: { incidentId, id: { in: kept } }, data: { inDocument: true } });
  await tx.timelineEntry.updateMany({
    where: { incidentId, id: { notIn: kept } },
    data: { inDocument: false },
  });
}

async function addEntry(
  { tx, context, incidentId }: Target,
  { at, precision, kind, text, author }: PortableDocument["timeline"][number],
): Promise<string> {
  const person = author === null ? null : await findPersonByName(context, author, tx);
  const { id } = await tx.timelineEntry.create({
    data: {
      incidentId,
      at: new Date(at),
      precision,
      kind,
      text,
      source: "import",
      authorId: person?.name === author ? (person?.id ?? null) : null,
      authorName: person?.name === author ? null : author,
      recordedAt: context.now,
    },
    select: { id: true },
  });
  return id;
}
