import { Rows3, SquareChartGantt } from "lucide-react";
import type { Metadata } from "next";
import { namedChoices } from "@/components/incidents/choices";
import { FlyoutCloser } from "@/components/incidents/flyout-closer";
import { CsvLink } from "@/components/ui/csv-link";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listEnvironmentNames } from "@/lib/catalog/environments/queries";
import { listServiceNames } from "@/lib/catalog/services/queries";
import { isAtLeast } from "@/lib/core/permissions";
import { MOST_ROWS } from "@/lib/documents/incidents/queries";
import { listQueryIn } from "@/lib/incidents/lists/query";
import { canonicalQuery, filtersOf } from "@/lib/incidents/lists/rules";
import { listOwnTeams, listViews } from "@/lib/incidents/saved-views/queries";
import { changeMark } from "@/lib/web/live";
import { pageSession } from "@/lib/web/session";
import { FilterForm } from "./filter-form";
import { listAddress } from "./list-address";
import { SavedViews } from "./saved-views";
import { shownFound } from "./shown-found";
import { shownLanes } from "./shown-lanes";
import { shownTable } from "./shown-table";

export const metadata: Metadata = { title: "Incidents" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function IncidentsPage({ searchParams }: Props) {
  const [{ context, session }, mark, asked] = await Promise.all([pageSession(), changeMark(), searchParams]);
  const query = listQueryIn(asked);
  const show = query.view === "lanes" ? shownLanes : query.search === undefined ? shownTable : shownFound;
  const [shown, services, environments, views, teams] = await Promise.all([
    show(context, query, { zone: session.person.timeZone, place: asked }),
    listServiceNames(context),
    listEnvironmentNames(context),
    listViews(context),
    listOwnTeams(context),
  ]);
  const everyone = isAtLeast(context.actor.role, "responder")
    ? [{ value: "everyone", label: "Everyone" }]
    : [];
  const audiences = [
    { value: "me", label: "Only me" },
    ...teams.map(({ id, name }) => ({ value: `team:${id}`, label: `Team ${name}` })),
    ...everyone,
  ];
  const canonical = canonicalQuery(query);
  const rows = { ...query, view: undefined, lane: undefined, range: undefined, until: undefined };
  return (
    <div className="grid gap-5">
      <KeepFresh stream={`/changes?since=${mark}`} />
      <FlyoutCloser />
      <PageHeader
        title="Incidents"
        description="What happened, and what is happening."
        actions={
          <>
            <CsvLink href={listAddress(rows, {}, "/incidents/export")} of="Incidents" />
            {query.view === "lanes" ? (
              <LinkButton href={listAddress(rows)}>
                <Rows3 aria-hidden="true" />
                Table
              </LinkButton>
            ) : (
              <LinkButton href={listAddress({ ...query, view: "lanes" })}>
                <SquareChartGantt aria-hidden="true" />
                Over time
              </LinkButton>
            )}
          </>
        }
      />
      <SavedViews views={views} query={canonical} audiences={audiences} />
      <Panel flush footer={shown.footer}>
        <FilterForm
          query={query}
          filters={filtersOf(query)}
          services={namedChoices(services)}
          environments={namedChoices(environments)}
          narrowed={canonical !== ""}
        />
        <p role="status" className="sr-only">
          {shown.count}
        </p>
        {shown.body}
      </Panel>
      {shown.more && query.search === undefined ? (
        <p className="max-w-measure text-muted text-sm">
          The CSV holds all incidents with these filters, at most the latest {MOST_ROWS.toLocaleString("en")}.
        </p>
      ) : null}
    </div>
  );
}
