import type { Metadata } from "next";
import { withCurrent } from "@/components/incidents/choices";
import { ErrorPage } from "@/components/shell/error-page";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getService, serviceBase, serviceContent, teamsOfActor } from "@/lib/catalog/services/queries";
import { mayManageService } from "@/lib/catalog/services/rules";
import { orNotFound, pageContext } from "@/lib/web/session";
import { serviceFormChoices } from "../../form-choices";
import { ServiceForm } from "../../service-form";

export const metadata: Metadata = { title: "Edit service" };

export default async function EditServicePage({ params }: { params: Promise<{ slug: string }> }) {
  const [context, { slug }] = await Promise.all([pageContext(), params]);
  const [service, choices, mine] = await Promise.all([
    orNotFound(getService(context, slug)),
    serviceFormChoices(context),
    teamsOfActor(context),
  ]);
  if (!mayManageService(context.actor, service.ownerTeamId, mine))
    return <ErrorPage kind="no-access" framed />;
  const { ownerTeam, deployments } = service;
  const teams = withCurrent(choices.teams, ownerTeam && { value: ownerTeam.slug, label: ownerTeam.name });
  const environments = deployments.reduce(
    (all, { environment }) => withCurrent(all, { value: environment.slug, label: environment.name }),
    choices.environments,
  );
  return (
    <div className="grid gap-5">
      <PageHeader eyebrow="Service" title={`Edit ${service.name}`} />
      <Panel className="max-w-form">
        <ServiceForm
          service={{ slug, base: serviceBase(service), ...serviceContent(service) }}
          teams={teams}
          environments={environments}
          draft={`${context.actor.id}:service:${slug}`}
        />
      </Panel>
    </div>
  );
}
