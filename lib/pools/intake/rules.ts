import { metricNamed } from "../metrics/conventions/registry";
import type { MetricPoint, Unread } from "../metrics/schema";
import { judgeTime } from "../samples/rules";
import type { Refused } from "./schema";

/** How many pools and instances a source may have that were told of within a day. */
export const mostPools = 200;

/** And instances. */
export const mostInstances = 2_000;

/** How long a source whose limit is met is asked to come back; after that, what is too much is rejected. */
export const patienceMs = 60_000;

/** Whether a metric of this name can fill a sample. A sender tells much else, of which nothing is kept. Names are looked up once. */
export function toldNames(): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const told = (metricNamed(name)?.metric ?? null) !== null;
    known.set(name, told);
    return told;
  };
}

const untimely = {
  ahead: "Its time is more than a minute ahead of our clock. Set the sender's clock.",
  "too old": "Its time is none, or from before what is kept.",
} as const;

/** Points whose time they can have, and those that have another: what they would teach would mislead later ones. */
export function inTime(
  points: readonly MetricPoint[],
  now: Date,
): { timely: MetricPoint[]; refused: Refused[] } {
  const timely: MetricPoint[] = [];
  const refused: Refused[] = [];
  for (const point of points) {
    const time = judgeTime(point.at, now);
    if (time === "good" || time === "late") timely.push(point);
    else refused.push({ name: point.name, points: 1, reason: untimely[time] });
  }
  return { timely, refused: together(refused) };
}

/** What a sender must hear of: broken points and such without a pool. That a series ended or is not known is no fault. */
export const faultsIn = (unread: readonly Unread[]): Refused[] =>
  unread
    .filter(({ code }) => code === "broken" || code === "nameless")
    .map(({ name, points, reason }) => ({ name, points, reason }));

/** Refusals for the same reason as one, named after the first. */
export function together(refused: readonly Refused[]): Refused[] {
  const byReason = new Map<string, Refused>();
  for (const one of refused) {
    const before = byReason.get(one.reason);
    byReason.set(one.reason, before ? { ...before, points: before.points + one.points } : one);
  }
  return [...byReason.values()];
}

/** How many points these are. */
export const pointsIn = (refused: readonly Refused[]): number =>
  refused.reduce((sum, { points }) => sum + points, 0);

const SHOWN = 3;

/** How many points were not taken, as a sentence; of a delivery that cannot be read nobody knows how many it held. */
export const sayNotTaken = (points: number): string =>
  points === 0
    ? "A delivery was not taken."
    : `${points.toLocaleString("en")} ${points === 1 ? "point was" : "points were"} not taken.`;

/** The first reasons of refusals, as sentences. */
export function sayReasons(refused: readonly Refused[]): string {
  const reasons = together(refused);
  const more = reasons.length > SHOWN ? ` And ${reasons.length - SHOWN} more reasons.` : "";
  const said = reasons
    .slice(0, SHOWN)
    .map(({ name, reason }) => (name ? `${name.slice(0, 200)}: ${reason}` : reason));
  return `${said.join(" ")}${more}`;
}

/** Refusals in words: how many points, and the first reasons. */
export const sayRefused = (refused: readonly Refused[]): string =>
  `${sayNotTaken(pointsIn(refused))} ${sayReasons(refused)}`;

/**
 * How often a source delivers, in seconds, by the gaps between the samples of its instances in milliseconds: nine of ten
 * are no longer than that. Null while too few are known.
 */
export function intervalOf(gaps: readonly number[]): number | null {
  if (gaps.length < 8) return null;
  const sorted = [...gaps].sort((one, other) => one - other);
  const seconds = Math.round((sorted[Math.floor(sorted.length * 0.9)] ?? 0) / 1_000);
  return Math.min(300, Math.max(5, seconds));
}

/** What a pool is called that its sender names so: short enough to be kept, and never empty. A service that is its own pool is named once. */
export function poolNameOf(service: string | null, pool: string): string {
  const parts = new Set([service ?? "", pool].map((part) => part.trim()).filter((part) => part !== ""));
  return [...([...parts].join(" · ") || "pool")].slice(0, 190).join("").trim();
}

/** The name for its nth try: a second of the same name has a number. */
export const numbered = (name: string, turn: number): string => (turn === 1 ? name : `${name} (${turn})`);
