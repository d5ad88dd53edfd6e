const names = ["text", "whose", "status", "overdue", "view", "after"] as const;

type Query = Partial<Record<(typeof names)[number], string>>;

/** What the address of the list asks for; of a name that stands there twice the first counts. */
export function queryIn(given: Record<string, string | string[] | undefined>): Query {
  const found: Query = {};
  for (const name of names) {
    const first = [given[name]].flat()[0];
    if (first !== undefined && first !== "") found[name] = first;
  }
  return found;
}

/** The address of the list with these filters. */
export function listAddress(query: Query): string {
  const text = new URLSearchParams(query).toString();
  return text === "" ? "/action-items" : `/action-items?${text}`;
}
