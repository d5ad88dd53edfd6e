"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { cx } from "@/components/ui/cx";
import { percent, shareOf } from "./axis";
import { rangeHref, stopsOf } from "./cursor-stops";
import { eventsAt } from "./events";
import { formatBucket, formatSpan } from "./format-figures";
import { PoolCurves } from "./pool-curves";
import { PoolTooltip } from "./pool-tooltip";
import { readOut, spoken } from "./read-out";
import { isKnown, pointAt, runs, vertices } from "./series";
import { useTimeCursor } from "./time-cursor";
import { TimeSlider } from "./time-slider";
import type { ChartMarker, Comparison, IncidentBand, PoolPoint, Span, Threshold } from "./types";
import { useBrush } from "./use-brush";

export type SurfaceProps = {
  name: string;
  points: readonly PoolPoint[];
  stepMs: number;
  span: Span;
  zone: string;
  thresholds: readonly Threshold[];
  bands: readonly IncidentBand[];
  markers: readonly ChartMarker[];
  compare: Comparison | undefined;
  top: number;
  waitingTop: number;
  /** Height of the plot; where the lane of those who wait begins, and its height, 0 where there is none. */
  plot: number;
  waitingOffset: number;
  waitingHeight: number;
  range: string | undefined;
  cursor: number | null | undefined;
  onCursor: ((at: number | null) => void) | undefined;
  onZoom: ((span: Span) => void) | undefined;
  /** Told when the curves are there. */
  onDrawn: () => void;
};

/** What is drawn over the frame, and what it answers: the curves, the cursor, the stretch that somebody marks. */
export function PoolSurface({ onDrawn, ...props }: SurfaceProps) {
  const { points, stepMs, span, zone, compare, plot, waitingOffset, waitingHeight } = props;
  const router = useRouter();
  const known = useMemo(() => points.filter(isKnown), [points]);
  const drawing = useMemo(() => vertices(runs(known, stepMs), stepMs), [known, stepMs]);
  const compared = useMemo(() => curveOf(compare, stepMs), [compare, stepMs]);
  const stops = useMemo(() => stopsOf(known, stepMs, span), [known, stepMs, span]);
  const cursor = useTimeCursor(props.cursor, props.onCursor);
  const { range, onZoom } = props;
  const zoom =
    onZoom ?? (range ? (to: Span) => router.push(rangeHref(range, to), { scroll: false }) : undefined);
  const { marked, handlers } = useBrush({ cursor, stops, stepMs, span, zoom });

  const at = cursor.at !== null && cursor.at >= span.from && cursor.at <= span.to ? cursor.at : null;
  const point = at === null ? undefined : pointAt(known, stepMs, at);
  const used = at === null || !compare ? null : (pointAt(compare.points, stepMs, at)?.used ?? null);
  const readings = readOut(point, compare && { label: compare.label, used });
  const bucket = point ? { from: point.at, to: point.at + stepMs } : { from: at ?? 0, to: at ?? 0 };
  const moment = at === null ? "" : formatBucket(bucket, zone);
  const told = marked
    ? `${formatSpan(marked, zone)} marked. Enter zooms in.`
    : at === null
      ? "No moment chosen"
      : `${moment}: ${spoken(readings)}`;

  return (
    <div className="absolute inset-0">
      <PoolCurves
        vertices={drawing}
        compared={compared}
        {...{ span, plot, waitingOffset, waitingHeight, onDrawn }}
        thresholds={props.thresholds}
        top={props.top}
        waitingTop={props.waitingTop}
      />
      {marked ? <Marked span={span} marked={marked} zone={zone} /> : null}
      {at === null ? null : (
        <>
          <span
            className="absolute inset-y-0 w-px bg-ink/70 print:hidden"
            style={{ left: percent(shareOf(at, span)) }}
          />
          {point && point.usedAvg !== null ? (
            <span
              className="absolute size-2 -translate-1/2 rounded-full bg-series-1 ring-2 ring-panel print:hidden"
              style={{
                left: percent(shareOf(point.at + stepMs / 2, span)),
                top: plot * (1 - point.usedAvg / props.top),
              }}
            />
          ) : null}
        </>
      )}
      <TimeSlider name={props.name} {...{ span, at, told, handlers }} canZoom={zoom !== undefined} />
      {at === null ? null : (
        <PoolTooltip
          share={shareOf(at, span)}
          moment={moment}
          readings={readings}
          events={eventsAt(at, span, props.bands, props.markers)}
          zone={zone}
        />
      )}
    </div>
  );
}

function Marked({ span, marked, zone }: { span: Span; marked: Span; zone: string }) {
  const [left, right] = [shareOf(marked.from, span), shareOf(marked.to, span)];
  return (
    <span
      className="absolute inset-y-0 border-accent border-x bg-accent/12"
      style={{ left: percent(left), width: percent(right - left) }}
    >
      <span
        className={cx(
          "tabular absolute bottom-1 whitespace-nowrap rounded-xs bg-overlay px-1 text-2xs text-ink shadow-popup",
          left + right > 1 ? "right-1" : "left-1",
        )}
      >
        {formatSpan(marked, zone)}
      </span>
    </span>
  );
}

function curveOf(compare: Comparison | undefined, stepMs: number): { x: number; used: number | null }[] {
  return runs(compare?.points ?? [], stepMs).flatMap((run) => [
    ...run.points.map(({ at, used }) => ({ x: at + stepMs / 2, used })),
    { x: run.to, used: null },
  ]);
}
