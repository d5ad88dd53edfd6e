import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { forecastPools } from "@/lib/pools/forecast/queries";
import { listPools } from "@/lib/pools/queries";
import { readPoolSparks } from "@/lib/pools/samples/queries";
import { pageSession } from "@/lib/web/session";
import { OrderNav } from "./order-nav";
import { inOrder, orderIn } from "./pool-order";
import { poolSummary } from "./pool-summary";
import { PoolTable } from "./pool-table";

export const metadata: Metadata = { title: "Pools" };

type Props = { searchParams: Promise<{ archived?: string | string[]; sort?: string | string[] }> };

export default async function PoolsPage({ searchParams }: Props) {
  const [{ context, session }, { archived, sort }] = await Promise.all([pageSession(), searchParams]);
  const showArchived = archived !== undefined;
  const pools = await listPools(context, { archived: showArchived });
  const ids = pools.map(({ id }) => id);
  const [sparks, forecasts] = await Promise.all([
    readPoolSparks(context, ids),
    forecastPools(context, pools, "minute"),
  ]);
  const [order, path] = [orderIn(sort), showArchived ? "/pools?archived" : "/pools"];
  const add = may(context.actor, "pool.add") ? (
    <LinkButton href="/pools/new" variant="primary">
      <Plus aria-hidden="true" />
      Add pool
    </LinkButton>
  ) : null;
  return (
    <div className="grid gap-5">
      <PageHeader
        title={showArchived ? "Archived pools" : "Pools"}
        description="Connections that services share, and how much room is left."
        meta={showArchived || pools.length === 0 ? null : <span>{poolSummary(pools)}</span>}
        actions={add}
      />
      {pools.length > 1 ? <OrderNav order={order} path={path} /> : null}
      <Panel
        flush
        footer={
          <Link href={showArchived ? "/pools" : "/pools?archived"} className="text-accent text-sm">
            {showArchived ? "Pools in use" : "Archived pools"}
          </Link>
        }
      >
        <PoolTable
          pools={inOrder(pools, forecasts, order)}
          sparks={sparks}
          forecasts={forecasts}
          order={order}
          path={path}
          zone={session.person.timeZone}
          now={context.now}
          empty={
            <EmptyState
              level={2}
              title={showArchived ? "No pool is archived" : "No pool is watched yet"}
              actions={showArchived ? null : add}
            >
              {showArchived
                ? "A pool that is archived keeps its history, and is found here."
                : "Highwater's own pool comes here some seconds after its start."}
            </EmptyState>
          }
        />
      </Panel>
    </div>
  );
}
