import type { Metadata } from "next";
import { TrailList } from "@/components/audit/trail-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { listIncidentTrail } from "@/lib/audit/queries";
import { pageSession } from "@/lib/web/session";
import { incidentOf, refIn } from "../load";

export const metadata: Metadata = { title: "Activity" };

type Props = { params: Promise<{ ref: string }>; searchParams: Promise<{ before?: string }> };

export default async function ActivityPage({ params, searchParams }: Props) {
  const [{ context, session }, ref, { before }] = await Promise.all([
    pageSession(),
    refIn(params),
    searchParams,
  ]);
  const incident = await incidentOf(ref);
  const lines = await listIncidentTrail(context, incident.id, before);
  const last = lines.at(-1);
  const here = `/incidents/${incident.ref}/activity`;
  return (
    <div className="pt-5">
      <Panel
        title="Activity"
        description="Every change of this incident, by whom and when. It can only grow."
        flush
        footer={
          before || lines.length === 50 ? (
            <Pagination
              newerHref={before ? here : undefined}
              newerLabel="Newest"
              olderHref={lines.length === 50 && last ? `${here}?before=${last.id}` : undefined}
            />
          ) : null
        }
      >
        {lines.length === 0 ? (
          <EmptyState title="Nothing further back">The trail begins with the declaration.</EmptyState>
        ) : (
          <TrailList lines={lines} zone={session.person.timeZone} now={context.now} />
        )}
      </Panel>
    </div>
  );
}
