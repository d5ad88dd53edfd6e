import { goneAfterMs } from "@/lib/pools/rules";
import { formatCount } from "./format-figures";
import type { PoolPoint, Span } from "./types";

/** A stretch in which some of a pool's instances, of so many that told before it, told nothing. */
export type Silence = Span & { silent: number; of: number };

/** A bucket of this length is as long as a silence that means something; longer ones only tell that instances come and go. */
const longMs = 300_000;

/**
 * When instances fell silent that had told before: until they were back, or until nobody waits for them any more. The last
 * bucket is passed over while it lasts, and a short one alone is no silence: in both an instance may still tell. None are
 * told of charts of days and months, in which instances come and go as they are started and ended.
 */
export function silences(points: readonly PoolPoint[], stepMs: number, now = Infinity): Silence[] {
  if (stepMs > longMs) return [];
  const found: Silence[] = [];
  let before: number | null = null;
  let current: Silence | null = null;
  for (const { at, instances } of points) {
    if (instances === null || instances === undefined || at + stepMs > now) continue;
    if (current && (instances >= current.of || at - current.from >= goneAfterMs(0))) current = null;
    if (current) {
      current.to = at + stepMs;
      current.silent = Math.max(current.silent, current.of - instances);
      continue;
    }
    if (before !== null && instances < before) {
      current = { from: at, to: at + stepMs, silent: before - instances, of: before };
      found.push(current);
    }
    before = instances;
  }
  return found.filter(({ from, to }) => to - from > stepMs || stepMs >= longMs);
}

/** A silence in a few words: `1 of 2 instances silent`. */
export const sayMark = ({ silent, of }: Silence): string =>
  `${formatCount(silent)} of ${formatCount(of)} instances silent`;

/** Silences as a clause: `1 of 2 instances fell silent`. Null where there was none. */
export function saySilences(all: readonly Silence[]): string | null {
  const [first] = all;
  if (!first) return null;
  return all.length === 1
    ? `${formatCount(first.silent)} of ${formatCount(first.of)} instances fell silent`
    : `instances fell silent ${formatCount(all.length)} times`;
}
