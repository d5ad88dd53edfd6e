import { z } from "zod";
import type { LessonKind } from "../../../prisma/generated/enums";
import { optionalProse } from "../../core/text";
import { incidentRef } from "../../incidents/schema";
import { base, rowId, rows } from "../row-input";

/** What the three lists are called, in their order. */
export const lessonLabels: Record<LessonKind, string> = {
  went_well: "What went well",
  went_wrong: "What went wrong",
  lucky: "Where we got lucky",
};

const lessons = rows(z.object({ id: rowId, text: optionalProse(2_000) }), (row) => row.text === "");

/** All three lists of the section. */
export const editLessonsInput = z.object({
  ref: incidentRef,
  base,
  wentWell: lessons,
  wentWrong: lessons,
  lucky: lessons,
});
