import { formatDuration } from "@/components/ui/format-duration";
import { ceiling } from "./axis";
import { CountAxis, EdgeLabels, TimeAxis } from "./chart-axes";
import { ChartEvents } from "./chart-events";
import { ChartLegend, ChartSteps } from "./chart-head";
import { EventList } from "./event-list";
import { bandRows } from "./events";
import { formatCount, formatSpan, unbroken } from "./format-figures";
import { frame, layoutOf, seriesLabel } from "./house-style";
import { packPoints } from "./packed";
import { PoolLive } from "./pool-live";
import { PoolSpecks, PoolStill } from "./pool-still";
import { PoolTable } from "./pool-table";
import { gaps, isKnown, runs, specks, vertices } from "./series";
import { silences } from "./silences";
import { limitsOf, summarise } from "./summary";
import { timeTicks } from "./time-ticks";
import type { ChartLinks, ChartMarker, Comparison, IncidentBand, PoolPoint, Span, Threshold } from "./types";

export type PoolChartProps = {
  /** `main pool`: what screen readers call it. */
  name: string;
  /** Buckets of equal length in order of time, at most about 500: no more than there are pixels. */
  points: readonly PoolPoint[];
  /** Length of a bucket in milliseconds. */
  stepMs: number;
  span: Span;
  /** IANA zone in which times are read. */
  zone: string;
  /** The context's clock in epoch milliseconds: after it nothing is missing. */
  now?: number | undefined;
  /** The first one is the one that the summary counts from. */
  thresholds?: readonly Threshold[] | undefined;
  bands?: readonly IncidentBand[] | undefined;
  markers?: readonly ChartMarker[] | undefined;
  compare?: Comparison | undefined;
  links?: ChartLinks | undefined;
  /** A sentence that says what is seen, in place of the one made from the points. */
  summary?: string | undefined;
  /** Height of the plot alone, in pixels. */
  plot?: number | undefined;
  /** The moment to show, for a parent in the browser; `TimeCursor` does it for pages of the server. */
  cursor?: number | null | undefined;
  onCursor?: ((at: number | null) => void) | undefined;
  /** Called with the stretch that was marked, in place of following `links.range`. */
  onZoom?: ((span: Span) => void) | undefined;
};

const none: readonly never[] = [];
const drawnSeries = [
  { key: "used", figure: "usedAvg" },
  { key: "max", figure: "max" },
  { key: "idleInTransaction", figure: "idleInTransaction" },
  { key: "idle", figure: "idle" },
] as const;

/**
 * A pool over time: how many connections were in use of how many, who held them idle, who waited. The frame, its
 * labels and a still picture come from the server; the curves are loaded by the browser into a place that is kept.
 */
export function PoolChart(props: PoolChartProps) {
  const { name, points, stepMs, span, zone, now, compare, links = {}, plot = frame.plot } = props;
  const { thresholds = none, bands = none, markers = none } = props;
  const known = points.filter(isKnown);
  const covered = runs(known, stepMs);
  const rows = bandRows(bands, span, now);
  const marks = markers.filter(({ at }) => at >= span.from && at <= span.to);
  const waits = known.some((point) => point.waiting !== null);
  const layout = layoutOf(laneCount(rows) + (marks.length > 0 ? 1 : 0), plot, waits);
  const counts = known.flatMap(({ usedMax, usedAvg, max, idle }) => [usedMax, usedAvg, max, idle]);
  const compared = compare?.points.filter(({ at }) => at >= span.from && at < span.to) ?? [];
  const top = ceiling([...counts, ...compared.map((point) => point.used)], 4);
  const mostWaiting = Math.max(0, ...known.map((point) => point.waiting ?? 0));
  const waitingTop = ceiling([mostWaiting], 4);
  const limit = limitsOf(known).at(-1);
  const series = drawnSeries.filter(({ figure }) => known.some((point) => point[figure] !== null));
  const surface = {
    ...{ span, plot, top, waitingTop },
    waitingOffset: plot + frame.waitingHead,
    waitingHeight: waits ? frame.waiting : 0,
  };
  return (
    <figure
      aria-label={name}
      className="@container/chart flex min-w-0 flex-col gap-2 [print-color-adjust:exact]"
    >
      <div className="flex flex-col gap-1">
        <div className="flex min-h-7 items-center justify-between gap-4">
          <p className="tabular min-w-0 text-muted text-sm" suppressHydrationWarning>
            {formatSpan(span, zone)}
          </p>
          <ChartSteps name={name} links={links} />
        </div>
        <ChartLegend
          series={[
            ...series.map(({ key }) => ({ key, label: seriesLabel(key) })),
            ...(compare ? [{ key: "compare" as const, label: compare.label }] : []),
          ]}
        />
      </div>
      <div className="relative" style={{ height: layout.bottom + frame.axis }}>
        <CountAxis layout={layout} top={top} bare={known.length === 0} />
        <ChartEvents
          {...{ layout, span, zone }}
          gaps={gaps(covered, span, stepMs, now)}
          silences={silences(known, stepMs, now)}
          bands={rows}
          markers={marks}
        />
        <TimeAxis layout={layout} span={span} ticks={timeTicks(span, zone)} />
        {limit === undefined ? null : <EdgeLabels {...{ layout, top, limit, thresholds }} />}
        {waits ? <WaitingLane offset={layout.plotTop + plot} most={mostWaiting} /> : null}
        <div
          className="absolute"
          style={{
            left: frame.left,
            right: frame.right,
            top: layout.plotTop,
            height: layout.bottom - layout.plotTop,
          }}
        >
          <PoolSpecks points={specks(covered, span)} {...{ span, stepMs, top, plot }} />
          {known.length > 0 ? (
            <PoolLive
              {...{ name, stepMs, zone, thresholds, bands, markers, compare, ...surface }}
              packed={packPoints(points, stepMs)}
              range={links.range}
              cursor={props.cursor}
              onCursor={props.onCursor}
              onZoom={props.onZoom}
              still={<PoolStill vertices={vertices(covered, stepMs)} thresholds={thresholds} {...surface} />}
            />
          ) : null}
        </div>
      </div>
      <figcaption className="text-pretty text-muted text-sm">
        {unbroken(props.summary ?? summarise({ points, stepMs, span, now }, thresholds[0]?.share))}
        {stepMs > 60_000 && known.length > 0
          ? unbroken(` Each point stands for ${formatDuration(stepMs / 1_000)}.`)
          : null}
      </figcaption>
      {known.length + bands.length + markers.length > 0 ? (
        <details className="group/table print:hidden">
          <summary className="w-max rounded-xs text-accent text-sm hover:underline">
            <span className="group-open/table:hidden">Show as a table</span>
            <span className="hidden group-open/table:inline">Hide the table</span>
          </summary>
          <div className="mt-2 flex flex-col gap-3">
            <EventList bands={rows.map(({ band }) => band)} markers={marks} zone={zone} />
            {known.length > 0 ? (
              <PoolTable
                {...{ name, stepMs, zone, compare }}
                points={known}
                span={{ from: span.from, to: Math.min(span.to, now ?? span.to) }}
              />
            ) : null}
          </div>
        </details>
      ) : null}
    </figure>
  );
}

const laneCount = (rows: ReturnType<typeof bandRows>) => Math.max(0, ...rows.map(({ row }) => row + 1));

function WaitingLane({ offset, most }: { offset: number; most: number }) {
  return (
    <>
      <p
        className="absolute rounded-xs bg-panel/75 pr-1 text-2xs/none text-muted"
        style={{ left: frame.left, top: offset + 6 }}
      >
        <span className="font-medium text-series-5">{seriesLabel("waiting")}</span>
        {most > 0 ? `, at most ${formatCount(most)}` : ": nobody"}
      </p>
      <div
        className="absolute border-rim border-b"
        style={{
          left: frame.left,
          right: frame.right,
          top: offset + frame.waitingHead,
          height: frame.waiting,
        }}
      />
    </>
  );
}
