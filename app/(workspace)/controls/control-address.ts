const names = ["state", "after"] as const;

type Query = Partial<Record<(typeof names)[number], string>>;

/** What the address of the list asks for; of a name that stands there twice the first counts. */
export function queryIn(given: Record<string, string | string[] | undefined>): Query {
  const found: Query = {};
  for (const name of names) {
    const [first] = [given[name]].flat();
    if (first !== undefined && first !== "") found[name] = first;
  }
  return found;
}

/** The address of the list narrowed like this, or of the file with what it leaves. */
export function controlsAddress(query: Query, path: "/controls" | "/controls/export" = "/controls"): string {
  const text = new URLSearchParams(query).toString();
  return text === "" ? path : `${path}?${text}`;
}
