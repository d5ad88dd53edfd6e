import { z } from "zod";
import { optional } from "../../core/text";
import { incidentRef } from "../../incidents/schema";
import { controlStates } from "./labels";

const choose = "Choose what watches it.";

/** `setting:<source>:<setting>` or `rule:<rule>`: what watches, by slugs. */
const watchedBy = z
  .string(choose)
  .trim()
  .max(300, choose)
  .transform((given, check) => {
    const [, source, setting] = /^setting:([a-z0-9-]+):([a-z_]+)$/.exec(given) ?? [];
    if (source && setting) return { kind: "setting", source, setting } as const;
    const [, rule] = /^rule:([a-z0-9-]+)$/.exec(given) ?? [];
    if (rule) return { kind: "rule", rule } as const;
    check.addIssue({ code: "custom", message: choose });
    return z.NEVER;
  });

const controlId = z.uuid("This control is not known here. Load the page again.");

/** What watches a control of an incident from now on. */
export const watchControlInput = z.object({ ref: incidentRef, controlId, watchedBy });

/** One control of an incident. */
export const onControlInput = z.object({ ref: incidentRef, controlId });

/** What the list of controls is narrowed to, and where its page goes on; anything unknown is as if it were not there. */
export const controlFilters = z.object({
  state: optional(z.enum(controlStates)).catch(undefined),
  after: optional(z.string().max(60)).catch(undefined),
});

/** The same, read. */
export type ControlFilters = Partial<z.infer<typeof controlFilters>>;
