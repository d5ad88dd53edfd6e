import type { PortableDocument } from "../../../schema";
import { readItems } from "../items";
import type { Section } from "../outline";
import type { Reading } from "../reading";
import { bullets, under } from "../write";

/** What went well, what went wrong, and where luck helped. */
export const writeLessons = ({ lessons }: PortableDocument): string[] =>
  under(2, "Lessons learned", [
    ...under(3, "What went well", bullets(lessons.wentWell)),
    ...under(3, "What went wrong", bullets(lessons.wentWrong)),
    ...under(3, "Where we got lucky", bullets(lessons.lucky)),
  ]);

/** Reads one of the three lists. */
export const readLessons =
  (list: keyof PortableDocument["lessons"]) =>
  (reading: Reading, section: Section): void => {
    for (const { text } of readItems(reading, section)) reading.document.lessons[list].push(text);
  };
