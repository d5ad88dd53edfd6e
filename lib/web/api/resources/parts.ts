import { z } from "zod";

/** An instant, as ISO 8601 in UTC. */
export const instant = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString() : value),
  z.iso.datetime({ precision: 3 }),
);

/** A person, as far as everybody may know them. */
export const personShown = z.object({ id: z.uuid(), name: z.string() }).meta({ id: "PersonReference" });

/** Something with a name and an address of its own: a service, an environment, a team. */
export const named = z.object({ slug: z.string(), name: z.string() }).meta({ id: "NamedReference" });

/** Whether a list shows what was archived. */
export const archivedFilter = z.object({
  archived: z
    .enum(["true", "false"], { error: "Say true or false." })
    .default("false")
    .transform((value) => value === "true"),
});
