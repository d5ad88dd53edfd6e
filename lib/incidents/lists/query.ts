/** What the address of the list may ask for, in the order in which an address has it. */
export const listNames = [
  "search",
  "status",
  "severity",
  "service",
  "environment",
  "mode",
  "view",
  "lane",
  "range",
  "until",
] as const;

/** What the address of the list asks for, as it stands there. */
export type ListQuery = Partial<Record<(typeof listNames)[number], string | undefined>>;

/**
 * What an address asks for; of a name that stands there twice the first counts, and what is empty asks for nothing. `text`
 * is an older name of `search`.
 */
export function listQueryIn(query: Readonly<Record<string, string | string[] | undefined>>): ListQuery {
  const found: ListQuery = {};
  for (const name of listNames) {
    const given = query[name] ?? (name === "search" ? query.text : undefined);
    const first = Array.isArray(given) ? given[0] : given;
    if (first !== undefined && first.trim() !== "") found[name] = first.trim();
  }
  return found;
}

/** The status that is shown where none is asked for: who looks for something looks among all, who looks at it sees what is open. */
export const usualStatus = ({ search }: ListQuery): "open" | "all" => (search === undefined ? "open" : "all");
