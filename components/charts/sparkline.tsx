import { cx } from "@/components/ui/cx";
import { shareOf } from "./axis";
import { seriesStyles, thresholdStyles } from "./house-style";
import { bandPath, dotPath, linePath } from "./paths";
import { gaps, runs, specks, type Vertex, vertices } from "./series";
import { summarise } from "./summary";
import type { PoolPoint, Span } from "./types";

type Props = {
  /** `main pool`; read aloud in front of the summary. */
  name: string;
  points: readonly PoolPoint[];
  stepMs: number;
  span: Span;
  now?: number | undefined;
  /** A share of the limit, 0 to 1. */
  threshold?: number | undefined;
  className?: string | undefined;
};

const across = 300;
const high = 60;
/** Room above 100 %, so that a full pool is seen to touch its brim. */
const brim = 1.06;

/** How much of a pool was in use, from none to all of it, in the size of a word. Drawn on the server alone. */
export function Sparkline({ name, points, stepMs, span, now, threshold, className }: Props) {
  // Without a limit nothing is known of the share.
  const known = points.filter((point) => share(point) !== null);
  const covered = runs(known, stepMs);
  const drawing = vertices(covered, stepMs);
  const x = ({ x: at }: Vertex) => shareOf(at, span) * across;
  const y = (share: number) => high * (1 - Math.min(share, brim) / brim);
  const place = { x, y };
  const used = linePath(drawing, share, place);
  const beneath = bandPath(drawing, (vertex) => (share(vertex) === null ? null : 0), share, place);
  const title = `${name}: ${summarise({ points, stepMs, span, now }, threshold)}`;
  const dots = dotPath(vertices(runs(specks(covered, span), stepMs), stepMs), share, place);
  const line = threshold === undefined ? high : y(threshold);
  return (
    <svg
      viewBox={`0 0 ${across} ${high}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={title}
      className={cx("h-7 w-30 overflow-hidden [print-color-adjust:exact]", className)}
    >
      <title>{title}</title>
      {gaps(covered, span, stepMs, now).map((gap) => (
        <rect
          key={gap.from}
          x={shareOf(gap.from, span) * across}
          y={0}
          width={(shareOf(gap.to, span) - shareOf(gap.from, span)) * across}
          height={high}
          className="fill-line/60"
        />
      ))}
      <path d={`M0 ${y(1)}H${across}`} {...stroke(seriesStyles.max.stroke, 1)} strokeOpacity={0.35} />
      <path d={beneath} fill={seriesStyles.used.stroke} fillOpacity={0.14} />
      {/* An inner drawing clips by itself: what rises over the threshold is filled in full. */}
      <svg
        aria-hidden="true"
        x={0}
        y={0}
        width={across}
        height={line}
        viewBox={`0 0 ${across} ${line}`}
        preserveAspectRatio="none"
      >
        <path
          d={beneath}
          fill={thresholdStyles.warning.stroke}
          fillOpacity={threshold === undefined ? 0 : 0.55}
        />
      </svg>
      {threshold === undefined ? null : (
        <path
          d={`M0 ${line}H${across}`}
          {...stroke(thresholdStyles.warning.stroke, 1)}
          strokeDasharray="3 3"
        />
      )}
      <path d={used} {...stroke(seriesStyles.used.stroke, 1.5)} />
      <path d={dots} {...stroke(seriesStyles.used.stroke, 4)} strokeLinecap="round" />
    </svg>
  );
}

function share({ usedMax, usedAvg, max }: Omit<Vertex, "x">): number | null {
  const used = usedMax ?? usedAvg;
  return used === null || max === null || max <= 0 ? null : used / max;
}

function stroke(color: string, width: number) {
  return {
    fill: "none",
    stroke: color,
    strokeWidth: width,
    strokeLinejoin: "round",
    vectorEffect: "non-scaling-stroke",
  } as const;
}
