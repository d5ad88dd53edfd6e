import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import type { Context } from "@/lib/core/context";
import { listWithin, MOST_BARS } from "@/lib/incidents/lists/lanes/queries";
import { lanesOf, type Stretch, stretchOf } from "@/lib/incidents/lists/lanes/rules";
import { laneFilters, laneRanges } from "@/lib/incidents/lists/lanes/schema";
import type { ListQuery } from "@/lib/incidents/lists/query";
import type { IncidentRow } from "@/lib/incidents/lists/rows";
import { filtersOf } from "@/lib/incidents/lists/rules";
import { searchIncidents } from "@/lib/reviews/search/queries";
import { LaneNav, Lanes } from "./lanes";
import { listAddress } from "./list-address";
import { type Showing, type Shown, sayCount } from "./shown";

/** Incidents over time, one lane a service or severity. */
export async function shownLanes(context: Context, query: ListQuery, { zone }: Showing): Promise<Shown> {
  const asked = laneFilters.parse(query);
  const stretch = stretchOf(asked, context.now);
  const { incidents, more, problem } = await drawn(context, query, stretch);
  const lanes = lanesOf(incidents, asked.lane, stretch);
  const bars = lanes.reduce((sum, lane) => sum + lane.bars.length, 0);
  const choice = (name: "range" | "lane") => (key: string) => ({
    ...{ key, href: listAddress({ ...query, [name]: key }), current: asked[name] === key },
  });
  return {
    body: (
      <>
        <LaneNav
          stretch={stretch}
          zone={zone}
          ranges={Object.keys(laneRanges).map(choice("range"))}
          lanes={["service", "severity"].map(choice("lane"))}
        />
        {lanes.length > 0 ? (
          <Lanes lanes={lanes} stretch={stretch} by={asked.lane} zone={zone} now={context.now} />
        ) : (
          <NothingDrawn query={query} problem={problem} />
        )}
      </>
    ),
    footer: more ? (
      <p className="text-faint text-sm">
        {query.search === undefined
          ? `Only the ${MOST_BARS} latest incidents are drawn.`
          : "More incidents match than are drawn: narrow the search."}
      </p>
    ) : null,
    count: problem ?? sayCount(bars, more),
    more,
  };
}

type Drawn = { incidents: readonly IncidentRow[]; more: boolean; problem?: string };

/** What the filters leave in that time; or what a search finds, as far as it goes. */
async function drawn(context: Context, query: ListQuery, stretch: Stretch): Promise<Drawn> {
  if (query.search === undefined) return listWithin(context, filtersOf(query), stretch);
  const asked = { text: query.search, limit: MOST_BARS };
  const { page, problem } = await searchIncidents(context, filtersOf(query), asked);
  if (!page) return { incidents: [], more: false, problem };
  const more = !page.complete || page.total > page.found.length;
  return { incidents: page.found.map(({ incident }) => incident), more };
}

function NothingDrawn({ query, problem }: { query: ListQuery; problem: string | undefined }) {
  if (problem !== undefined)
    return (
      <EmptyState level={2} title="That cannot be searched for">
        {problem}
      </EmptyState>
    );
  const everything = { ...query, status: "all" };
  return (
    <EmptyState
      level={2}
      title="No incidents in this period"
      actions={
        query.status === "all" ? null : (
          <LinkButton href={listAddress(everything)}>Include closed incidents</LinkButton>
        )
      }
    >
      Choose a longer period, or clear the filters.
    </EmptyState>
  );
}
