import type { Metadata } from "next";
import { namedChoices, serviceChoices } from "@/components/incidents/choices";
import { ErrorPage } from "@/components/shell/error-page";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listEnvironments } from "@/lib/catalog/environments/queries";
import { listServices } from "@/lib/catalog/services/queries";
import { may } from "@/lib/core/permissions";
import { knownTimeZones } from "@/lib/people/schema";
import { pageSession } from "@/lib/web/session";
import { DeclareForm } from "./declare-form";

export const metadata: Metadata = { title: "Declare an incident" };

export default async function DeclarePage() {
  const { context, session } = await pageSession();
  if (!may(context.actor, "incident.declare")) return <ErrorPage kind="no-access" framed />;
  const [services, environments] = await Promise.all([listServices(context), listEnvironments(context)]);
  return (
    <div className="grid gap-5">
      <PageHeader
        title="Declare an incident"
        description="A title and a severity are enough. Everything can be changed later, and the timeline keeps what it was."
      />
      <Panel className="max-w-form">
        <DeclareForm
          services={serviceChoices(services)}
          environments={namedChoices(environments)}
          zones={knownTimeZones()}
          zone={session.person.timeZone}
          draft={`${context.actor.id}:incident:new`}
        />
      </Panel>
    </div>
  );
}
