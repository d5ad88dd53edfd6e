/** Messages by field name, as a refusal carries them. */
export type FieldErrors = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The id of a field's control. `form` keeps two forms on one page apart. */
export function fieldId(name: string, form = "field"): string {
  return `${form}-${name.replace(/[^A-Za-z0-9_-]/g, "-")}`;
}

/** The messages for one field, none when there is nothing wrong with it. */
export function messagesFor(errors: FieldErrors | undefined, name: string): readonly string[] {
  const found = errors?.[name];
  if (found === undefined || found.length === 0) return [];
  return typeof found === "string" ? [found] : found;
}
