import { Pencil } from "lucide-react";
import type { Metadata } from "next";
import { IncidentTable } from "@/components/incidents/incident-table";
import { QuickAction } from "@/components/incidents/quick-action";
import { Callout } from "@/components/ui/callout";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { Markdown } from "@/components/ui/markdown";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { listHealthChecks } from "@/lib/alerts/health-checks/queries";
import { listDeploys } from "@/lib/catalog/deploys/queries";
import { getService, type Service, teamsOfActor } from "@/lib/catalog/services/queries";
import { mayManageService } from "@/lib/catalog/services/rules";
import { listIncidents } from "@/lib/incidents/lists/queries";
import { incidentFilters } from "@/lib/incidents/schema";
import { orNotFound, pageSession } from "@/lib/web/session";
import { submitArchive, submitRestore } from "../actions";
import { DeploysPanel } from "./deploys-panel";
import { CheckTable } from "./health-checks/check-table";

export const metadata: Metadata = { title: "Service" };

export default async function ServicePage({ params }: { params: Promise<{ slug: string }> }) {
  const [{ context, session }, { slug }] = await Promise.all([pageSession(), params]);
  const [service, checks, deploys, { incidents, older }, teams] = await Promise.all([
    orNotFound(getService(context, slug)),
    orNotFound(listHealthChecks(context, slug)),
    listDeploys(context, { service: slug }, { limit: 10 }),
    listIncidents(context, incidentFilters.parse({ status: "all", service: slug })),
    teamsOfActor(context),
  ]);
  const editable = mayManageService(context.actor, service.ownerTeamId, teams);
  const zone = session.person.timeZone;
  return (
    <div className="grid gap-5">
      <PageHeader
        eyebrow="Service"
        title={service.name}
        actions={editable ? <Actions service={service} /> : null}
      />
      {service.archivedAt ? (
        <Callout title="Archived">It is no longer offered when an incident is declared.</Callout>
      ) : null}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-5">
          <Panel
            title="Health checks"
            flush
            actions={
              editable && !service.archivedAt ? (
                <LinkButton href={`/services/${slug}/health-checks/new`} size="sm">
                  Add
                </LinkButton>
              ) : null
            }
            footer={
              <Link href={`/services/${slug}/health-checks`} className="text-accent text-sm">
                All health checks, and archived ones
              </Link>
            }
          >
            <CheckTable service={slug} checks={checks} editable={editable} zone={zone} now={context.now} />
          </Panel>
          <DeploysPanel service={slug} deploys={deploys} zone={zone} now={context.now} />
          <Panel
            title="Incidents"
            flush
            footer={
              older ? (
                <Link href={`/incidents?status=all&service=${slug}`} className="text-accent text-sm">
                  All incidents of this service
                </Link>
              ) : null
            }
          >
            <IncidentTable
              incidents={incidents.slice(0, 20)}
              zone={zone}
              now={context.now}
              placeless
              empty={
                <EmptyState title="No incidents">Nothing has happened to this service so far.</EmptyState>
              }
            />
          </Panel>
        </div>
        <Facts service={service} />
      </div>
    </div>
  );
}

function Actions({ service: { slug, archivedAt } }: { service: Service }) {
  return (
    <>
      <QuickAction action={archivedAt ? submitRestore : submitArchive} fields={{ slug }}>
        {archivedAt ? "Restore" : "Archive"}
      </QuickAction>
      <LinkButton href={`/services/${slug}/edit`}>
        <Pencil aria-hidden="true" />
        Edit
      </LinkButton>
    </>
  );
}

function Facts({ service: { description, ownerTeam, deployments } }: { service: Service }) {
  const owner = ownerTeam ? (
    <Link href={`/teams/${ownerTeam.slug}`} className="text-accent">
      {ownerTeam.name}
    </Link>
  ) : (
    <span className="text-faint">Nobody yet</span>
  );
  const places = deployments.map(({ primary, environment }) => (
    <Tag key={environment.slug}>{primary ? `${environment.name}, primary` : environment.name}</Tag>
  ));
  return (
    <Panel title="About">
      <div className="grid gap-4">
        {description ? <Markdown>{description}</Markdown> : <p className="text-faint">No description yet.</p>}
        <DescriptionList
          items={[
            { key: "owner", term: "Owner", value: owner },
            {
              key: "environments",
              term: "Environments",
              value:
                places.length > 0 ? (
                  <span className="flex flex-wrap gap-1">{places}</span>
                ) : (
                  <span className="text-faint">None</span>
                ),
            },
          ]}
        />
      </div>
    </Panel>
  );
}
