import type { Metadata } from "next";
import { ErrorPage } from "@/components/shell/error-page";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { pageContext } from "@/lib/web/session";
import { poolFormChoices } from "../form-choices";
import { PoolForm } from "../pool-form";

export const metadata: Metadata = { title: "Add a pool" };

export default async function NewPoolPage() {
  const context = await pageContext();
  if (!may(context.actor, "pool.add")) return <ErrorPage kind="no-access" framed />;
  const choices = await poolFormChoices(context);
  const keeper = may(context.actor, "pool-source.add");
  return (
    <div className="grid gap-5">
      <PageHeader
        title="Add a pool"
        description="Connections that are counted together, and how many there may be."
      />
      <Panel className="max-w-form">
        {choices.sources.length === 0 ? (
          <EmptyState
            level={2}
            title="There is no source yet"
            actions={keeper ? <LinkButton href="/settings/pool-sources">Add a source</LinkButton> : null}
          >
            {keeper
              ? "A source is a database server or a pooler that Highwater may look at. Pools of other sources come by themselves."
              : "An admin adds the database servers and poolers that Highwater may look at. Pools of other sources come by themselves."}
          </EmptyState>
        ) : (
          <PoolForm {...choices} draft={`${context.actor.id}:pool:new`} />
        )}
      </Panel>
    </div>
  );
}
