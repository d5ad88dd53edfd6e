import { lessonLabels } from "@/lib/reviews/lessons/labels";
import type { Lesson } from "@/lib/reviews/schema";
import { LessonKind } from "@/prisma/generated/enums";
import { TextList } from "./lists";
import { Part } from "./section";

/** What went well, what went wrong, and where it was luck. */
export function Lessons({ lessons }: { lessons: readonly Lesson[] }) {
  return Object.values(LessonKind).map((kind) => {
    const rows = lessons.filter((lesson) => lesson.kind === kind);
    return rows.length === 0 ? null : (
      <Part key={kind} title={lessonLabels[kind]}>
        <TextList rows={rows} />
      </Part>
    );
  });
}
