import { z } from "zod";
import { optionalProse } from "../core/text";

/** Text that may be missing: null when nothing is given. */
export const proseOrNull = (most: number) =>
  z
    .preprocess((given) => given ?? "", optionalProse(most))
    .transform((given) => (given === "" ? null : given));

/** One of an enum's words, or null when nothing is chosen. */
export const choiceOrNull = <const Words extends Readonly<Record<string, string>>>(words: Words) =>
  z
    .preprocess((given) => (given === "" ? null : given), z.enum(words, "Choose one of the list.").nullish())
    .transform((given) => given ?? null);

/** The id of a row that a list already has; empty for a new row. */
export const rowId = z.preprocess(
  (given) => (given === "" ? undefined : given),
  z.uuid("This row is not known here. Load the page again.").optional(),
);

/** The rows of a list in their order; those that `isBlank` are left out, which is also how a plain form removes one. */
export const rows = <Row extends z.ZodType>(row: Row, isBlank: (row: z.output<Row>) => boolean) =>
  z
    .array(row, "Send the rows as a list.")
    .max(200, "A list holds at most 200 rows.")
    .default([])
    .transform((given) => given.filter((one) => !isBlank(one)));

/** The hash of the section as it was shown to who edits it: a section that changed meanwhile is not overwritten. */
export const base = z.string("The form does not say what it was based on. Load the page again.");
