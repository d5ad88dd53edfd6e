import { z } from "zod";
import { EntryKind, EntrySource } from "../../../../prisma/generated/enums";

/** What stands before the name of somebody whom an imported document gives as an author. */
export const namedPrefix = "name:";

const kind = z.enum(EntryKind);

const name = z
  .string()
  .regex(/^name:./)
  .max(200)
  .refine((text) => !text.includes("\0"));

const by = z.union(
  [z.enum(["people", ...Object.values(EntrySource)]), z.uuid(), name],
  `Give people, a source (${Object.values(EntrySource).join(", ")}), the id of a person, or name: and a name that a document gives.`,
);

/**
 * Filters of a timeline, as the API takes them: several kinds, and 'people', a source, the id of a person, or 'name:' and
 * a name that an imported document gives.
 */
export const timelineQuery = z.object({ kind: z.array(kind).optional(), by: by.optional() });

const list = (given: unknown): unknown[] => (given === undefined ? [] : [given].flat());

/** The same as an address of the page carries them; what is not understood is ignored, of two `by` the first counts. */
export const timelineFilters = z.object({
  kind: z.preprocess((given) => list(given).filter((one) => kind.safeParse(one).success), z.array(kind)),
  by: z.preprocess((given) => list(given)[0], timelineQuery.shape.by.catch(undefined)),
});

/** Filters of a timeline. */
export type TimelineFilters = z.output<typeof timelineQuery>;
