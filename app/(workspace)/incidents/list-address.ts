import { type ListQuery, listNames } from "@/lib/incidents/lists/query";

/** The address of the list with what is asked of it, and a place in it. */
export function listAddress(
  query: ListQuery,
  place: Record<string, string | undefined> = {},
  path = "/incidents",
): string {
  const pairs = [...listNames.map((name) => [name, query[name]] as const), ...Object.entries(place)];
  const given = pairs.filter((pair): pair is [string, string] => pair[1] !== undefined);
  const text = new URLSearchParams(given).toString();
  return text === "" ? path : `${path}?${text}`;
}
