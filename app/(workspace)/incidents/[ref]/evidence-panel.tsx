import { Download } from "lucide-react";
import { poolThresholds } from "@/components/alerts/thresholds";
import { formatSpan } from "@/components/charts/format-figures";
import { PoolChart } from "@/components/charts/pool-chart";
import type { ChartMarker } from "@/components/charts/types";
import { QuickAction } from "@/components/incidents/quick-action";
import { RangeNav } from "@/components/pools/range-nav";
import { formatInstant } from "@/components/ui/format-time";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { AlertLine } from "@/lib/alerts/history/queries";
import { excerpt } from "@/lib/core/text";
import { milestoneLabels } from "@/lib/incidents/milestones/labels";
import type { IncidentDetail } from "@/lib/incidents/queries";
import type { listIncidentFigures, PoolFigures } from "@/lib/pools/evidence/queries";
import { withoutFirstSilence } from "@/lib/pools/evidence/rules";
import { submitEvidence } from "./actions";
import { hasParts, stretches } from "./evidence-address";
import { NearestEntry, type ShownEntry } from "./nearest-entry";

type Figures = Awaited<ReturnType<typeof listIncidentFigures>>;
type Stretch = { from: Date; to: Date };

type Props = {
  incident: IncidentDetail;
  figures: Figures & { range: Stretch; shown: Stretch };
  /** Which of the usual stretches is shown, null for another one. */
  stretch: string | null;
  /** Those of the incident. */
  alerts: readonly AlertLine[];
  /** Those that its timeline tells. */
  deploys: readonly { id: string; at: Date; text: string }[];
  /** The entries of the timeline on this page. */
  entries: readonly ShownEntry[];
  mayKeep: boolean;
  zone: string;
  now: Date;
  className?: string | undefined;
};

/** Charts of more pools than this would bury the page; the others are named. */
const mostCharts = 3;

/** What the pools went through beside the story, kept with the incident or live. */
export function EvidencePanel(props: Props) {
  const { incident, stretch, entries, mayKeep, zone, className } = props;
  const { range, pools } = props.figures;
  const figures = stretch === "whole" ? { ...props.figures, shown: fromFirstKnown(props) } : props.figures;
  const home = `/incidents/${incident.ref}`;
  const isKept = pools.some(({ kept }) => kept);
  const canKeep = mayKeep && pools.some(({ live, points }) => live && points.length > 0);
  const usual = stretches.filter(({ key }) => key === "whole" || hasParts(range));
  const ranges = usual.map(({ key, label }) => ({
    ...{ key, label, current: key === stretch },
    href: key === "whole" ? `${home}#evidence` : `${home}?figures=${key}#evidence`,
  }));
  return (
    <Panel
      title="Evidence"
      id="evidence"
      className={className}
      actions={ranges.length > 1 || stretch === null ? <RangeNav choices={ranges} /> : null}
      footer={
        isKept || canKeep ? (
          <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
            {canKeep ? (
              <QuickAction action={submitEvidence} fields={{ ref: incident.ref }} size="sm">
                Keep with the incident
              </QuickAction>
            ) : null}
            {isKept ? (
              <a
                href={`${home}/figures.csv`}
                download
                className="inline-flex items-center gap-1.5 text-accent"
              >
                <Download aria-hidden="true" className="size-3.5" />
                CSV of what is kept
              </a>
            ) : null}
          </div>
        ) : null
      }
    >
      <div className="grid gap-5">
        {pools.slice(0, mostCharts).map((pool) => (
          <PoolEvidence key={pool.key} pool={pool} {...props} figures={figures} />
        ))}
      </div>
      <NearestEntry entries={entries} />
      <OtherPools pools={pools.slice(mostCharts)} zone={zone} />
    </Panel>
  );
}

/** The whole time of an incident, less what was before anything was known of its pools or of itself. */
const fromFirstKnown = ({ figures: { shown, pools }, incident }: Props): Stretch =>
  withoutFirstSilence(shown, [
    ...pools.flatMap(({ points }) => points.slice(0, 1).map(({ at }) => at)),
    ...incident.milestones.map(({ at }) => at),
  ]);

function PoolEvidence({
  pool,
  incident,
  figures,
  alerts,
  deploys,
  zone,
  now,
}: Props & { pool: PoolFigures }) {
  const { name, slug, bucketSeconds, points } = pool;
  const { from, to } = figures.shown;
  const milestones = incident.milestones.map(
    ({ kind, at }): ChartMarker => ({
      ...{ key: kind, at: at.getTime(), kind: "milestone" },
      ...{ label: milestoneLabels[kind], href: "#milestones" },
    }),
  );
  const fired = alerts.flatMap(({ id, poolId, number, firingAt, ...alert }): ChartMarker[] =>
    poolId === pool.key && firingAt
      ? [{ key: id, at: firingAt.getTime(), kind: "alert", label: alert.name, href: `/alerts/${number}` }]
      : [],
  );
  const told = deploys.map(
    ({ id, at, text }): ChartMarker => ({
      ...{ key: id, at: at.getTime(), kind: "deploy", label: excerpt(text, 80) },
      href: `/incidents/${incident.ref}?entry=${id}#entry-${id}`,
    }),
  );
  return (
    <div className="grid min-w-0 gap-1.5">
      <div>
        <h3 className="wrap-anywhere font-medium text-sm">
          {slug ? (
            <Link href={`/pools/${slug}?${new URLSearchParams(isoOf(figures.range))}`}>{name}</Link>
          ) : (
            name
          )}
        </h3>
        <p className="text-pretty text-muted text-xs" suppressHydrationWarning>
          {originOf(pool, zone)}
        </p>
      </div>
      <PoolChart
        name={name}
        points={points.map(({ at, utilisation: fullest, ...rest }) => ({
          at: at.getTime(),
          fullest,
          ...rest,
        }))}
        stepMs={bucketSeconds * 1_000}
        span={{ from: from.getTime(), to: to.getTime() }}
        now={now.getTime()}
        zone={zone}
        plot={168}
        thresholds={poolThresholds}
        markers={[...fired, ...told, ...milestones]}
        links={{ range: `/incidents/${incident.ref}?from={from}&to={to}#evidence` }}
      />
    </div>
  );
}

/** Where figures are from, and until when. */
function originOf({ live, kept, sourceName }: PoolFigures, zone: string): string {
  if (!kept) return `Live from ${sourceName}: not kept with the incident yet.`;
  const span = formatSpan({ from: kept.from.getTime(), to: kept.to.getTime() }, zone);
  if (live) return `Live from ${sourceName}; kept with the incident so far: ${span}.`;
  return `Kept with the incident on ${formatInstant(kept.at, zone)}: ${span}, from ${sourceName}.`;
}

function OtherPools({ pools, zone }: { pools: readonly PoolFigures[]; zone: string }) {
  if (pools.length === 0) return null;
  return (
    <ul aria-label="Other pools" className="mt-3 grid gap-1 border-line border-t pt-3 text-sm">
      {pools.map((pool) => (
        <li key={pool.key} className="min-w-0">
          {pool.slug ? (
            <Link href={`/pools/${pool.slug}`} className="wrap-anywhere text-accent">
              {pool.name}
            </Link>
          ) : (
            <span className="wrap-anywhere">{pool.name}</span>
          )}
          <p className="text-muted text-xs" suppressHydrationWarning>
            {originOf(pool, zone)}
          </p>
        </li>
      ))}
    </ul>
  );
}

const isoOf = ({ from, to }: Stretch) => ({ from: from.toISOString(), to: to.toISOString() });
