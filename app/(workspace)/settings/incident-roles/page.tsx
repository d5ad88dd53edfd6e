import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { listRoles, roleBase } from "@/lib/incidents/roles/queries";
import { pageContext } from "@/lib/web/session";
import { RoleForm } from "./role-form";
import { RoleTable } from "./role-table";

export const metadata: Metadata = { title: "Incident roles" };

export default async function IncidentRolesPage({
  searchParams,
}: {
  searchParams: Promise<{ edit?: string }>;
}) {
  const [context, { edit }] = await Promise.all([pageContext(), searchParams]);
  const all = await listRoles(context, { archived: true });
  const editable = may(context.actor, "incident-role.add");
  const current = all.filter(({ archivedAt }) => archivedAt === null);
  const archived = all.filter(({ archivedAt }) => archivedAt !== null);
  const edited = editable ? current.find(({ slug }) => slug === edit) : undefined;
  return (
    <div className="grid gap-5">
      <PageHeader
        title="Incident roles"
        description="Every incident has a commander, a scribe, communications and operations. Roles of your own stand beside them, and one person has each at a time."
      />
      <Panel flush>
        {current.length === 0 ? (
          <EmptyState level={2} title="No roles of your own yet">
            {editable
              ? "Add one below for what somebody does in your incidents again and again: a database lead, a liaison to a vendor."
              : "An admin adds the roles that your incidents need beside the usual ones."}
          </EmptyState>
        ) : (
          <RoleTable caption="Roles of your own" roles={current} editable={editable} />
        )}
      </Panel>
      {edited ? (
        <Panel title={`Edit ${edited.name}`} id="edit" className="max-w-form">
          <RoleForm role={{ ...edited, base: roleBase(edited) }} key={edited.slug} />
        </Panel>
      ) : null}
      {editable && !edited ? (
        <Panel title="Add a role" className="max-w-form">
          <RoleForm />
        </Panel>
      ) : null}
      {archived.length > 0 ? (
        <Panel title="Archived" description="No longer given. Who has one keeps it." flush>
          <RoleTable caption="Archived roles" roles={archived} editable={editable} />
        </Panel>
      ) : null}
    </div>
  );
}
