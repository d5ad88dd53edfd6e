import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { askedKinds } from "@/lib/pools/sources/labels";
import { listSources, sourceBase, sourceContent } from "@/lib/pools/sources/queries";
import { pageSession } from "@/lib/web/session";
import { SourceForm } from "./source-form";
import { SourceTable } from "./source-table";

export const metadata: Metadata = { title: "Pool sources" };

type Props = { searchParams: Promise<{ edit?: string | string[] }> };

export default async function PoolSourcesPage({ searchParams }: Props) {
  const [{ context, session }, { edit }] = await Promise.all([pageSession(), searchParams]);
  const sources = await listSources(context);
  const editable = may(context.actor, "pool-source.edit");
  const edited = editable
    ? sources.find(({ slug, kind }) => askedKinds.includes(kind) && slug === [edit].flat()[0])
    : undefined;
  return (
    <div className="grid gap-5">
      <PageHeader
        title="Pool sources"
        description="Where figures of pools come from: servers that are asked, each on one connection of its own and without ever writing there, and applications that send."
      />
      <Panel flush>
        <SourceTable
          sources={sources}
          editable={editable}
          zone={session.person.timeZone}
          now={context.now}
          empty={
            <EmptyState level={2} title="No source yet">
              {editable
                ? "Add a Postgres server below."
                : "An admin adds the servers that Highwater may look at."}
            </EmptyState>
          }
        />
      </Panel>
      {edited ? (
        <Panel title={`Edit ${edited.name}`} id="edit" className="max-w-form">
          <SourceForm
            key={edited.slug}
            source={{
              slug: edited.slug,
              base: sourceBase(edited),
              hasPassword: edited.hasPassword,
              ...sourceContent(edited),
            }}
          />
        </Panel>
      ) : null}
      {editable && !edited ? (
        <Panel title="Add a Postgres server" className="max-w-form">
          <SourceForm />
        </Panel>
      ) : null}
    </div>
  );
}
