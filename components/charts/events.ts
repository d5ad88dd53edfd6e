import { shareOf } from "./axis";
import type { ChartMarker, IncidentBand, Span } from "./types";

/** Markers too near to each other to be told apart are one. */
export type MarkerCluster = { key: string; at: number; markers: readonly ChartMarker[] };

const mostRows = 3;
/** What the shortest band takes of the width, and what counts as beside a marker. */
const least = { band: 0.03, beside: 0.01 };

/** Where a band stands: from and to as shares of the width, and how far its name may reach. */
export type PlacedBand = { band: IncidentBand; row: number; from: number; to: number; room: number };

/**
 * The bands that touch `span`, each in a row in which it covers no other, while there are rows. One that is open
 * reaches as far as `now`.
 */
export function bandRows(bands: readonly IncidentBand[], span: Span, now = span.to): PlacedBand[] {
  const ends: number[] = [];
  const placed = bands
    .map((band) => ({ band, from: Math.max(band.from, span.from), to: band.open ? now : band.to }))
    .filter(({ band, from, to }) => from < span.to && to > span.from && (band.open || band.to >= band.from))
    .sort((a, b) => a.from - b.from)
    .map(({ band, from, to }) => {
      const [begin, end] = [shareOf(from, span), shareOf(Math.min(to, span.to), span)];
      const free = ends.findIndex((taken) => taken <= begin);
      const row = free >= 0 ? free : Math.min(ends.length, mostRows - 1);
      ends[row] = Math.max(end, begin + least.band);
      return { band, row, from: begin, to: end };
    });
  return placed.map((one, index) => {
    const next = placed.slice(index + 1).find(({ row }) => row === one.row);
    return { ...one, room: Math.max(next?.from ?? 1, one.to) };
  });
}

/** Markers in order of time; those that are less than `apart`, a share of the width, from the first are one. */
export function clusters(markers: readonly ChartMarker[], span: Span, apart: number): MarkerCluster[] {
  const found: { key: string; at: number; markers: ChartMarker[] }[] = [];
  for (const marker of markers.toSorted((a, b) => a.at - b.at)) {
    const last = found.at(-1);
    if (last && shareOf(marker.at, span) - shareOf(last.at, span) < apart) last.markers.push(marker);
    else found.push({ key: marker.key, at: marker.at, markers: [marker] });
  }
  return found;
}

/** What was going on at an instant: incidents that were open, and markers beside it. */
export function eventsAt(
  at: number,
  span: Span,
  bands: readonly IncidentBand[],
  markers: readonly ChartMarker[],
): { bands: IncidentBand[]; markers: ChartMarker[] } {
  const near = (span.to - span.from) * least.beside;
  return {
    bands: bands.filter((band) => band.from <= at && (band.open || at < band.to)),
    markers: markers.filter((marker) => Math.abs(marker.at - at) <= near),
  };
}
