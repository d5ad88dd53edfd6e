import { command } from "../../core/command";
import { planRows } from "../rules";
import { closeSection, isSame, openSection, storeRows } from "../section";
import { editLessonsInput } from "./schema";

/** Writes what went well, what went wrong and where we got lucky. */
export const editLessons = command("lessons.edit", editLessonsInput, async (work) => {
  const { tx, context, input } = work;
  const { incident, before } = await openSection(tx, context, input, "lessons");
  const { ref, base, ...content } = input;
  if (isSame(content, base)) return { ref: incident.ref, base };
  for (const [list, kind] of [
    ["wentWell", "went_well"],
    ["wentWrong", "went_wrong"],
    ["lucky", "lucky"],
  ] as const) {
    const rows = content[list].map((lesson) => ({ ...lesson, kind }));
    await storeRows(tx.lesson, incident.id, planRows(before[list], rows));
  }
  return closeSection(work, incident, "lessons", before);
});
