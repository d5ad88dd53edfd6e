/** When a page was asked for again, until when it rests, in milliseconds of one clock, and how often that came in a row. */
export type Pace = { beganAt: number; restsUntil: number; inRow: number };

// Each time it rests once more as long as it took, at most so often over.
const MOST_REST = 2;
const CALM_MS = 2_000;

/** The pace of a page that has come at an instant: the first of several is followed at once, the others rest. */
export function restedFrom({ beganAt, restsUntil, inRow }: Pace, now: number): Pace {
  const row = beganAt - restsUntil > CALM_MS ? 0 : inRow;
  return { beganAt: 0, restsUntil: now + Math.min(row, MOST_REST) * (now - beganAt), inRow: row + 1 };
}
