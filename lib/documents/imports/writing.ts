import type { ImpactGroup, LessonKind } from "../../../prisma/generated/enums";
import { writeImpact } from "../../incidents/impact/commands";
import { readContent } from "../../reviews/queries";
import { planRows } from "../../reviews/rules";
import { storeRows } from "../../reviews/section";
import { listStatedSignOffs } from "../exports/queries";
import type { PortableDocument } from "../schema";
import { writeActionItems } from "./action-items";
import type { ImportPart } from "./labels";
import { instantOrNull, type Target } from "./target";
import { writeMilestones, writeTimeline } from "./timeline";

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
