import { IncidentTable } from "@/components/incidents/incident-table";
import { Pagination } from "@/components/ui/pagination";
import type { Context } from "@/lib/core/context";
import { may } from "@/lib/core/permissions";
import { listIncidents } from "@/lib/incidents/lists/queries";
import type { ListQuery } from "@/lib/incidents/lists/query";
import { canonicalQuery, filtersOf } from "@/lib/incidents/lists/rules";
import { listAddress } from "./list-address";
import { NoIncidents, NothingFits } from "./no-incidents";
import { type Showing, type Shown, sayCount } from "./shown";

const first = (value: string | string[] | undefined) =>
  (Array.isArray(value) ? value[0] : value) || undefined;

/** Incidents that the filters leave, the latest recorded first, page by page. */
export async function shownTable(
  context: Context,
  query: ListQuery,
  { zone, place }: Showing,
): Promise<Shown> {
  const cursor = { before: first(place.before), after: first(place.after) };
  const page = await listIncidents(context, filtersOf(query), cursor);
  const more = page.newer !== null || page.older !== null;
  const empty =
    canonicalQuery(query) === "" ? (
      <NoIncidents mayDeclare={may(context.actor, "incident.declare")} />
    ) : (
      <NothingFits />
    );
  return {
    body: <IncidentTable incidents={page.incidents} zone={zone} now={context.now} empty={empty} />,
    footer:
      page.incidents.length > 0 ? (
        <Pagination
          summary="Latest recorded first"
          newerHref={page.newer ? listAddress(query, { after: page.newer }) : undefined}
          olderHref={page.older ? listAddress(query, { before: page.older }) : undefined}
        />
      ) : null,
    count: sayCount(page.incidents.length, more),
    more,
  };
}
