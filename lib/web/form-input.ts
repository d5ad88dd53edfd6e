import { Refusal } from "../core/refusal";

type Nested = { [key: string]: Nested | FormDataEntryValue | FormDataEntryValue[] };

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);
const MOST_FIELDS = 2_000;

/**
 * Turns form fields into the object that a command's schema reads. `a.b` nests, `items.0.text` makes a list, a name
 * that ends in `[]` collects all its values. Fields of Next's own are left out, and names that could reach a prototype.
 * Refuses a form of more than 2,000 fields: a part of it would be worse than none.
 */
export function formInput(form: FormData): Record<string, unknown> {
  const root: Nested = {};
  const fields = [...form.entries()];
  if (fields.length > MOST_FIELDS)
    throw new Refusal(
      "too_large",
      `This form has ${fields.length} fields, and at most ${MOST_FIELDS} are taken at once. Nothing was saved; send it in smaller parts.`,
    );
  for (const [name, value] of fields) {
    if (name.startsWith("$ACTION")) continue;
    const many = name.endsWith("[]");
    const path = (many ? name.slice(0, -2) : name).split(".");
    if (path.some((part) => part === "" || FORBIDDEN.has(part))) continue;
    place(root, path, value, many);
  }
  return listsOf(root) as Record<string, unknown>;
}

/** What was typed, by field name; files are left out, and passwords and codes are never sent back. */
export function typedValues(form: FormData): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const [name, value] of form.entries())
    if (typeof value === "string" && !name.startsWith("$ACTION") && !/password|token|^code$/i.test(name))
      typed[name] = value;
  return typed;
}

function place(root: Nested, path: string[], value: FormDataEntryValue, many: boolean): void {
  let here = root;
  for (const part of path.slice(0, -1)) {
    const next = here[part];
    const nested: Nested = isNested(next) ? next : {};
    here[part] = nested;
    here = nested;
  }
  const last = path.at(-1) ?? "";
  const before = here[last];
  here[last] = many ? [...(Array.isArray(before) ? before : []), value] : value;
}

function listsOf(value: Nested | FormDataEntryValue | FormDataEntryValue[] | undefined): unknown {
  if (!isNested(value)) return value;
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => /^\d{1,4}$/.test(key)))
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => listsOf(value[key]));
  return Object.fromEntries(keys.map((key) => [key, listsOf(value[key])]));
}

function isNested(value: unknown): value is Nested {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof File);
}
