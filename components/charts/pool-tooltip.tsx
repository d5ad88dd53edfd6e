import type { CSSProperties } from "react";
import { formatClock, zoneName } from "@/components/ui/format-time";
import { percent } from "./axis";
import { EventGlyph } from "./event-glyph";
import { frame } from "./house-style";
import type { Reading } from "./read-out";
import { SeriesSwatch } from "./series-swatch";
import type { ChartMarker, IncidentBand } from "./types";

type Props = {
  /** Where the cursor stands, 0 to 1. */
  share: number;
  moment: string;
  readings: readonly Reading[];
  events: { bands: readonly IncidentBand[]; markers: readonly ChartMarker[] };
  zone: string;
};

/** What the chart says at the cursor, on the side that has room. The slider beneath says it aloud. */
export function PoolTooltip({ share, moment, readings, events, zone }: Props) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute top-1 z-(--z-sticky) w-max rounded-md bg-overlay px-2.5 py-2 text-xs shadow-popup print:hidden"
      style={besides(share)}
    >
      <p className="tabular mb-1 font-medium">{moment}</p>
      {readings.length === 0 ? <p className="text-muted">No data</p> : null}
      <dl className="flex flex-col gap-0.5">
        {readings.map(({ key, label, value, more }) => (
          <div key={key} className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-1.5">
            <SeriesSwatch series={key} />
            <dt className="truncate text-muted">{label}</dt>
            <dd className="text-right font-medium">{value}</dd>
            {more ? <dd className="col-span-2 col-start-2 text-right text-2xs text-muted">{more}</dd> : null}
          </div>
        ))}
      </dl>
      {events.bands.length + events.markers.length > 0 ? (
        <ul className="mt-1.5 flex flex-col gap-0.5 border-line border-t pt-1.5">
          {events.markers.map((marker) => (
            <li key={marker.key} className="flex items-baseline gap-1.5">
              <EventGlyph kind={marker.kind} />
              <span className="tabular shrink-0 text-muted">
                {formatClock(new Date(marker.at), zone)} {zoneName(new Date(marker.at), zone)}
              </span>
              <span className="line-clamp-2 min-w-0">{marker.label}</span>
            </li>
          ))}
          {events.bands.map((band) => (
            <li key={band.key} data-tone={band.tone ?? "danger"} className="flex items-baseline gap-1.5">
              <EventGlyph kind="incident" />
              <span className="line-clamp-2 min-w-0">{band.label}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** On the roomier side, and no wider than what is left there: the gutters of the frame belong to it. */
function besides(share: number): CSSProperties {
  const [place, gutter] = share > 0.5 ? [1 - share, frame.left] : [share, frame.right];
  const side = share > 0.5 ? "right" : "left";
  return {
    [side]: `calc(${percent(place)} + 10px)`,
    maxWidth: `min(15rem, calc(${percent(1 - place)} + ${gutter}px))`,
  };
}
