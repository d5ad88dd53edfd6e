import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import type { Context } from "@/lib/core/context";
import type { ListQuery } from "@/lib/incidents/lists/query";
import { canonicalQuery, filtersOf } from "@/lib/incidents/lists/rules";
import { searchIncidents, searchPageSize } from "@/lib/reviews/search/queries";
import { listAddress } from "./list-address";
import { SearchResults } from "./search-results";
import { type Showing, type Shown, sayCount } from "./shown";

/** Incidents that say what is searched for, the best first, page by page. */
export async function shownFound(
  context: Context,
  query: ListQuery,
  { zone, place }: Showing,
): Promise<Shown> {
  const asked = Number(place.page ?? 1);
  const from = Number.isInteger(asked) && asked > 1 && asked <= 50 ? (asked - 1) * searchPageSize : 0;
  const { page, problem } = await searchIncidents(context, filtersOf(query), {
    text: query.search ?? "",
    from,
  });
  if (!page)
    return {
      body: (
        <EmptyState level={2} title="That cannot be searched for">
          {problem}
        </EmptyState>
      ),
      ...{ footer: null, count: problem, more: false },
    };
  const { found, total, complete } = page;
  if (found.length === 0)
    return { body: <NothingFound query={query} />, footer: null, count: sayCount(0), more: false };
  const at = (start: number) =>
    listAddress(query, start === 0 ? {} : { page: String(start / searchPageSize + 1) });
  const range = total > searchPageSize ? `${from + 1} to ${from + found.length} of ` : "";
  return {
    body: <SearchResults found={found} zone={zone} now={context.now} />,
    footer: (
      <Pagination
        summary={`${range}${sayCount(total)}, best match first${complete ? "" : ". There are more: narrow the search"}`}
        newerLabel="Previous"
        olderLabel="Next"
        newerHref={from > 0 ? at(from - searchPageSize) : undefined}
        olderHref={from + found.length < total ? at(from + searchPageSize) : undefined}
      />
    ),
    ...{ count: sayCount(total, !complete), more: !complete || total > found.length },
  };
}

/** Usually it is the status: incidents that are over are left out unless somebody asks for them. */
function NothingFound({ query }: { query: ListQuery }) {
  const everywhere: ListQuery = { search: query.search };
  const narrowed = canonicalQuery(query) !== canonicalQuery(everywhere);
  return (
    <EmptyState
      level={2}
      title={narrowed ? "No results with these filters" : "No results"}
      actions={
        narrowed ? (
          <LinkButton href={listAddress(everywhere)} variant="primary">
            Search all incidents
          </LinkButton>
        ) : (
          <LinkButton href="/incidents?status=all">All incidents</LinkButton>
        )
      }
    >
      All words must stand in one text: a title, an entry, a part of a post-mortem or an action item. Try
      fewer words, or the beginning of one with a star: hikari*.
    </EmptyState>
  );
}
