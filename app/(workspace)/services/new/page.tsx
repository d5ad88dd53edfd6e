import type { Metadata } from "next";
import { ErrorPage } from "@/components/shell/error-page";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { pageContext } from "@/lib/web/session";
import { serviceFormChoices } from "../form-choices";
import { ServiceForm } from "../service-form";

export const metadata: Metadata = { title: "Add a service" };

export default async function NewServicePage() {
  const context = await pageContext();
  if (!may(context.actor, "service.create")) return <ErrorPage kind="no-access" framed />;
  const choices = await serviceFormChoices(context);
  return (
    <div className="grid gap-5">
      <PageHeader title="Add a service" description="Something that can break and that somebody owns." />
      <Panel className="max-w-form">
        <ServiceForm {...choices} draft={`${context.actor.id}:service:new`} />
      </Panel>
    </div>
  );
}
