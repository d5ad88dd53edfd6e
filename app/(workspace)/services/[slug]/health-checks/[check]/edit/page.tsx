import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { namedChoices, withCurrent } from "@/components/incidents/choices";
import { ErrorPage } from "@/components/shell/error-page";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import {
  getStoredHealthCheck,
  healthCheckBase,
  healthCheckContent,
} from "@/lib/alerts/health-checks/queries";
import { listEnvironments } from "@/lib/catalog/environments/queries";
import { getService, teamsOfActor } from "@/lib/catalog/services/queries";
import { mayManageService } from "@/lib/catalog/services/rules";
import { orNotFound, pageContext } from "@/lib/web/session";
import { CheckForm } from "../../check-form";

export const metadata: Metadata = { title: "Edit health check" };

type Props = { params: Promise<{ slug: string; check: string }> };

export default async function EditHealthCheckPage({ params }: Props) {
  const [context, { slug, check: named }] = await Promise.all([pageContext(), params]);
  const [check, environments, teams, whole] = await Promise.all([
    orNotFound(getStoredHealthCheck(context, named)),
    listEnvironments(context),
    teamsOfActor(context),
    orNotFound(getService(context, slug)),
  ]);
  const { service, environment } = check;
  if (service.slug !== slug) notFound();
  if (!mayManageService(context.actor, service.ownerTeamId, teams))
    return <ErrorPage kind="no-access" framed />;
  const current = environment && { value: environment.slug, label: environment.name };
  return (
    <div className="grid gap-5">
      <PageHeader eyebrow={service.name} title={`Edit ${check.name}`} />
      <Panel className="max-w-form">
        <CheckForm
          service={service.slug}
          check={{ slug: check.slug, base: healthCheckBase(check), ...healthCheckContent(check) }}
          environments={withCurrent(namedChoices(environments), current)}
          primary={whole.deployments.find(({ primary }) => primary)?.environment.name}
          draft={`${context.actor.id}:health-check:${check.slug}`}
        />
      </Panel>
    </div>
  );
}
