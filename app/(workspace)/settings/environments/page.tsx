import type { Metadata } from "next";
import { QuickAction } from "@/components/incidents/quick-action";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { environmentBase, listEnvironments } from "@/lib/catalog/environments/queries";
import { may } from "@/lib/core/permissions";
import { pageContext } from "@/lib/web/session";
import { submitUsual } from "./actions";
import { EnvironmentForm } from "./environment-form";
import { EnvironmentTable } from "./environment-table";

export const metadata: Metadata = { title: "Environments" };

export default async function EnvironmentsPage({
  searchParams,
}: {
  searchParams: Promise<{ edit?: string }>;
}) {
  const [context, { edit }] = await Promise.all([pageContext(), searchParams]);
  const all = await listEnvironments(context, { archived: true });
  const editable = may(context.actor, "environment.create");
  const current = all.filter(({ archivedAt }) => archivedAt === null);
  const archived = all.filter(({ archivedAt }) => archivedAt !== null);
  const edited = editable ? current.find(({ slug }) => slug === edit) : undefined;
  return (
    <div className="grid gap-5">
      <PageHeader
        title="Environments"
        description="Where services run. An incident takes place in one of them, so that staging is never mistaken for production."
      />
      <Panel flush>
        {current.length === 0 ? <NoEnvironments editable={editable} /> : null}
        {current.length > 0 ? (
          <EnvironmentTable caption="Environments" environments={current} editable={editable} />
        ) : null}
      </Panel>
      {edited ? (
        <Panel title={`Edit ${edited.name}`} id="edit" className="max-w-form">
          <EnvironmentForm environment={{ ...edited, base: environmentBase(edited) }} key={edited.slug} />
        </Panel>
      ) : null}
      {editable && !edited ? (
        <Panel title="Add an environment" className="max-w-form">
          <EnvironmentForm />
        </Panel>
      ) : null}
      {archived.length > 0 ? (
        <Panel title="Archived" description="No longer offered. What refers to them keeps them." flush>
          <EnvironmentTable caption="Archived environments" environments={archived} editable={editable} />
        </Panel>
      ) : null}
    </div>
  );
}

function NoEnvironments({ editable }: { editable: boolean }) {
  return (
    <EmptyState
      level={2}
      title="No environments yet"
      actions={
        editable ? (
          <QuickAction action={submitUsual} fields={{}} variant="primary">
            Add production, staging and development
          </QuickAction>
        ) : null
      }
    >
      {editable
        ? "Most teams begin with these three. Others can be added below."
        : "An admin adds the environments that services run in."}
    </EmptyState>
  );
}
