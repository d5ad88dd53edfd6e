import { z } from "zod";
import { line, optional } from "../../core/text";
import { personField } from "../schema";

/** What a key can open, in the order in which it is offered, each with what a program may do with it. */
export const scopeMeanings = {
  "incidents:read": "Reads incidents and their timelines.",
  "incidents:write": "Declares incidents, changes them and writes on their timelines.",
  "documents:read": "Reads post-mortems, as JSON and as Markdown.",
  "documents:write": "Edits the sections of post-mortems and imports whole documents.",
  "action-items:read": "Reads action items.",
  "action-items:write": "Adds, edits, moves and removes action items.",
  "services:read": "Reads the catalogue of services and environments.",
  "services:write": "Adds, edits and archives services.",
  "people:read": "Reads who uses Highwater, with address, title, role and teams.",
  "sign-offs:read": "Reads sign-offs and verifies certificates. No key can give one.",
  "audit:read": "Reads the whole audit trail, restricted incidents included.",
} as const satisfies Record<`${string}:${"read" | "write"}`, string>;

/** What a key can open: `noun:read` or `noun:write`. Writing does not include reading, though a write answers with what it was done to. */
export type Scope = keyof typeof scopeMeanings;

/** Every scope, in the order in which it is offered. */
export const scopes = Object.keys(scopeMeanings) as Scope[];

/** The nouns of scopes as pages call them. */
export const scopeNouns: Readonly<Record<string, string>> = {
  incidents: "Incidents",
  documents: "Post-mortems",
  "action-items": "Action items",
  services: "Services",
  people: "People",
  "sign-offs": "Sign-offs",
  audit: "Audit trail",
};

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
  text: z.string().trim().max(200).catch("").default(""),
  after: z.uuid().optional().catch(undefined),
});

/** Filters as read from an address; all may be missing. */
export type ApiKeyFilters = z.input<typeof apiKeyFilters>;
