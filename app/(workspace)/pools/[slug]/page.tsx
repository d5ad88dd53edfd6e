import { Pencil } from "lucide-react";
import type { Metadata } from "next";
import { QuickAction } from "@/components/incidents/quick-action";
import { PoolStateBadge } from "@/components/pools/pool-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listControlsOfSource } from "@/lib/alerts/controls/queries";
import { listPoolMarks } from "@/lib/alerts/marks/queries";
import { listRulesOf } from "@/lib/alerts/rules/queries";
import { listIncidentBands } from "@/lib/pools/bands/queries";
import { forecastPools } from "@/lib/pools/forecast/queries";
import { getPool, mayManagePool, type Pool } from "@/lib/pools/queries";
import { readPoolSeries } from "@/lib/pools/samples/queries";
import { readMeasuredWork } from "@/lib/pools/sizing/work/queries";
import { getSource } from "@/lib/pools/sources/queries";
import { orNotFound, pageSession } from "@/lib/web/session";
import { submitArchive, submitRestore } from "../actions";
import { AlertsPanel } from "./alerts-panel";
import { ChartPanel } from "./chart-panel";
import { ConfigurationPanel } from "./configuration-panel";
import { FactsPanel } from "./facts-panel";
import { HoldersPanel } from "./holders-panel";
import { week } from "./last-week";
import { PoolNotices } from "./pool-notices";
import { isComparable, rangeIn } from "./range";
import { SizingPanel } from "./sizing-panel";

export const metadata: Metadata = { title: "Pool" };

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function PoolPage({ params, searchParams }: Props) {
  const [{ context, session }, { slug }, query] = await Promise.all([pageSession(), params, searchParams]);
  const pool = await orNotFound(getPool(context, slug));
  const range = rangeIn(query, context.now);
  const compared = query.compare === "week" && isComparable(range);
  const weekBefore = { from: new Date(+range.from - week), to: new Date(+range.to - week) };
  const [series, before, bands, forecasts, editable, source, work, rules] = await Promise.all([
    readPoolSeries(context, pool.id, range, pool.source.intervalSeconds),
    compared ? readPoolSeries(context, pool.id, weekBefore, pool.source.intervalSeconds) : null,
    listIncidentBands(context, pool, range),
    forecastPools(context, [pool]),
    mayManagePool(context, pool.service),
    pool.archivedAt ? null : getSource(context, pool.source.slug),
    readMeasuredWork(context, pool),
    pool.archivedAt ? [] : listRulesOf(context, { poolId: pool.id, serviceId: pool.serviceId }),
  ]);
  const [marks, watched] = await Promise.all([
    listPoolMarks(context, pool, range, series.points),
    source ? listControlsOfSource(context, source.id) : [],
  ]);
  const time = { zone: session.person.timeZone, now: context.now };
  return (
    <div className="grid gap-5">
      <PageHeader
        eyebrow="Pool"
        title={pool.name}
        meta={<PoolStateBadge state={pool.state} />}
        actions={editable && pool.source.kind !== "own" ? <Actions pool={pool} /> : null}
      />
      <PoolNotices pool={pool} {...time} />
      <ChartPanel
        pool={pool}
        range={range}
        series={series}
        before={before}
        bands={bands}
        marks={marks}
        rules={rules}
        {...time}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 gap-5">
          <AlertsPanel context={context} pool={pool} rules={rules} editable={editable} {...time} />
          <HoldersPanel pool={pool} {...time} />
          <SizingPanel pool={pool} source={source} work={work} query={query} />
          {source ? <ConfigurationPanel source={source} watched={watched} /> : null}
        </div>
        <FactsPanel pool={pool} forecast={forecasts.get(pool.slug)} {...time} />
      </div>
    </div>
  );
}

function Actions({ pool: { slug, archivedAt } }: { pool: Pool }) {
  return (
    <>
      <QuickAction action={archivedAt ? submitRestore : submitArchive} fields={{ slug }}>
        {archivedAt ? "Restore" : "Archive"}
      </QuickAction>
      <LinkButton href={`/pools/${slug}/edit`}>
        <Pencil aria-hidden="true" />
        Edit
      </LinkButton>
    </>
  );
}
