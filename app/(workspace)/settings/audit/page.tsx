import type { Metadata } from "next";
import { TrailList } from "@/components/audit/trail-list";
import { ErrorPage } from "@/components/shell/error-page";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { checkTrail, listTrail } from "@/lib/audit/queries";
import { isAtLeast } from "@/lib/core/permissions";
import { pageSession } from "@/lib/web/session";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({
  searchParams,
}: {
  searchParams: Promise<{ before?: string; check?: string }>;
}) {
  const [{ context, session }, { before, check }] = await Promise.all([pageSession(), searchParams]);
  if (!isAtLeast(context.actor.role, "admin")) return <ErrorPage kind="no-access" framed />;
  const [lines, found] = await Promise.all([
    listTrail(context, before),
    check === undefined ? null : checkTrail(context),
  ]);
  const last = lines.at(-1);
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Every change, by whom, when and through which door. It can only grow, and each line is chained to the one before by its hash."
        actions={
          <a className="text-accent underline" href="/settings/audit?check">
            Check the chain
          </a>
        }
      />
      {found ? <ChainResult found={found} /> : null}
      <Panel flush>
        {lines.length === 0 ? (
          <EmptyState title="Nothing further back">The log begins with the first change.</EmptyState>
        ) : (
          <TrailList lines={lines} zone={session.person.timeZone} now={context.now} />
        )}
      </Panel>
      <Pagination
        newerHref={before ? "/settings/audit" : undefined}
        newerLabel="Newest"
        olderHref={lines.length === 50 && last ? `/settings/audit?before=${last.id}` : undefined}
      />
    </>
  );
}

function ChainResult({ found }: { found: Awaited<ReturnType<typeof checkTrail>> }) {
  const counted = `${found.sealed} ${found.sealed === 1 ? "event is" : "events are"} chained, ${found.unsealed} not yet.`;
  if (found.faults.length === 0)
    return (
      <Callout tone="success" title="The chain is whole">
        {counted}
      </Callout>
    );
  return (
    <Callout
      tone="danger"
      title={`The chain has ${found.faults.length} ${found.faults.length === 1 ? "fault" : "faults"}`}
    >
      <p>{counted} Somebody with access to the database changed the log.</p>
      <ul>
        {found.faults.slice(0, 20).map(({ sequence, fault }) => (
          <li key={`${sequence} ${fault}`}>{`Link ${sequence}: ${fault}`}</li>
        ))}
      </ul>
    </Callout>
  );
}
