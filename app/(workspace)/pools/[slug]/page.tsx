import { Pencil } from "lucide-react";
import type { Metadata } from "next";
import { QuickAction } from "@/components/incidents/quick-action";
import { PoolStateBadge } from "@/components/pools/pool-state";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
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
      <Notices pool={pool} {...time} />
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

type Noticed = { pool: Pool; zone: string; now: Date };

/** Of how many silent instances it is told each by its name. */
const mostNamed = 10;

function Notices({
  pool: { archivedAt, source, state, away, missed, instances, silent },
  zone,
  now,
}: Noticed) {
  if (archivedAt) return <Callout title="Archived">Nothing more is collected; its history stays.</Callout>;
  if (source.failure)
    return (
      <Callout tone="warning" title={`No data from ${source.name}`}>
        {source.failure} What is shown is what was known before.
      </Callout>
    );
  if (missed.length > 0 && silent < instances.length)
    return (
      <Callout tone="warning" title={missed.length === 1 ? "An instance is silent" : "Instances are silent"}>
        <LastTold instances={missed} zone={zone} now={now} />
      </Callout>
    );
  if (state === "no_data")
    return (
      <Callout {...(instances.length > 0 ? { tone: "warning" as const } : {})} title="No data">
        {instances.length > 0 ? "No data has come in lately" : "No data has come in yet"}: its state is not
        known.
        <LastTold instances={away} zone={zone} now={now} />
      </Callout>
    );
  return null;
}

/** Silent instances, each with what it told last. */
function LastTold({ instances, zone, now }: { instances: Pool["instances"]; zone: string; now: Date }) {
  if (instances.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {instances.slice(0, mostNamed).map(({ name, latest }) => (
        <li key={name} className="wrap-anywhere">
          <span className="font-medium">{name}</span>: last at {latest?.used ?? "–"} of {latest?.max ?? "–"},{" "}
          {latest ? <Time at={latest.at} zone={zone} now={now} show="relative" /> : null}. How it is now is
          not known.
        </li>
      ))}
      {instances.length > mostNamed ? <li>And {instances.length - mostNamed} more.</li> : null}
    </ul>
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
