import { z } from "zod";
import { Role } from "../../prisma/generated/enums";
import { line, optionalLine, tidyText } from "../core/text";
import { isZone } from "../core/zones";
import { personStates } from "./labels";

/** An e-mail address, lower-cased; addresses of internal hosts without a dot are welcome. */
export const emailField = z
  .string({ error: "Give an e-mail address." })
  .trim()
  .toLowerCase()
  .min(1, "Give an e-mail address.")
  .max(254, "An e-mail address has at most 254 characters.")
  .regex(/^[^\s@]+@[^\s@]+$/, "This is not an e-mail address: it needs the form name@host.");

/** A person's name, as it stands under a signature. */
export const nameField = line(200, "Give a name.");

/** A job title; empty means none. */
export const titleField = optionalLine(200);

/** An IANA time zone that this computer knows. */
export const timeZoneField = z
  .string({ error: "Choose a time zone." })
  .trim()
  .min(1, "Choose a time zone.")
  .refine((zone) => isTimeZone(zone), "This is not a time zone by its IANA name, for example Europe/Berlin.")
  .meta({ examples: ["Europe/Berlin", "UTC"] });

/** A role by name. */
export const roleField = z.enum(Role, { error: "Choose a role." });

/** A person's id. */
export const personField = z.uuid("Choose a person.");

/** Names a person. */
export const personInput = z.object({ personId: personField });

/** What an admin edits of a person. `base` is what the form was made from, so that a stale edit is noticed. */
export const editPersonInput = z.object({
  personId: personField,
  name: nameField,
  email: emailField,
  title: titleField,
  role: roleField,
  base: z.string().optional(),
});

/** What a person edits of themselves. */
export const profileInput = z.object({ name: nameField, title: titleField, timeZone: timeZoneField });

/** What the list of people can be narrowed to, as the API takes it. */
export const peopleQuery = z.object({
  text: z.string().max(200).transform(tidyText).optional(),
  role: z.enum(Role).optional(),
  state: z.enum(personStates).optional(),
});

const asked = peopleQuery.shape;

/** The same as an address of the list's page carries it. Unknown values mean no narrowing. */
export const peopleFilters = z.object({
  text: asked.text.unwrap().catch("").default(""),
  role: asked.role.catch(undefined),
  state: asked.state.catch(undefined),
  after: z.uuid().optional().catch(undefined),
});

/** Filters as read from an address; all may be missing. */
export type PeopleFilters = z.input<typeof peopleFilters>;

/** Every IANA zone that this runtime lists, by its present name, UTC first, for choosing from. */
export const knownTimeZones = (): string[] => [
  "UTC",
  ...new Set(Intl.supportedValuesOf("timeZone").map(presentName).sort()),
];

// Runtimes take the present names of these but list those that they had first (IANA, `backward`).
const renamed: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

function presentName(zone: string): string {
  const name = renamed[zone];
  return name && isZone(name) ? name : zone;
}

// Intl also takes offsets such as +05:45, which know nothing of daylight saving.
const isTimeZone = (zone: string): boolean => /^[A-Za-z]/.test(zone) && isZone(zone);
