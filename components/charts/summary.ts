import { formatDuration } from "@/components/ui/format-duration";
import { formatBetween, formatCount } from "./format-figures";
import { gaps, isKnown, runs } from "./series";
import { saySilences, silences } from "./silences";
import type { PoolPoint, Span } from "./types";

/** For how long, in milliseconds: at least and at most. A bucket that was partly over counts for the latter alone. */
export type TimeOver = { least: number; most: number };

type Told = { points: readonly PoolPoint[]; stepMs: number; span: Span; now?: number | undefined };

/** For how long `share` of the limit or more was in use. */
export function timeOver(points: readonly PoolPoint[], stepMs: number, share: number): TimeOver {
  const over = { least: 0, most: 0 };
  for (const { usedMin, usedMax, max } of points) {
    if (max === null || max <= 0) continue;
    if (usedMin !== null && usedMin / max >= share) over.least += stepMs;
    if (usedMax !== null && usedMax / max >= share) over.most += stepMs;
  }
  return over;
}

/** The limits that held, one after the other. */
export function limitsOf(points: readonly PoolPoint[]): number[] {
  const found: number[] = [];
  for (const { max } of points) if (max !== null && max !== found.at(-1)) found.push(max);
  return found;
}

/**
 * A chart in a sentence: 'In use between 3 and 50 of 50; over 80 % for 1 h 25 min; up to 41 waiting.' `share` is
 * the threshold that counts as over.
 */
export function summarise({ points, stepMs, span, now }: Told, share: number | undefined): string {
  const known = points.filter(isKnown);
  if (known.length === 0) return "No data in this range.";
  const clauses = [inUse(known)];
  if (share !== undefined && known.some(({ usedMax, max }) => usedMax !== null && max !== null))
    clauses.push(`${over(timeOver(known, stepMs, share), share, areSeveral(known))}${fullest(known)}`);
  const waiting = known.map((point) => point.waiting).filter((value) => value !== null);
  if (waiting.length > 0) {
    const most = Math.max(...waiting);
    clauses.push(most > 0 ? `up to ${formatCount(most)} waiting` : "nobody waiting");
  }
  const silent = saySilences(silences(known, stepMs, now));
  if (silent !== null) clauses.push(silent);
  const lost = gaps(runs(known, stepMs), span, stepMs, now).reduce((sum, gap) => sum + gap.to - gap.from, 0);
  if (lost > 0) clauses.push(`no data for ${formatDuration(lost / 1000)}`);
  return `${clauses.join("; ")}.`;
}

function inUse(points: readonly PoolPoint[]): string {
  const lows = points.map((point) => point.usedMin ?? point.usedAvg).filter((value) => value !== null);
  const highs = points.map((point) => point.usedMax ?? point.usedAvg).filter((value) => value !== null);
  if (lows.length === 0 || highs.length === 0) return "It is not known how many were in use";
  const [low, high] = [Math.min(...lows), Math.max(...highs)];
  const used = low === high ? formatCount(low) : `between ${formatCount(low)} and ${formatCount(high)}`;
  const limits = limitsOf(points);
  const [first = 0, second] = limits;
  if (limits.length === 0) return `In use ${used}, the limit is not known`;
  if (second === undefined) return `In use ${used} of ${formatCount(first)}`;
  if (limits.length === 2)
    return `In use ${used}; the limit ${formatCount(first)}, then ${formatCount(second)}`;
  return `In use ${used}; the limit ${formatBetween(Math.min(...limits), Math.max(...limits))}`;
}

const areSeveral = (points: readonly PoolPoint[]) => points.some(({ instances }) => (instances ?? 1) > 1);

/** Of several instances the fullest decides how a pool is: it is told where it was fuller than all of them together. */
function fullest(points: readonly PoolPoint[]): string {
  if (!areSeveral(points)) return "";
  const percent = (share: number) => Math.floor(share * 100 + 1e-9);
  const one = percent(Math.max(...points.map((point) => point.fullest ?? 0)));
  const all = percent(Math.max(...points.map(({ usedMax, max }) => (max ? (usedMax ?? 0) / max : 0))));
  return one > all ? `, the fullest up to ${formatCount(one)} %` : "";
}

function over({ least, most }: TimeOver, share: number, several: boolean): string {
  const mark = `over ${formatCount(share * 100)} %`;
  if (several) return `all instances together ${over({ least, most }, share, false)}`;
  if (most === 0) return `never ${mark}`;
  const [short, long] = [formatDuration(least / 1000), formatDuration(most / 1000)];
  if (least === 0) return `${mark} for up to ${long}`;
  return short === long ? `${mark} for ${long}` : `${mark} for ${short} to ${long}`;
}
