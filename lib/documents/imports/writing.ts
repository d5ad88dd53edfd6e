import type { EntryKind, ImpactGroup, LessonKind } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { writeImpact } from "../../incidents/impact/commands";
import { findPersonByName } from "../../people/queries";
import { findTeamByName } from "../../people/teams/queries";
import { actionItemRefOf, isClosed } from "../../reviews/action-items/rules";
import { readContent } from "../../reviews/queries";
import { planRows } from "../../reviews/rules";
import { storeRows } from "../../reviews/section";
import { listStatedSignOffs } from "../exports/queries";
import type { PortableDocument } from "../schema";
import type { ImportPart } from "./schema";

/** Where the parts go: the incident that was just made, or the one that the actor chose to change. */
type Target = { tx: Transaction; context: Context; incidentId: string };

const instantOrNull = (text: string | null) => (text === null ? null : new Date(text));

/** Writes milestones as the document says, each with the entry of that instant as its evidence; others stay. */
async function writeMilestones(
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
async function writeTimeline({ tx, context, incidentId }: Target, document: PortableDocument): Promise<void> {
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

/** Writes action items: known ones (by wording, else by number where the numbers are ours) change, others are added, none is removed. */
async function writeActionItems(target: Target, document: PortableDocument): Promise<void> {
  const { tx, context, incidentId } = target;
  const there = await tx.actionItem.findMany({
    where: { incidentId },
    orderBy: [{ position: "asc" }, { number: "asc" }],
  });
  const { foreignRef } = await tx.incident.findUniqueOrThrow({
    where: { id: incidentId },
    select: { foreignRef: true },
  });
  // The numbers in a document that came from elsewhere name other items than ours.
  const ours = foreignRef === null;
  for (const item of document.actionItems) {
    const known =
      there.find(({ title }) => title === item.title) ??
      (ours ? there.find(({ number }) => item.ref === actionItemRefOf(number)) : undefined);
    if (known) there.splice(there.indexOf(known), 1);
    const { title, status, kind, priority, evidence } = item;
    const closed = isClosed(status);
    const data = {
      ...{ title, status, kind, priority, evidence },
      dueOn: instantOrNull(item.dueOn && `${item.dueOn}T00:00:00Z`),
      closedAt: closed ? (known?.closedAt ?? context.now) : null,
      // A document says that an item is closed, not by whom.
      closedById: closed ? (known?.closedById ?? null) : null,
      ...(await ownerOf(target, item.owner)),
    };
    if (known)
      await tx.actionItem.update({ where: { id: known.id }, data: { ...data, version: { increment: 1 } } });
    else await tx.actionItem.create({ data: { incidentId, createdAt: context.now, ...data } });
  }
}

async function ownerOf({ tx, context }: Target, owner: string | null) {
  const nobody = { ownerPersonId: null, ownerTeamId: null, ownerName: null };
  if (owner === null) return nobody;
  const person = await findPersonByName(context, owner, tx);
  if (person?.name === owner) return { ...nobody, ownerPersonId: person.id };
  const team = await findTeamByName(context, owner, tx);
  if (team?.name === owner) return { ...nobody, ownerTeamId: team.id };
  return { ...nobody, ownerName: owner };
}

function withKnownIds<Row extends object>(
  known: readonly { id: string; name: string }[],
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): (Row & { id?: string })[] {
  const free = [...known];
  return rows.map((row) => {
    const place = free.findIndex(({ name }) => name === nameOf(row));
    const [same] = place < 0 ? [] : free.splice(place, 1);
    return same ? { ...row, id: same.id } : row;
  });
}

/** Writes the parts that are lists of rows or texts of the post-mortem; rows of a part are put in the place of those there. */
export const writePart: Partial<
  Record<ImportPart, (target: Target, document: PortableDocument) => Promise<void>>
> = {
  timeline: async (target, document) => {
    await writeTimeline(target, document);
    await writeMilestones(target, document);
  },
  actionItems: writeActionItems,
  summary: async ({ tx, incidentId }, { summary }) => {
    await tx.postMortem.update({ where: { incidentId }, data: { summary } });
  },
  impact: async ({ tx, incidentId }, { impact }) => {
    const { unavailableFrom, unavailableTo, ...figures } = impact.figures;
    const groups: Record<ImpactGroup, string[]> = impact;
    await writeImpact(tx, incidentId, {
      user: groups.user,
      business: groups.business,
      detection: groups.detection,
      figures: {
        ...figures,
        unavailableFrom: instantOrNull(unavailableFrom),
        unavailableTo: instantOrNull(unavailableTo),
      },
    });
  },
  analysis: async ({ tx, incidentId }, { whatHappened, rootCauses, contributingFactors }) => {
    await tx.postMortem.update({ where: { incidentId }, data: { whatHappened } });
    // Rows that say the same keep their ids, so that action items stay linked to them.
    const before = await readContent(tx, incidentId);
    const causes = before.rootCauses.map(({ id, title }) => ({ id, name: title }));
    const factors = before.factors.map(({ id, text }) => ({ id, name: text }));
    const sentCauses = withKnownIds(causes, rootCauses, ({ title }) => title);
    const sentFactors = withKnownIds(factors, contributingFactors, ({ text }) => text);
    await storeRows(tx.rootCause, incidentId, planRows(causes, sentCauses));
    await storeRows(tx.contributingFactor, incidentId, planRows(factors, sentFactors));
  },
  resolution: async ({ tx, incidentId }, { fixes, codeChanges }) => {
    await tx.fix.deleteMany({ where: { incidentId } });
    await tx.codeChange.deleteMany({ where: { incidentId } });
    await tx.fix.createMany({ data: fixes.map((text, position) => ({ incidentId, position, text })) });
    const silent = { text: "", before: null, after: null };
    const lines = codeChanges.flatMap(({ file, changes }) =>
      (changes.length > 0 ? changes : [silent]).map((change) => ({ file, ...change })),
    );
    await tx.codeChange.createMany({
      data: lines.map((line, position) => ({ incidentId, position, ...line })),
    });
  },
  lessons: async ({ tx, incidentId }, { lessons }) => {
    await tx.lesson.deleteMany({ where: { incidentId } });
    const rows = (kind: LessonKind, texts: string[]) =>
      texts.map((text, position) => ({ incidentId, kind, position, text }));
    await tx.lesson.createMany({
      data: [
        ...rows("went_well", lessons.wentWell),
        ...rows("went_wrong", lessons.wentWrong),
        ...rows("lucky", lessons.lucky),
      ],
    });
  },
  controls: async ({ tx, incidentId }, { controls }) => {
    await tx.control.deleteMany({ where: { incidentId } });
    const rows = (kind: "technical" | "process") =>
      controls[kind].map((control, position) => ({ incidentId, kind, position, ...control }));
    await tx.control.createMany({ data: [...rows("technical"), ...rows("process")] });
  },
  signatures: async ({ tx, context, incidentId }, { signatures, signedOn }) => {
    const { ref } = await tx.incident.findUniqueOrThrow({ where: { id: incidentId }, select: { ref: true } });
    const before = await tx.importedSignature.findMany({
      where: { incidentId },
      orderBy: { position: "asc" },
    });
    const given = await listStatedSignOffs(context, ref, tx);
    const same =
      (one: PortableDocument["signatures"][number]) => (other: PortableDocument["signatures"][number]) =>
        one.step === other.step && one.name === other.name && one.title === other.title;
    // What was signed here is stated in an export, and is no imported statement when it comes back.
    const imported = signatures.filter(
      (signature) => !given.some(same(signature)) || before.some(same(signature)),
    );
    await tx.importedSignature.deleteMany({ where: { incidentId } });
    await tx.importedSignature.createMany({
      data: imported.map((signature, position) => ({
        incidentId,
        position,
        ...signature,
        personId: before.find(same(signature))?.personId ?? null,
      })),
    });
    await tx.postMortem.update({ where: { incidentId }, data: { importedSignedOn: signedOn } });
  },
  unplaced: async ({ tx, incidentId }, { unplaced }) => {
    await tx.postMortem.update({ where: { incidentId }, data: { unplaced } });
  },
};
