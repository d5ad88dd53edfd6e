/** What an age was, what it became, and how many seconds passed between. */
export type Course = { before: number; now: number; seconds: number };

// A share counts fully from 90 % on, and its opposite fully from 10 % down.
const evenShare = 0.5;
const shareToBeSure = 0.4;
// At 1.05 times what it was a figure did not grow, at 1.45 it did; between them by degrees.
const evenRatio = 1.25;
const ratioToBeSure = 0.2;

const within = (strength: number) => Math.min(1, Math.max(-1, strength));

/** How much a share (0 to 1) is most of it: 1, or hardly anything: −1. */
export const strengthOfShare = (share: number): number => within((share - evenShare) / shareToBeSure);

/** How much a figure grew: 1, or did not: −1. Where it was nothing and is nothing, that says nothing: 0. */
export function strengthOfRatio(before: number, now: number): number {
  if (before === 0) return now > 0 ? 1 : 0;
  return within((now / before - evenRatio) / ratioToBeSure);
}

/**
 * Whether an age grew: 1 where it did by `least` seconds, and doubled or grew by a quarter of the time that passed; −1
 * where it grew by less than half of `least`, or than a quarter of what it was; 0 between them.
 */
export function strengthOfAge({ before, now, seconds }: Course, least: number): -1 | 0 | 1 {
  const rise = now - before;
  if (rise >= least && (rise >= before || rise >= seconds / 4)) return 1;
  return rise < Math.max(least / 2, before / 4) ? -1 : 0;
}
