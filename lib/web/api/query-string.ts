import { z } from "zod";
import { storable } from "../../core/storable";
import { Problem } from "./problem";

/** How many items a page of a list has: unless somebody says otherwise, and at most. */
export const pageLimits = { usual: 50, most: 100 } as const;

const limitSentence = `Give a whole number from 1 to ${pageLimits.most}.`;

/** What every list takes beside its filters. */
export const pageQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, limitSentence)
    .transform(Number)
    .pipe(z.number().min(1, limitSentence).max(pageLimits.most, limitSentence))
    .default(pageLimits.usual),
  cursor: z.string().optional(),
});

/**
 * Reads the parameters of an address; one that is a list stands there once for each of its items. Throws
 * `invalid-parameter` for what is unknown, given twice though it is no list, or not valid.
 */
export function readQuery<Query extends z.ZodObject>(schema: Query, query: URLSearchParams): z.output<Query> {
  const given: Record<string, string | string[]> = {};
  for (const [name, value] of query) {
    if (!(name in schema.shape))
      throw wrongParameter(name, `There is no parameter ${name.slice(0, 100)} here.`);
    if (isList(schema.shape[name])) {
      given[name] = [...(given[name] ?? []), value];
      continue;
    }
    if (name in given) throw wrongParameter(name, "Give it once.");
    given[name] = value;
  }
  const read = schema.safeParse(storable(given));
  if (read.success) return read.data;
  const errors = read.error.issues.map(({ path, message }) => ({
    detail: message,
    parameter: String(path[0] ?? ""),
  }));
  throw new Problem("invalid-parameter", errors[0]?.detail ?? "A parameter is not valid.", { errors });
}

const isList = (schema: unknown) => schema instanceof z.ZodOptional && schema.unwrap() instanceof z.ZodArray;

/** What is wrong with one parameter of an address, to be thrown. */
export const wrongParameter = (parameter: string, detail: string): Problem =>
  new Problem("invalid-parameter", detail, { errors: [{ detail, parameter: parameter.slice(0, 100) }] });
