import type { Metadata } from "next";
import { namedChoices, serviceChoices, withCurrent } from "@/components/incidents/choices";
import { QuickAction } from "@/components/incidents/quick-action";
import { ErrorPage } from "@/components/shell/error-page";
import { Panel } from "@/components/ui/panel";
import { listEnvironments } from "@/lib/catalog/environments/queries";
import { listServices } from "@/lib/catalog/services/queries";
import { may } from "@/lib/core/permissions";
import { headerOf } from "@/lib/incidents/rules";
import { knownTimeZones } from "@/lib/people/schema";
import { pageContext } from "@/lib/web/session";
import { submitRestriction, submitUnrestriction } from "../actions";
import { incidentOf, refIn } from "../load";
import { HeaderForm } from "./header-form";

export const metadata: Metadata = { title: "Edit incident" };

export default async function EditIncidentPage({ params }: { params: Promise<{ ref: string }> }) {
  const [context, ref] = await Promise.all([pageContext(), refIn(params)]);
  const incident = await incidentOf(ref);
  if (!may(context.actor, "incident.edit")) return <ErrorPage kind="no-access" framed />;
  const [services, environments] = await Promise.all([listServices(context), listEnvironments(context)]);
  const { service, environment, restrictedAt } = incident;
  return (
    <div className="grid items-start gap-5 pt-5 lg:grid-cols-[minmax(0,40rem)_20rem]">
      <Panel title="Header">
        <HeaderForm
          incidentRef={incident.ref}
          shown={{ ...headerOf(incident), version: incident.version }}
          services={withCurrent(
            serviceChoices(services),
            service && { value: service.slug, label: service.name, primary: "" },
          )}
          environments={withCurrent(
            namedChoices(environments),
            environment && { value: environment.slug, label: environment.name },
          )}
          zones={knownTimeZones()}
          draft={`${context.actor.id}:incident:${incident.ref}:header`}
        />
      </Panel>
      {may(context.actor, "incident.restrict") ? (
        <Panel title="Who sees it">
          <p className="mb-3 text-muted text-sm">
            {restrictedAt
              ? "Only its participants and admins see this incident, here and everywhere else."
              : "Everybody who can sign in sees this incident. Restricted, only its participants and admins do; you would be one of them."}
          </p>
          <QuickAction
            action={restrictedAt ? submitUnrestriction : submitRestriction}
            fields={{ ref: incident.ref }}
          >
            {restrictedAt ? "Show it to everybody" : "Restrict to participants"}
          </QuickAction>
        </Panel>
      ) : null}
    </div>
  );
}
