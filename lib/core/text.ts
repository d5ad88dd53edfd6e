import { z } from "zod";
import { storable } from "./storable";

/** Line ends as LF, nothing around it, and nothing in it that the database or canonical JSON could not keep. */
export function tidyText(text: string): string {
  return String(storable(text)).replace(/\r\n?/g, "\n").trim();
}

/** The same on one line. */
export const oneLine = (text: string): string => tidyText(text).replace(/\s+/g, " ");

const tooLong = (most: number) => `Keep it under ${most.toLocaleString("en")} characters.`;

// What comes out is checked; `meta` lets the API's document say it of what goes in.

/** Texts that a field would take, for those who read of it. */
type Examples = { examples?: string[] };

/** One line that must be given, at most `most` characters; `missing` is the sentence when it is not. */
export const line = (most: number, missing: string, like: Examples = {}) =>
  z
    .string({ error: missing })
    .meta({ minLength: 1, maxLength: most, ...like })
    .transform(oneLine)
    .pipe(z.string().min(1, missing).max(most, tooLong(most)));

/** One line that may be left out; null when it is, or is empty. */
export const optionalLine = (most: number) =>
  z
    .string()
    .meta({ maxLength: most })
    .transform(oneLine)
    .pipe(z.string().max(most, tooLong(most)))
    .transform((text) => text || null)
    .nullable()
    .default(null);

/** Text of any number of lines that must be given. */
export const prose = (most: number, missing: string) =>
  z
    .string({ error: missing })
    .meta({ minLength: 1, maxLength: most })
    .transform(tidyText)
    .pipe(z.string().min(1, missing).max(most, tooLong(most)));

/** Text that may be left out; '' when it is. */
export const optionalProse = (most: number, like: Examples = {}) =>
  z
    .string()
    .meta({ maxLength: most, ...like })
    .default("")
    .transform(tidyText)
    .pipe(z.string().max(most, tooLong(most)));

/** A field that may be left out, where a form sends '' for nothing: undefined then, else what `schema` reads. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());

/** A checkbox, or the same as a boolean: not sent means no. */
export const checked = z
  .preprocess(
    (given) => (given === "on" || given === "true" ? true : given === "false" ? false : given),
    z.boolean("Answer yes or no."),
  )
  .default(false);

/** A text as the database compares it literally, whether in any case or as a beginning: there % and _ would stand for any letters. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** Whether a text can be an id at all; Postgres would fail on anything else. */
export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);

/** The beginning of a text on one line, at most `most` characters, cut at a word where there is one. */
export function excerpt(text: string, most = 240): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  if (characters.length <= most) return line;
  const cut = characters.slice(0, most - 1).join("");
  return `${cut.replace(/\s\S{0,30}$/, "").replace(/[\s,;:.]+$/, "")}…`;
}
