import { type SectionKey, sections } from "./labels";
import type { Control, Lesson, PostMortemContent, PostMortemDocument } from "./schema";

/** Whether each section says something, in the document's order. The sign-off is complete when it is approved. */
export function completeness(
  document: PostMortemDocument,
  approved: boolean,
): { done: number; of: number; sections: { key: SectionKey; title: string; done: boolean }[] } {
  const says: Record<SectionKey, boolean> = {
    summary: document.summary !== "",
    impact:
      document.impact.statements.length > 0 ||
      Object.values(document.impact.figures ?? {}).some((figure) => figure !== null),
    timeline: document.timeline.length > 0,
    "root-cause-analysis": document.whatHappened !== "" && document.rootCauses.length > 0,
    resolution: document.fixes.length > 0 || document.codeChanges.length > 0,
    lessons: document.lessons.length > 0,
    "action-items": document.actionItems.length > 0,
    prevention: document.controls.length > 0,
    "sign-off": approved,
  };
  const judged = sections.map(({ key, title }) => ({ key, title, done: says[key] }));
  return { done: judged.filter((section) => section.done).length, of: judged.length, sections: judged };
}

/** A row of a list as an editor sends it: with the id of a row that exists, or without for a new one. */
export type SentRow<Content> = Content & { id?: string | undefined };

/** What must be done to the rows of a list so that it reads as sent. Positions count from 0. */
export type RowPlan<Content> = {
  removed: string[];
  kept: { id: string; position: number; content: Content }[];
  added: { position: number; content: Content }[];
};

/**
 * How a list becomes what was sent: rows that are known keep their id, whatever their new place or text, so that links
 * to them hold; rows without an id, or with one that the list does not have, are new; what was not sent is removed.
 */
export function planRows<Content>(
  stored: readonly { id: string }[],
  sent: readonly SentRow<Content>[],
): RowPlan<Omit<SentRow<Content>, "id">> {
  const known = new Set(stored.map((row) => row.id));
  const plan: RowPlan<Omit<SentRow<Content>, "id">> = { removed: [], kept: [], added: [] };
  for (const [position, { id, ...content }] of sent.entries()) {
    // An id counts once: the second row that claims it is a copy, and a copy is a new row.
    if (id !== undefined && known.delete(id)) plan.kept.push({ id, position, content });
    else plan.added.push({ position, content });
  }
  plan.removed = [...known];
  return plan;
}

/** The sections that are stored and edited here, each by its command, in the shape in which its form sends them. */
export const sectionContent = {
  postMortem: ({ summary, classification }: PostMortemContent) => ({ summary, classification }),
  analysis: ({ whatHappened, rootCauses, factors }: PostMortemContent) => ({
    whatHappened,
    rootCauses,
    factors,
  }),
  resolution: ({ fixes, codeChanges }: PostMortemContent) => ({ fixes, codeChanges }),
  lessons: ({ lessons }: PostMortemContent) => {
    const of = (kind: Lesson["kind"]) =>
      lessons.filter((lesson) => lesson.kind === kind).map(({ id, text }) => ({ id, text }));
    return { wentWell: of("went_well"), wentWrong: of("went_wrong"), lucky: of("lucky") };
  },
  controls: ({ controls }: PostMortemContent) => {
    const of = (kind: Control["kind"]) =>
      controls
        .filter((control) => control.kind === kind)
        .map(({ id, text, verification }) => ({ id, text, verification }));
    return { technical: of("technical"), process: of("process") };
  },
} as const;

/** A section that is stored and edited here. */
export type StoredSection = keyof typeof sectionContent;
