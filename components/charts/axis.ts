import type { Span } from "./types";

/** Where an instant lies in a span: 0 at its beginning, 1 at its end. */
export function shareOf(at: number, { from, to }: Span): number {
  return to > from ? (at - from) / (to - from) : 0;
}

/** The same as a CSS length. */
export function percent(share: number): string {
  return `${Math.round(share * 100_000) / 1000}%`;
}

/** How high an axis of counts reaches: a little over the highest of `values`, and never less than over `least`. */
export function ceiling(values: Iterable<number | null | undefined>, least: number): number {
  let highest = least;
  for (const value of values) if (value !== null && value !== undefined) highest = Math.max(highest, value);
  return highest * 1.08;
}

/** Whole numbers from 0 to `top`, 1, 2 or 5 times a power of ten apart, in at most `most` steps. */
export function countTicks(top: number, most: number): number[] {
  let step = 1;
  const factors = [2, 2.5, 2];
  for (let index = 0; top / step > most; index++) step *= factors[index % 3] ?? 2;
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step);
}

/**
 * Moves labels apart along a line of `length` so that each has `room`, and keeps their order. Each goes as near
 * to where it belongs as the ones after it allow.
 */
export function spread(places: readonly number[], room: number, length: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  let least = room / 2;
  for (const label of order) {
    label.place = Math.max(label.place, least);
    least = label.place + room;
  }
  let most = length - room / 2;
  for (const label of order.toReversed()) {
    label.place = Math.min(label.place, most);
    most = label.place - room;
  }
  const moved = [...places];
  for (const { place, index } of order) moved[index] = place;
  return moved;
}
