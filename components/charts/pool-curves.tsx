"use client";

import { memo, type ReactNode, useEffect, useMemo } from "react";
import { Area, ComposedChart, Line, XAxis, YAxis } from "recharts";
import { fills, seriesStyles, thresholdStyles } from "./house-style";
import type { Vertex } from "./series";
import type { Span, Threshold } from "./types";

type Props = {
  vertices: readonly Vertex[];
  compared: readonly { x: number; used: number | null }[];
  thresholds: readonly Threshold[];
  span: Span;
  /** How high the two axes reach. */
  top: number;
  waitingTop: number;
  plot: number;
  waitingOffset: number;
  waitingHeight: number;
  /** Told when the curves are there. */
  onDrawn: () => void;
};

/** Wide enough that half a bucket is never rounded away; the drawing is stretched to its place. */
const across = 1200;
const still = { isAnimationActive: false, dot: false, activeDot: false } as const;
const full = { width: "100%", height: "100%" };
/** An attribute of the drawing that Recharts hands on, though its types do not name it. */
const stretched = { preserveAspectRatio: "none" };
const flat = { top: 0, right: 0, bottom: 0, left: 0 };

/**
 * The curves of a pool, and nothing else: axes, events and the cursor are the frame's. They are drawn once, at a
 * size of their own, and stretched by the browser: a window that changes its width, or paper, draws nothing anew.
 */
export const PoolCurves = memo(function PoolCurves({ onDrawn, ...props }: Props) {
  const { span, top, waitingTop, plot, waitingOffset, waitingHeight, thresholds } = props;
  useEffect(onDrawn, [onDrawn]);
  const domain = useMemo(() => [span.from, span.to], [span.from, span.to]);
  const data = useMemo(() => [...props.vertices], [props.vertices]);
  const compared = useMemo(() => [...props.compared], [props.compared]);
  return (
    <div aria-hidden="true" className="[&_path]:[vector-effect:non-scaling-stroke]">
      <Stage offset={0} height={plot} data={data} domain={domain} top={top}>
        <Area dataKey="usedAvg" {...still} stroke="none" {...filled("used", fills.beneath)} />
        <Area dataKey={usedBand} {...still} stroke="none" {...filled("used", fills.band)} />
        {thresholds.map(({ share, tone = "warning" }) => (
          <Line
            key={share}
            dataKey={(vertex: Vertex) => (vertex.max === null ? null : vertex.max * share)}
            type="step"
            {...still}
            {...drawn(thresholdStyles[tone])}
          />
        ))}
        {compared.length > 0 ? (
          <Line data={compared} dataKey="used" {...still} {...drawn(seriesStyles.compare)} />
        ) : null}
        <Line dataKey="idle" {...still} {...drawn(seriesStyles.idle)} />
        <Line dataKey="idleInTransaction" {...still} {...drawn(seriesStyles.idleInTransaction)} />
        <Line dataKey="max" type="step" {...still} {...drawn(seriesStyles.max)} />
        <Line dataKey="usedAvg" {...still} {...drawn(seriesStyles.used)} />
      </Stage>
      {waitingHeight > 0 ? (
        <Stage offset={waitingOffset} height={waitingHeight} data={data} domain={domain} top={waitingTop}>
          <Area
            dataKey="waiting"
            type="step"
            {...still}
            {...drawn(seriesStyles.waiting)}
            {...filled("waiting", fills.waiting)}
          />
        </Stage>
      ) : null}
    </div>
  );
});

type StageProps = {
  offset: number;
  height: number;
  data: Vertex[];
  domain: number[];
  top: number;
  children: ReactNode;
};

function Stage({ offset, height, data, domain, top, children }: StageProps) {
  return (
    <div className="absolute inset-x-0" style={{ top: offset, height }}>
      <ComposedChart
        width={across}
        height={height}
        data={data}
        margin={flat}
        accessibilityLayer={false}
        style={full}
        {...stretched}
      >
        <XAxis type="number" dataKey="x" domain={domain} allowDataOverflow hide />
        <YAxis domain={[0, top]} allowDataOverflow hide />
        {children}
      </ComposedChart>
    </div>
  );
}

function usedBand({ usedMin, usedMax }: Vertex): [number, number] | null {
  return usedMin === null || usedMax === null ? null : [usedMin, usedMax];
}

function drawn({ stroke, width, dash }: { stroke: string; width: number; dash?: string }) {
  return {
    stroke,
    strokeWidth: width,
    strokeLinejoin: "round" as const,
    ...(dash ? { strokeDasharray: dash } : {}),
  };
}

function filled(key: "used" | "waiting", opacity: number) {
  return { fill: seriesStyles[key].stroke, fillOpacity: opacity };
}
