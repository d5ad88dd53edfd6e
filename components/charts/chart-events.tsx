import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { formatInstant } from "@/components/ui/format-time";
import { Link } from "@/components/ui/link";
import { percent, shareOf } from "./axis";
import { MarkerLane } from "./chart-markers";
import { clusters, type PlacedBand } from "./events";
import { formatSpan } from "./format-figures";
import { frame, hatch, type Layout } from "./house-style";
import { type Silence, sayMark } from "./silences";
import type { ChartMarker, IncidentBand, Span } from "./types";

type Props = {
  layout: Layout;
  span: Span;
  zone: string;
  gaps: readonly Span[];
  silences: readonly Silence[];
  bands: readonly PlacedBand[];
  markers: readonly ChartMarker[];
};

/**
 * How far apart markers must be for each to be hit, as a share of a wide, a middling and a narrow chart; and how
 * many lines from them the plot bears.
 */
const tiers = [
  { apart: 0.027, lines: 12, shown: "@max-5xl/chart:hidden" },
  { apart: 0.06, lines: 9, shown: "@max-lg/chart:hidden @min-5xl/chart:hidden" },
  { apart: 0.11, lines: 6, shown: "@min-lg/chart:hidden" },
];

/** Behind the curves: time without data, and incidents; above them their names, and what was changed when. */
export function ChartEvents({ layout, span, zone, gaps, silences, bands, markers }: Props) {
  const { plotTop, bottom } = layout;
  const lane = { ...{ span, zone, bottom }, top: plotTop - frame.plotHead - frame.lane };
  return (
    <div className="absolute inset-y-0" style={{ left: frame.left, right: frame.right }}>
      {gaps.map((gap) => (
        <Stretch
          key={gap.from}
          from={shareOf(gap.from, span)}
          to={shareOf(gap.to, span)}
          top={plotTop}
          bottom={bottom}
        >
          <span className={cx("@container absolute inset-0", hatch)}>
            <span className="absolute top-1/3 left-1/2 hidden -translate-1/2 whitespace-nowrap rounded-xs bg-panel px-1.5 text-2xs text-muted @min-[4rem]:block">
              No data
            </span>
          </span>
        </Stretch>
      ))}
      {silences.map((silence) => (
        <Stretch
          key={silence.from}
          from={Math.max(0, shareOf(silence.from, span))}
          to={shareOf(Math.min(silence.to, span.to), span)}
          top={plotTop}
          bottom={bottom}
        >
          <span
            data-tone="warning"
            title={`${sayMark(silence)}, ${formatSpan(silence, zone)}`}
            className="@container absolute inset-0 border-tone-solid border-t-2 bg-tone-soft/45"
          >
            <span className="absolute top-1 left-1 hidden whitespace-nowrap rounded-xs bg-panel px-1 text-2xs text-muted @min-[9rem]:block">
              {sayMark(silence)}
            </span>
          </span>
        </Stretch>
      ))}
      {bands.map((placed) => (
        <div key={placed.band.key} data-tone={placed.band.tone ?? "danger"} className="contents">
          <Stretch from={placed.from} to={placed.to} top={plotTop} bottom={bottom}>
            <span
              className={cx(
                "absolute inset-0 border-tone-line border-l bg-tone-soft/45",
                !placed.band.open && "border-r",
              )}
            />
          </Stretch>
          <BandName placed={placed} title={titleOf(placed.band, zone)} />
        </div>
      ))}
      {tiers.map(({ apart, lines, shown }) => (
        <MarkerLane
          key={apart}
          {...lane}
          clusters={clusters(markers, span, apart)}
          lines={lines}
          className={shown}
        />
      ))}
    </div>
  );
}

function titleOf(band: IncidentBand, zone: string): string {
  const when = band.open ? `open since ${formatInstant(new Date(band.from), zone)}` : formatSpan(band, zone);
  return `${band.label}, ${when}`;
}

/** A bar as long as the incident, and its name, which may reach as far as the next one lets it. */
function BandName({ placed, title }: { placed: PlacedBand; title: string }) {
  const { band, row, from, to, room } = placed;
  const shared = {
    title,
    className:
      "relative flex h-full w-max min-w-6 max-w-full items-center rounded-xs pb-1 pl-1.5 font-medium text-2xs text-tone-ink",
  };
  const name = <span className="hidden min-w-0 truncate @min-[5rem]:block">{band.label}</span>;
  return (
    <Stretch from={from} to={room} top={row * frame.lane} bottom={(row + 1) * frame.lane}>
      <span
        className={cx(
          "absolute top-0 bottom-1 left-0 min-w-1.5 rounded-xs border-tone-solid border-l-3 bg-tone-soft ring-1 ring-tone-line ring-inset",
          band.open && "rounded-r-none",
        )}
        style={{ width: percent(room > from ? (to - from) / (room - from) : 1) }}
      />
      <span className="@container absolute inset-0">
        {band.href ? (
          // Where the next one is too near for a finger to tell them apart, only the list has the link.
          <Link
            href={band.href}
            aria-label={title}
            title={title}
            className={cx(shared.className, "@max-[1.5rem]:hidden")}
          >
            {name}
          </Link>
        ) : (
          <span {...shared}>{name}</span>
        )}
      </span>
    </Stretch>
  );
}

type StretchProps = { from: number; to: number; top: number; bottom: number; children: ReactNode };

function Stretch({ from, to, top, bottom, children }: StretchProps) {
  return (
    <div
      className="absolute"
      style={{ left: percent(from), width: percent(to - from), top, height: bottom - top, minWidth: 1 }}
    >
      {children}
    </div>
  );
}
