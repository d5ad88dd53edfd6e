import { fills, type SeriesKey, seriesStyles } from "./house-style";

/** A piece of a series as it is drawn in the chart. */
export function SeriesSwatch({ series }: { series: SeriesKey }) {
  const { stroke, width, dash } = seriesStyles[series];
  const filled = series === "used" || series === "waiting";
  return (
    <svg viewBox="0 0 20 10" aria-hidden="true" className="h-2.5 w-5 shrink-0">
      {filled ? <rect y="1" width="20" height="8" fill={stroke} fillOpacity={fills.band} /> : null}
      <path d="M0 5h20" fill="none" stroke={stroke} strokeWidth={width} strokeDasharray={dash} />
    </svg>
  );
}
