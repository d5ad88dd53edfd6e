import type { Metadata } from "next";
import { namedChoices } from "@/components/incidents/choices";
import { ErrorPage } from "@/components/shell/error-page";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listEnvironments } from "@/lib/catalog/environments/queries";
import { getService, teamsOfActor } from "@/lib/catalog/services/queries";
import { mayManageService } from "@/lib/catalog/services/rules";
import { orNotFound, pageContext } from "@/lib/web/session";
import { CheckForm } from "../check-form";

export const metadata: Metadata = { title: "Add a health check" };

export default async function NewHealthCheckPage({ params }: { params: Promise<{ slug: string }> }) {
  const [context, { slug }] = await Promise.all([pageContext(), params]);
  const [service, environments, teams] = await Promise.all([
    orNotFound(getService(context, slug)),
    listEnvironments(context),
    teamsOfActor(context),
  ]);
  if (!mayManageService(context.actor, service.ownerTeamId, teams))
    return <ErrorPage kind="no-access" framed />;
  return (
    <div className="grid gap-5">
      <PageHeader
        eyebrow={service.name}
        title="Add a health check"
        description="An address that Highwater asks every so often, to see whether the service is well."
      />
      <Panel className="max-w-form">
        <CheckForm
          service={service.slug}
          environments={namedChoices(environments)}
          primary={service.deployments.find(({ primary }) => primary)?.environment.name}
          draft={`${context.actor.id}:health-check:${service.slug}:new`}
        />
      </Panel>
    </div>
  );
}
