import { z } from "zod";
import { line, optional, tidyText } from "../../core/text";
import { personField } from "../schema";
import { scopes } from "./labels";

/** How many days a key lives: unless somebody says otherwise, and at most. */
export const keyLifetimeDays = { usual: 90, most: 365 } as const;

/** How many keys a person may have that work. */
export const mostKeys = 50;

/** A list of scopes, each once and in their order; refuses an unknown one and names those that there are. */
export const scopesField = z
  .array(
    z.enum(scopes, {
      error: ({ input }) =>
        `There is no scope ${String(input).slice(0, 60)}. There are ${scopes.join(", ")}.`,
    }),
    { error: "Choose what the key may do." },
  )
  .min(1, "Choose what the key may do.")
  .max(100, "These are more scopes than there are.")
  .transform((chosen) => scopes.filter((scope) => chosen.includes(scope)));

const lifetime = `A key lives from 1 to ${keyLifetimeDays.most} days.`;

/** A new key. Only the product itself may say for whom; everybody else makes keys for themselves. */
export const createApiKeyInput = z.object({
  personId: personField.optional(),
  name: line(100, "Say what the key is for."),
  scopes: scopesField,
  expiresInDays: optional(
    z.coerce.number({ error: lifetime }).int(lifetime).min(1, lifetime).max(keyLifetimeDays.most, lifetime),
  ),
});

/** Names a key. */
export const apiKeyInput = z.object({ keyId: z.uuid("Choose a key.") });

/** Where a key stands, for filtering. */
export const keyStates = ["working", "ended", "all"] as const;

/** What the list of keys can be narrowed to. Unknown values mean the usual. */
export const apiKeyFilters = z.object({
  /** Everybody's keys, for admins. */
  whose: z.enum(["mine", "everybody"]).catch("mine").default("mine"),
  state: z.enum(keyStates).catch("working").default("working"),
  text: z.string().max(200).transform(tidyText).catch("").default(""),
  after: z.uuid().optional().catch(undefined),
});

/** Filters as read from an address; all may be missing. */
export type ApiKeyFilters = z.input<typeof apiKeyFilters>;
