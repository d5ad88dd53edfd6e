import type { Metadata } from "next";
import { TrailList } from "@/components/audit/trail-list";
import { ErrorPage } from "@/components/shell/error-page";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { checkTrail, listTrail, TRAIL_PAGE } from "@/lib/audit/queries";
import { isAtLeast } from "@/lib/core/permissions";
import { listEverybody } from "@/lib/people/queries";
import { pageSession } from "@/lib/web/session";
import { FilterForm } from "./filter-form";
import { filtersIn, home, trailAddress } from "./trail-address";

export const metadata: Metadata = { title: "Audit log" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function AuditPage({ searchParams }: { searchParams: Search }) {
  const [{ context, session }, search] = await Promise.all([pageSession(), searchParams]);
  if (!isAtLeast(context.actor.role, "admin")) return <ErrorPage kind="no-access" framed />;
  const filters = filtersIn(search);
  const before = typeof search.before === "string" ? search.before : undefined;
  const zone = session.person.timeZone;
  const [found, people, checked] = await Promise.all([
    listTrail(context, filters, { before, limit: TRAIL_PAGE + 1, zone }),
    listEverybody(context),
    search.check === undefined ? null : checkTrail(context),
  ]);
  const narrowed = trailAddress(filters) !== home;
  const lines = found.slice(0, TRAIL_PAGE);
  const older = found.length > TRAIL_PAGE ? lines.at(-1)?.id : undefined;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Audit log"
        description="Every change, by whom, when and through which door. It can only grow, and each line is chained to the one before by its hash."
        actions={
          <a className="text-accent underline" href="/settings/audit?check">
            Check the chain
          </a>
        }
      />
      {checked ? <ChainResult found={checked} /> : null}
      <Panel
        flush
        footer={
          before || older ? (
            <Pagination
              newerHref={before ? trailAddress(filters) : undefined}
              newerLabel="Newest"
              olderHref={older ? trailAddress(filters, older) : undefined}
            />
          ) : undefined
        }
      >
        <FilterForm filters={filters} people={people} narrowed={narrowed} />
        {lines.length > 0 ? (
          <TrailList
            lines={lines}
            zone={zone}
            now={context.now}
            narrowedTo={
              filters.object ? undefined : ({ subjectId }) => trailAddress({ ...filters, object: subjectId })
            }
          />
        ) : narrowed && !before ? (
          <EmptyState title="No event fits" actions={<LinkButton href={home}>Show the whole log</LinkButton>}>
            Nothing in the log fits these filters.
          </EmptyState>
        ) : (
          <EmptyState title="Nothing further back">The log begins with the first change.</EmptyState>
        )}
      </Panel>
    </div>
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
