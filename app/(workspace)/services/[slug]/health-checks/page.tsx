import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listHealthChecks } from "@/lib/alerts/health-checks/queries";
import { getService, teamsOfActor } from "@/lib/catalog/services/queries";
import { mayManageService } from "@/lib/catalog/services/rules";
import { orNotFound, pageSession } from "@/lib/web/session";
import { CheckTable } from "./check-table";

export const metadata: Metadata = { title: "Health checks" };

export default async function HealthChecksPage({ params }: { params: Promise<{ slug: string }> }) {
  const [{ context, session }, { slug }] = await Promise.all([pageSession(), params]);
  const [service, checks, archived, teams] = await Promise.all([
    orNotFound(getService(context, slug)),
    orNotFound(listHealthChecks(context, slug)),
    orNotFound(listHealthChecks(context, slug, { archived: true })),
    teamsOfActor(context),
  ]);
  const editable = mayManageService(context.actor, service.ownerTeamId, teams);
  const shared = { service: service.slug, editable, zone: session.person.timeZone, now: context.now };
  return (
    <div className="grid gap-5">
      <PageHeader
        eyebrow={service.name}
        title="Health checks"
        description="Addresses that Highwater asks every so often, to see whether the service is well."
        actions={
          editable && !service.archivedAt ? (
            <LinkButton href={`/services/${service.slug}/health-checks/new`} variant="primary">
              Add a health check
            </LinkButton>
          ) : null
        }
      />
      <Panel flush>
        <CheckTable {...shared} checks={checks} full />
      </Panel>
      {archived.length > 0 ? (
        <Panel title="Archived" description="Nobody asks these any more." flush>
          <CheckTable {...shared} checks={archived} full archived />
        </Panel>
      ) : null}
    </div>
  );
}
