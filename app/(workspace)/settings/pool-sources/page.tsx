import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { findHistory } from "@/lib/pools/histories/queries";
import { askedKinds, isAsked } from "@/lib/pools/sources/labels";
import { listSources, type Source, sourceBase, sourceContent } from "@/lib/pools/sources/queries";
import { pageSession } from "@/lib/web/session";
import { HistoryPanel } from "./history-panel";
import { KindNav } from "./kind-nav";
import { SourceForm } from "./source-form";
import { SourceTable } from "./source-table";

export const metadata: Metadata = { title: "Pool sources" };

type Parameter = string | string[];
type Props = { searchParams: Promise<{ edit?: Parameter; add?: Parameter; history?: Parameter }> };

export default async function PoolSourcesPage({ searchParams }: Props) {
  const [{ context, session }, { edit, add, history }] = await Promise.all([pageSession(), searchParams]);
  const sources = await listSources(context);
  const editable = may(context.actor, "pool-source.edit");
  const edited = editable ? sources.find(({ slug }) => slug === [edit].flat()[0]) : undefined;
  const past = sources.find(({ slug, kind }) => kind === "prometheus" && slug === [history].flat()[0]);
  const kind = askedKinds.find((each) => each === [add].flat()[0]) ?? "postgres";
  return (
    <div className="grid gap-5">
      <PageHeader
        title="Pool sources"
        description="Where figures of pools come from: servers that are asked without ever writing there, and applications that send."
      />
      <Panel flush>
        <SourceTable
          sources={sources}
          editable={editable}
          zone={session.person.timeZone}
          now={context.now}
          empty={
            <EmptyState level={2} title="No source yet">
              {editable ? "Add one below." : "An admin adds what Highwater may look at."}
            </EmptyState>
          }
        />
      </Panel>
      {past ? (
        <HistoryPanel
          source={past}
          history={await findHistory(context, past.id)}
          editable={editable}
          zone={session.person.timeZone}
          now={context.now}
        />
      ) : edited && isAsked(edited.kind) ? (
        <Panel title={`Edit ${edited.name}`} id="edit" className="max-w-form">
          <SourceForm key={edited.slug} kind={edited.kind} source={shownOf(edited)} />
        </Panel>
      ) : editable ? (
        <Panel title="Add a source" id="add" className="max-w-form">
          <KindNav current={kind} />
          <SourceForm key={kind} kind={kind} />
        </Panel>
      ) : null}
    </div>
  );
}

const shownOf = (source: Source) => ({
  slug: source.slug,
  base: sourceBase(source),
  hasPassword: source.hasPassword,
  ...sourceContent(source),
});
