import { type TrailFilters, trailFilters } from "@/lib/audit/schema";

/** The page without filters. */
export const home = "/settings/audit";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** What the address asks for; of a name that stands there twice the first counts. */
export function filtersIn(query: Query): TrailFilters {
  const given = Object.entries(query).map(([name, value]) => [name, [value].flat()[0]]);
  return trailFilters.parse(Object.fromEntries(given));
}

/** The address of the page with these filters, from a line on where one is given. */
export function trailAddress(filters: TrailFilters, before?: string): string {
  const set = Object.entries({ ...filters, before }).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(set as [string, string][]).toString();
  return query === "" ? home : `${home}?${query}`;
}
