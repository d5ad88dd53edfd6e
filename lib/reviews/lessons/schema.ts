import { z } from "zod";
import { optionalProse } from "../../core/text";
import { incidentRef } from "../../incidents/schema";
import { base, rowId, rows } from "../row-input";

const lessons = rows(z.object({ id: rowId, text: optionalProse(2_000) }), (row) => row.text === "");

/** All three lists of the section. */
export const editLessonsInput = z.object({
  ref: incidentRef,
  base,
  wentWell: lessons,
  wentWrong: lessons,
  lucky: lessons,
});
