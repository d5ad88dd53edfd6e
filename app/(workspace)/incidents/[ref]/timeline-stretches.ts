/** How many entries are laid out together, a screen or two of them. */
const most = 20;

/**
 * Entries of a day, the newest first, in stretches of 20 that a browser can leave out as long as they are out of sight.
 * They are counted from the oldest, so that one which is written now moves none of the others to another stretch.
 */
export function stretchesOf<Entry>(entries: readonly Entry[]): Entry[][] {
  const first = entries.length % most || most;
  return Array.from({ length: Math.ceil(entries.length / most) }, (_, place) =>
    entries.slice(place && first + (place - 1) * most, first + place * most),
  );
}
