import { shareOf } from "./axis";
import { fills, seriesStyles, thresholdStyles } from "./house-style";
import { bandPath, dotPath, linePath, stepAreaPath, stepPath } from "./paths";
import type { Vertex } from "./series";
import type { PoolPoint, Span, Threshold } from "./types";

type Props = {
  vertices: readonly Vertex[];
  thresholds: readonly Threshold[];
  span: Span;
  /** How high the two axes reach. */
  top: number;
  waitingTop: number;
  plot: number;
  waitingOffset: number;
  waitingHeight: number;
};

const across = 1000;
const high = 200;

/** The same picture, plainer: what is seen until the chart is loaded, and all there is without JavaScript. */
export function PoolStill(props: Props) {
  const { vertices, thresholds, span, top, waitingTop, plot, waitingOffset, waitingHeight } = props;
  const x = ({ x: at }: Vertex) => shareOf(at, span) * across;
  const main = { x, y: (value: number) => high - (value / top) * high };
  const lane = { x, y: (value: number) => high - (value / waitingTop) * high };
  const { used, max, waiting } = seriesStyles;
  return (
    <>
      <Stretched offset={0} height={plot}>
        <path
          d={bandPath(
            vertices,
            (at) => at.usedMin,
            (at) => at.usedMax,
            main,
          )}
          fill={used.stroke}
          fillOpacity={fills.band}
        />
        {thresholds.map(({ share, tone = "warning" }) => (
          <Curve
            key={share}
            d={stepPath(vertices, (at) => (at.max === null ? null : at.max * share), main)}
            {...thresholdStyles[tone]}
          />
        ))}
        <Curve d={stepPath(vertices, (at) => at.max, main)} {...max} />
        <Curve d={linePath(vertices, (at) => at.usedAvg, main)} {...used} />
      </Stretched>
      <Stretched offset={waitingOffset} height={waitingHeight}>
        <path
          d={stepAreaPath(vertices, (at) => at.waiting, lane, high)}
          fill={waiting.stroke}
          fillOpacity={fills.waiting}
        />
        <Curve d={stepPath(vertices, (at) => at.waiting, lane)} {...waiting} />
      </Stretched>
    </>
  );
}

type SpecksProps = { points: readonly PoolPoint[]; span: Span; stepMs: number; top: number; plot: number };

/** Dots where so little is known that a line through it would not be seen. */
export function PoolSpecks({ points, span, stepMs, top, plot }: SpecksProps) {
  const place = {
    x: ({ at }: PoolPoint) => shareOf(at + stepMs / 2, span) * across,
    y: (value: number) => high - (value / top) * high,
  };
  return (
    <Stretched offset={0} height={plot}>
      <path
        d={dotPath(points, (point) => point.usedAvg, place)}
        stroke={seriesStyles.used.stroke}
        strokeWidth={5}
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </Stretched>
  );
}

function Stretched({
  offset,
  height,
  children,
}: {
  offset: number;
  height: number;
  children: React.ReactNode;
}) {
  return (
    <svg
      viewBox={`0 0 ${across} ${high}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="absolute inset-x-0 w-full"
      style={{ top: offset, height }}
    >
      {children}
    </svg>
  );
}

function Curve({ d, stroke, width, dash }: { d: string; stroke: string; width: number; dash?: string }) {
  return (
    <path
      d={d}
      fill="none"
      stroke={stroke}
      strokeWidth={width}
      strokeDasharray={dash}
      strokeLinejoin="round"
      vectorEffect="non-scaling-stroke"
    />
  );
}
