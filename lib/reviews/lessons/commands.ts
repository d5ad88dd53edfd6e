import { LessonKind } from "../../../prisma/generated/enums";
import { command } from "../../core/command";
import { planRows } from "../rules";
import { closeSection, isSame, openSection, storeRows } from "../section";
import { editLessonsInput } from "./schema";

/** Writes what went well, what went wrong and where we got lucky. */
export const editLessons = command("lessons.edit", editLessonsInput, async (work) => {
  const { tx, context, input } = work;
  const { incident, before } = await openSection(tx, context, input, "lessons");
  const sent = { went_well: input.wentWell, went_wrong: input.wentWrong, lucky: input.lucky };
  const of = (kind: LessonKind) => sent[kind].map((lesson) => ({ ...lesson, kind }));
  const kinds = Object.values(LessonKind);
  if (isSame({ lessons: kinds.flatMap(of) }, input.base)) return { ref: incident.ref, base: input.base };
  for (const kind of kinds) {
    const stored = before.lessons.filter((lesson) => lesson.kind === kind);
    await storeRows(tx.lesson, incident.id, planRows(stored, of(kind)));
  }
  return closeSection(work, incident, "lessons", before);
});
