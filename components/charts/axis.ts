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
 * Moves labels apart along a line of `length` so that each has `room`, and keeps their order: those that would touch share
 * the way between them, so that each stays as near to where it belongs as the others allow. Where there is not room for
 * all of them, each has the same part of the line.
 */
export function spread(places: readonly number[], room: number, length: number): number[] {
  const each = Math.min(room, length / Math.max(1, places.length));
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  // Labels that touch move as one, told by where the first label of all would stand if all touched.
  const groups: { start: number; size: number }[] = [];
  for (const [rank, { place }] of order.entries()) {
    let group = { start: place - rank * each, size: 1 };
    for (let before = groups.at(-1); before && before.start > group.start; before = groups.at(-1)) {
      groups.pop();
      const size = before.size + group.size;
      group = { start: (before.start * before.size + group.start * group.size) / size, size };
    }
    groups.push(group);
  }
  const last = length - each / 2 - (places.length - 1) * each;
  const starts = groups.flatMap(({ start, size }) =>
    Array<number>(size).fill(Math.max(each / 2, Math.min(last, start))),
  );
  const moved = [...places];
  for (const [rank, { index }] of order.entries()) moved[index] = (starts[rank] ?? 0) + rank * each;
  return moved;
}
