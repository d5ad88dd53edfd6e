import { Flag } from "lucide-react";
import type { Metadata } from "next";
import { namedChoices } from "@/components/incidents/choices";
import { IncidentTable } from "@/components/incidents/incident-table";
import { EmptyState } from "@/components/ui/empty-state";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { listEnvironmentNames } from "@/lib/catalog/environments/queries";
import { listServiceNames } from "@/lib/catalog/services/queries";
import { may } from "@/lib/core/permissions";
import { listIncidents } from "@/lib/incidents/lists/queries";
import { incidentFilters } from "@/lib/incidents/schema";
import { changeMark } from "@/lib/web/live";
import { pageSession } from "@/lib/web/session";
import { FilterForm } from "./filter-form";
import { filtersIn, listAddress } from "./list-address";

export const metadata: Metadata = { title: "Incidents" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function IncidentsPage({ searchParams }: Props) {
  const [{ context, session }, mark, query] = await Promise.all([pageSession(), changeMark(), searchParams]);
  const { before, after, ...given } = filtersIn(query);
  const filters = incidentFilters.parse(given);
  const [page, services, environments] = await Promise.all([
    listIncidents(context, filters, { before, after }),
    listServiceNames(context),
    listEnvironmentNames(context),
  ]);
  const narrowed = Object.values(given).some((value) => value !== "" && value !== "open");
  return (
    <div className="grid gap-5">
      <KeepFresh stream={`/changes?since=${mark}`} />
      <PageHeader title="Incidents" description="What happened, and what is happening." />
      <Panel
        flush
        footer={
          page.incidents.length > 0 ? (
            <Pagination
              summary="Latest recorded first"
              newerHref={page.newer ? listAddress({ ...given, after: page.newer }) : undefined}
              olderHref={page.older ? listAddress({ ...given, before: page.older }) : undefined}
            />
          ) : null
        }
      >
        <FilterForm
          filters={filters}
          services={namedChoices(services)}
          environments={namedChoices(environments)}
          narrowed={narrowed}
        />
        <IncidentTable
          incidents={page.incidents}
          zone={session.person.timeZone}
          now={context.now}
          empty={<NoIncidents narrowed={narrowed} mayDeclare={may(context.actor, "incident.declare")} />}
        />
      </Panel>
    </div>
  );
}

function NoIncidents({ narrowed, mayDeclare }: { narrowed: boolean; mayDeclare: boolean }) {
  if (narrowed)
    return (
      <EmptyState
        level={2}
        title="Nothing fits these filters"
        actions={<LinkButton href="/incidents">Clear them</LinkButton>}
      >
        Take one away, or look among all incidents.
      </EmptyState>
    );
  return (
    <EmptyState
      level={2}
      title="Nothing is open"
      actions={
        <>
          {mayDeclare ? (
            <LinkButton href="/incidents/new">
              <Flag aria-hidden="true" />
              Declare incident
            </LinkButton>
          ) : null}
          <LinkButton href="/incidents?status=all">All incidents</LinkButton>
        </>
      }
    >
      Incidents that need somebody appear here.
    </EmptyState>
  );
}
