import { z } from "zod";

type Shape = {
  type?: string | string[];
  properties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
};

/** Where a text stands in an input: `summary`, `fixes.0.text`. */
export type Place = string;

/** Texts that a schema leaves open and that are nobody's words, by the name of their field: why a command refuses others. */
export const pointers: Readonly<Record<string, string>> = {
  ref: "names an incident or an action item",
  into: "names an incident",
  role: "names a role",
  slug: "names a service, an environment, a pool, a source or a rule",
  pool: "names a pool",
  forSeconds: "is read as a length of time",
  keepFiringSeconds: "is read as a length of time",
  watchedBy: "names a setting of a source or an alert rule",
  threshold: "is a number",
  clearThreshold: "is a number",
  sourceSlug: "names a source of pools",
  host: "names a machine",
  port: "is a number",
  url: "is an address",
  questions: "are lines that begin with a figure",
  declaredMax: "is a number",
  service: "names a service",
  environment: "names an environment",
  environments: "names environments",
  primary: "names an environment",
  ownerTeam: "names a team",
  addresses: "names a root cause of the incident",
  href: "is an address",
  base: "says what a form was made from; anything else is a conflict",
  token: "is the secret of a one-time link",
  timeZone: "names a time zone",
  at: "is read as a time",
  unavailableFrom: "is read as a time",
  unavailableTo: "is read as a time",
  until: "is read as a time",
  seenBy: "says who sees a view",
  query: "is the filters of a list",
  nextUpdate: "is read as a time",
};

/** Texts that are taken as they are and can be read nowhere: why. */
export const unread: Readonly<Record<string, string>> = {
  password: "is kept as a hash",
  newPassword: "is kept as a hash",
  code: "is compared with a secret and kept nowhere",
  deduplicationKey: "tells one deploy from another and is shown nowhere",
  mediaType: "is held against the bytes of a file and kept nowhere",
  proof: "is made in the process by what checked a password or a provider's answer",
};

/** Every place at which a schema leaves a text open, lists with one row, and of those the ones that take anybody's words. */
export function placesOf(schema: z.ZodType): { open: Place[]; words: Place[] } {
  const open: Place[] = [];
  fill(shapeOf(schema), undefined, "", (place) => {
    open.push(place);
    return null;
  });
  return { open, words: open.filter((place) => !(nameOf(place) in pointers || nameOf(place) in unread)) };
}

/** A valid input with other texts at open places; null leaves what stands there. */
export const withTexts = (schema: z.ZodType, valid: unknown, textAt: (place: Place) => string | null) =>
  fill(shapeOf(schema), valid, "", textAt);

/** The name of the field that a place is in: `environments` for `environments.0`. */
export const nameOf = (place: Place): string =>
  place
    .split(".")
    .filter((part) => !/^\d+$/.test(part))
    .at(-1) ?? "";

const shapeOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;

function fill(shape: Shape, valid: unknown, place: Place, textAt: (place: Place) => string | null): unknown {
  const at = (part: string) => (place === "" ? part : `${place}.${part}`);
  if (shape.anyOf) {
    const [texts] = shape.anyOf.filter(holdsText);
    return texts ? fill(texts, valid, place, textAt) : valid;
  }
  if (shape.properties) {
    const given = (typeof valid === "object" && valid !== null ? valid : {}) as Record<string, unknown>;
    const filled = Object.entries(shape.properties).map(([name, property]) => [
      name,
      fill(property, given[name], at(name), textAt),
    ]);
    const fields = Object.fromEntries(filled.filter(([, value]) => value !== undefined));
    return valid === undefined && Object.keys(fields).length === 0 ? undefined : { ...given, ...fields };
  }
  if (shape.items) {
    const [first, ...rest] = Array.isArray(valid) ? valid : [];
    const row = fill(shape.items, first, at("0"), textAt);
    return row === undefined ? valid : [row, ...rest];
  }
  return isOpen(shape, place) ? (textAt(place) ?? valid) : valid;
}

const holdsText = (shape: Shape): boolean =>
  Boolean(shape.properties ?? shape.items ?? shape.anyOf) || isOpen(shape, "");

/** A text that may say anything; what has a form of its own (an id, a date, one of a list) is none, but for an e-mail address. */
function isOpen(shape: Shape, place: Place): boolean {
  if (shape.enum || shape.const !== undefined || shape.format) return false;
  if (shape.pattern) return nameOf(place) === "email";
  const unknown = Object.keys(shape).every((key) => key === "default" || key === "description");
  return unknown || shape.type === "string";
}
