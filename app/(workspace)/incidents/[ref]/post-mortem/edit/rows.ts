/** A row as the editor holds it: `values` are what its fields show first. */
export type EditedRow = { key: string; id: string; values: Readonly<Record<string, string>> };

/** Field names and what they held, as a draft or a refused form knows them. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** How many rows of a list a form or draft had: one more than the highest index of `name.<index>.…`. */
export function countRows(name: string, typed: Typed): number {
  const start = `${name}.`;
  const indexes = Object.keys(typed)
    .filter((field) => field.startsWith(start))
    .map((field) => Number(field.slice(start.length).split(".")[0]))
    .filter((index) => Number.isInteger(index) && index < 200);
  return Math.max(-1, ...indexes) + 1;
}

/**
 * The rows of a list as typed, in their order. With `fill` they show what was typed, as after a refusal; without it
 * what is stored under the same id, so that whoever fills them in later can tell what was changed.
 */
export function rowsAsTyped(
  name: string,
  typed: Typed,
  stored: readonly EditedRow[],
  fill: boolean,
): EditedRow[] {
  return Array.from({ length: countRows(name, typed) }, (_, index) => {
    const start = `${name}.${index}.`;
    const one = (field: string) => [typed[field] ?? ""].flat()[0] ?? "";
    const id = one(`${start}id`);
    const known = stored.find((row) => row.id === id && id !== "");
    const values = Object.keys(typed)
      .filter((field) => field.startsWith(start))
      .map((field) => [field.slice(start.length), one(field)] as const);
    return {
      key: `typed-${index}`,
      id: known ? id : "",
      values: fill ? Object.fromEntries(values) : (known?.values ?? {}),
    };
  });
}

/** A list with one row in the place of its neighbour; unchanged when there is none there. */
export function moved<Row>(rows: readonly Row[], from: number, to: number): Row[] {
  const next = [...rows];
  const [row] = next.splice(from, 1);
  if (row === undefined || to < 0 || to > next.length) return [...rows];
  next.splice(to, 0, row);
  return next;
}

/** A typed form as lines to read, a row of a list on one line: for showing two versions beside each other. */
export function linesOf(typed: Typed): string[] {
  const lines = new Map<string, string[]>();
  for (const [field, given] of Object.entries(typed)) {
    const [name = "", index, key] = field.split(".");
    if (name === "ref" || name === "base" || key === "id") continue;
    const value = [given].flat()[0] ?? "";
    const said = value === "on" || value === "true" ? (key ?? name) : value === "false" ? "" : value;
    if (said === "") continue;
    const line = index === undefined ? name : `${name}.${index}`;
    lines.set(line, [...(lines.get(line) ?? []), said]);
  }
  return [...lines.values()].map((parts) => parts.join(" · "));
}

/** What is stored, as the fields of a form would hold it. */
export function typedOf(content: unknown, name = ""): Record<string, string> {
  if (content === null || content === undefined) return {};
  if (content instanceof Date) return { [name]: content.toISOString() };
  if (typeof content !== "object") return { [name]: String(content) };
  return Object.assign(
    {},
    ...Object.entries(content).map(([key, value]) => typedOf(value, name ? `${name}.${key}` : key)),
  );
}
