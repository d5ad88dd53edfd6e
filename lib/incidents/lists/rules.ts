import { type IncidentFilters, incidentFilters } from "../schema";
import { laneFilters } from "./lanes/schema";
import { type ListQuery, listNames, usualStatus } from "./query";

/** The filters in what an address asks for. What is searched for is none of them. */
export const filtersOf = ({ search, ...query }: ListQuery): IncidentFilters => {
  const filters = incidentFilters.parse(query);
  return query.status === undefined ? { ...filters, status: usualStatus({ search }) } : filters;
};

/**
 * The one way to write what an address asks for: its names in their order, without what is not understood and what is asked
 * for anyway. Two addresses that show the same are the same text; '' is the list as it is without filters.
 */
export function canonicalQuery(query: ListQuery): string {
  const { status, ...filters } = filtersOf(query);
  const kept: ListQuery = {
    ...(query.search ? { search: query.search } : {}),
    ...(status === usualStatus(query) ? {} : { status }),
    ...filters,
    ...(query.view === "lanes" ? { view: "lanes", ...laneQuery(query) } : {}),
  };
  const pairs = listNames.flatMap((name) => (kept[name] ? [[name, kept[name]]] : []));
  return new URLSearchParams(pairs).toString();
}

function laneQuery(query: ListQuery): ListQuery {
  const { lane, range, until } = laneFilters.parse(query);
  return {
    ...(lane === "service" ? {} : { lane }),
    ...(range === "30d" ? {} : { range }),
    ...(until === undefined ? {} : { until }),
  };
}
