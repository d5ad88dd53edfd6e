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

/** What points at something: no text of anybody's. */
const pointers = new Set([
  ...["ref", "slug", "base", "token", "proof", "until", "hash", "ownerTeam", "service", "environment"],
  ...["email", "password", "currentPassword", "newPassword", "code", "challenge", "timeZone"],
]);

/** An input with every text that its schema leaves open replaced, and where those stand. `valid` is an input that is taken. */
export function withText(
  schema: z.ZodType,
  valid: unknown,
  text: string,
  refused: ReadonlySet<Place>,
): { input: unknown; places: Place[] } {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;
  const places: Place[] = [];
  const input = fill(shape, valid, "", { text, refused, places });
  return { input, places };
}

type Filling = { text: string; refused: ReadonlySet<Place>; places: Place[] };

function fill(shape: Shape, valid: unknown, place: Place, filling: Filling): unknown {
  const at = (part: string) => (place === "" ? part : `${place}.${part}`);
  if (filling.refused.has(place)) return valid;
  const [first = shape] = shape.anyOf ?? [];
  if (shape.anyOf) return fill(first, valid, place, filling);
  if (shape.properties) {
    const given = (typeof valid === "object" && valid !== null ? valid : {}) as Record<string, unknown>;
    const filled = Object.entries(shape.properties).map(([name, property]) => [
      name,
      pointers.has(name) ? given[name] : fill(property, given[name], at(name), filling),
    ]);
    return { ...given, ...Object.fromEntries(filled.filter(([, value]) => value !== undefined)) };
  }
  if (shape.items) {
    const list = Array.isArray(valid) ? valid : [];
    const rows = (list.length > 0 ? list : [undefined]).map((row, index) =>
      fill(shape.items ?? {}, row, at(String(index)), filling),
    );
    return rows.some((row) => row !== undefined) ? rows : valid;
  }
  if (!isOpenText(shape, valid)) return valid;
  filling.places.push(place);
  return filling.text;
}

/** A text that may say anything; what has a form of its own (an id, a time, one of a list) is none. */
function isOpenText(shape: Shape, valid: unknown): boolean {
  if (shape.enum || shape.const !== undefined || shape.format || shape.pattern) return false;
  const unknown = Object.keys(shape).every((key) => key === "default" || key === "description");
  return unknown ? valid === undefined || typeof valid === "string" : shape.type === "string";
}
