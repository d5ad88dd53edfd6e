import { cx } from "@/components/ui/cx";
import { formatClock, zoneName } from "@/components/ui/format-time";
import { Link } from "@/components/ui/link";
import { percent, shareOf } from "./axis";
import { EventGlyph } from "./event-glyph";
import type { MarkerCluster } from "./events";
import { markerLabels } from "./house-style";
import type { ChartMarker, Span } from "./types";

type Props = {
  clusters: readonly MarkerCluster[];
  span: Span;
  zone: string;
  /** Where the lane begins, and where the lines end. */
  top: number;
  bottom: number;
  /** With more markers than this, lines through the plot would hide it. */
  lines: number;
  className: string;
};

/** What was changed when: a glyph each above the plot, and a line down through it. */
export function MarkerLane({ clusters, span, zone, top, bottom, lines, className }: Props) {
  return clusters.map(({ key, at, markers }) => {
    const [first] = markers;
    if (!first) return null;
    const title = markers.map((marker) => words(marker, zone)).join("\n");
    const href = markers.length === 1 ? first.href : undefined;
    const shared = {
      title,
      className:
        "absolute flex size-6 -translate-x-1/2 items-center justify-center rounded-xs text-muted hover:text-ink",
      style: { top: top - 2 },
    };
    const glyphs = (
      <>
        <EventGlyph kind={first.kind} />
        {markers.length > 1 ? (
          <span className="tabular absolute left-full -ml-1.5 font-medium text-2xs">{markers.length}</span>
        ) : null}
      </>
    );
    return (
      <span
        key={key}
        className={cx("absolute inset-y-0", className)}
        style={{ left: percent(shareOf(at, span)) }}
      >
        {clusters.length > lines ? null : (
          <span
            className="absolute -left-px border-muted/70 border-l border-dashed"
            style={{ top: top + 16, height: bottom - top - 16 }}
          />
        )}
        {href ? (
          <Link href={href} aria-label={title} {...shared}>
            {glyphs}
          </Link>
        ) : (
          <span {...shared}>{glyphs}</span>
        )}
      </span>
    );
  });
}

function words({ at, kind, label }: ChartMarker, zone: string): string {
  const instant = new Date(at);
  return `${markerLabels[kind]} ${formatClock(instant, zone)} ${zoneName(instant, zone)}: ${label}`;
}
