const names = ["state", "severity", "figure", "pool", "service", "rule", "before", "after"] as const;

type Query = Partial<Record<(typeof names)[number], string>>;

/** What the address of the list asks for; of a name that stands there twice the first counts. */
export function filtersIn(query: Record<string, string | string[] | undefined>): Query {
  const found: Query = {};
  for (const name of names) {
    const [first] = [query[name]].flat();
    if (first !== undefined && first !== "") found[name] = first;
  }
  return found;
}

/** The address of the list with these filters, or of the file with what they leave. */
export function alertsAddress(filters: Query, path: "/alerts" | "/alerts/export" = "/alerts"): string {
  const query = new URLSearchParams(filters).toString();
  return query === "" ? path : `${path}?${query}`;
}
