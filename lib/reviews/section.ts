import { baseOf } from "../core/base";
import type { Changed } from "../core/command";
import type { Context } from "../core/context";
import type { Transaction } from "../core/database";
import { Refusal } from "../core/refusal";
import { editDocument, touchIncident } from "../incidents/document-version";
import { impactBase } from "../incidents/impact/queries";
import { type Impact, impactOf } from "../incidents/impact/rules";
import { lockIncident } from "../incidents/queries";
import { readContent } from "./queries";
import { type RowPlan, type StoredSection, sectionContent } from "./rules";
import type { PostMortemContent, PostMortemDocument } from "./schema";

/** Makes the row that all sections hang on, unless it is there. */
export async function ensurePostMortem(tx: Transaction, incidentId: string, now: Date): Promise<void> {
  await tx.postMortem.createMany({
    data: [{ incidentId, createdAt: now, editedAt: now }],
    skipDuplicates: true,
  });
}

/** The bases of all sections as they are now, for forms to carry. */
export function sectionBases(content: PostMortemContent): Record<StoredSection, string> {
  const of = (section: StoredSection) => baseOf(sectionContent[section](content));
  return {
    postMortem: of("postMortem"),
    analysis: of("analysis"),
    resolution: of("resolution"),
    lessons: of("lessons"),
    controls: of("controls"),
  };
}

/** The impact section of a document, in the shape in which it is edited, with the base that its form carries. */
export function impactSection({ impact: { statements, figures } }: PostMortemDocument): {
  impact: Impact;
  base: string;
} {
  const impact = impactOf(statements, figures);
  return { impact, base: impactBase(impact) };
}

/**
 * Begins the edit of a section: holds the incident and reads what is stored. Refuses with 'conflict' when the section is
 * not what the editor was shown; `detail` then carries it as it is now, with its base.
 */
export async function openSection<Section extends StoredSection>(
  tx: Transaction,
  context: Context,
  input: { ref: string; base: string },
  section: Section,
) {
  const incident = await lockIncident(tx, context, input.ref);
  await ensurePostMortem(tx, incident.id, context.now);
  const before = sectionContent[section](await readContent(tx, incident.id)) as ReturnType<
    (typeof sectionContent)[Section]
  >;
  const now = baseOf(before);
  if (now !== input.base)
    throw new Refusal(
      "conflict",
      "Somebody changed this section while you were writing.",
      {},
      { current: before, base: now },
    );
  return { incident, before };
}

/** Whether what was sent is what is stored: then there is nothing to do, and nothing to tell. */
export const isSame = (sent: unknown, base: string): boolean => baseOf(sent) === base;

/**
 * Ends the edit of a section that now reads differently: a new version of the document, which voids its sign-offs
 * (unless nothing of it is `signed`), and a line in the trail for each part that changed. Returns the next base.
 */
export async function closeSection<Section extends StoredSection>(
  { tx, context, changed }: { tx: Transaction; context: Context; changed: Changed },
  incident: { id: string; ref: string },
  section: Section,
  before: Readonly<Record<string, unknown>>,
  signed = true,
): Promise<{ ref: string; base: string }> {
  const { id, ref } = incident;
  await tx.postMortem.update({
    where: { incidentId: id },
    data: { editedAt: context.now },
    select: { incidentId: true },
  });
  await (signed ? editDocument : touchIncident)(tx, id, context.now);
  const after: Readonly<Record<string, unknown>> = sectionContent[section](await readContent(tx, id));
  changed(
    { kind: "post-mortem", id, incidentId: id },
    Object.fromEntries(Object.keys(after).map((part) => [part, [before[part], after[part]]])),
  );
  return { ref, base: baseOf(after) };
}

/** The part of a table that a list is stored in. */
type RowTable<Content> = {
  deleteMany(args: { where: { id: { in: string[] } } }): Promise<unknown>;
  update(args: { where: { id: string }; data: Content & { position: number } }): Promise<unknown>;
  createMany(args: { data: (Content & { incidentId: string; position: number })[] }): Promise<unknown>;
};

/** Stores a list as planned. Positions may collide on the way; the database compares them at the end. */
export async function storeRows<Content>(
  table: RowTable<Content>,
  incidentId: string,
  plan: RowPlan<Content>,
): Promise<void> {
  if (plan.removed.length > 0) await table.deleteMany({ where: { id: { in: plan.removed } } });
  for (const { id, position, content } of plan.kept)
    await table.update({ where: { id }, data: { ...content, position } });
  if (plan.added.length > 0)
    await table.createMany({
      data: plan.added.map(({ position, content }) => ({ ...content, incidentId, position })),
    });
}
