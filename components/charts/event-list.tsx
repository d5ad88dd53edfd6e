import { formatInstant } from "@/components/ui/format-time";
import { Link } from "@/components/ui/link";
import { EventGlyph } from "./event-glyph";
import { formatSpan } from "./format-figures";
import { markerLabels } from "./house-style";
import type { ChartMarker, IncidentBand } from "./types";

type Props = { bands: readonly IncidentBand[]; markers: readonly ChartMarker[]; zone: string };

/** Incidents and changes of a chart, one a line, in order of time. */
export function EventList({ bands, markers, zone }: Props) {
  const lines = [
    ...bands.map((band) => ({
      key: band.key,
      at: band.from,
      kind: "incident" as const,
      tone: band.tone ?? "danger",
      when: band.open ? `since ${formatInstant(new Date(band.from), zone)}` : formatSpan(band, zone),
      label: band.label,
      href: band.href,
    })),
    ...markers.map((marker) => ({
      key: marker.key,
      at: marker.at,
      kind: marker.kind,
      tone: undefined,
      when: formatInstant(new Date(marker.at), zone),
      label: `${markerLabels[marker.kind]}: ${marker.label}`,
      href: marker.href,
    })),
  ].sort((a, b) => a.at - b.at);
  if (lines.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {lines.map(({ key, kind, tone, when, label, href }) => (
        <li key={key} data-tone={tone} className="flex flex-wrap items-baseline gap-x-2">
          <EventGlyph kind={kind} />
          <span className="tabular text-muted">{when}</span>
          {href ? (
            <Link href={href} className="text-accent hover:underline">
              {label}
            </Link>
          ) : (
            <span>{label}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
