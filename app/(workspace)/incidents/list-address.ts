const names = ["text", "status", "severity", "service", "environment", "mode", "before", "after"] as const;

type Query = Partial<Record<(typeof names)[number], string>>;

/** What the address of the list asks for; of a name that stands there twice the first counts. */
export function filtersIn(query: Record<string, string | string[] | undefined>): Query {
  const found: Query = {};
  for (const name of names) {
    const value = query[name];
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined && first !== "") found[name] = first;
  }
  return found;
}

/** The address of the list with these filters. */
export function listAddress(filters: Query): string {
  const query = new URLSearchParams(filters).toString();
  return query === "" ? "/incidents" : `/incidents?${query}`;
}
