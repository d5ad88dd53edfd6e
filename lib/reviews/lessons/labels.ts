import type { LessonKind } from "../../../prisma/generated/enums";

/** What the three lists are called, in their order. */
export const lessonLabels: Record<LessonKind, string> = {
  went_well: "What went well",
  went_wrong: "What went wrong",
  lucky: "Where we got lucky",
};
