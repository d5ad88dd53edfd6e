import type { AlertComparison, AlertFigure, IncidentStatus } from "../../../prisma/generated/enums";
import { warningAt } from "../../pools/rules";

/**
 * For how many minutes everything must be well before a move is proposed: two to say that the fix works, a quarter of an
 * hour to call it resolved, half an hour to close it.
 */
export const stableMinutes = { monitoring: 2, resolved: 15, closed: 30 } as const;

/** A move that stability can speak for. */
export type StableMove = keyof typeof stableMinutes;

/** A pool of an incident since it was last over the threshold. Shares are of the limit, from 0 to 1. */
export type PoolCourse = {
  name: string;
  slug: string;
  /** The last sample over the threshold or with callers that wait; null where there is none in what was looked at. */
  lastBadAt: Date | null;
  /** The first and the last sample after that; null where none came. */
  calmFrom: Date | null;
  calmTo: Date | null;
  /** The highest share since then, and what it was of. */
  worst: number | null;
  worstUsed: number | null;
  max: number | null;
  /** Whether it delivers still. */
  delivering: boolean;
  /** Of its silent instances that were not well when they were last heard of the last, by name, and when it counts as gone. */
  silent: { instance: string; goneAt: Date } | null;
};

/** How stable an incident is: nothing to look at, unwell because of something, or well for a while. */
export type Stability =
  | { state: "unwell"; because: string }
  | { state: "well"; since: Date; minutes: number; needed: number; move: StableMove; evidence: string };

/** The move that stability speaks for in a status; none in those that are not there. */
export const stableMoves: Readonly<Partial<Record<IncidentStatus, StableMove>>> = {
  triage: "monitoring",
  investigating: "monitoring",
  identified: "monitoring",
  monitoring: "resolved",
  resolved: "closed",
};

type Ending = {
  figure: AlertFigure;
  comparison: AlertComparison;
  threshold: number;
  clearThreshold: number | null;
};

/**
 * The share of its limit, from 0 to 1, below which a pool is well: where the rules end by whose alerts it is in the
 * incident, as far as they are over how full it is, the strictest of them; else where a pool counts as filling up.
 */
export function calmBelow(rules: readonly Ending[]): number {
  const ends = rules
    .filter(({ figure, comparison }) => figure === "utilisation" && comparison === "above")
    .map(({ threshold, clearThreshold }) => (clearThreshold ?? threshold) / 100);
  return ends.length > 0 ? Math.min(...ends) : warningAt;
}

/**
 * Whether the pools of an incident have been below their threshold, with nobody waiting and no alert firing, and for how
 * long; and which move that will speak for. What fell silent while it was not well is not well until it counts as gone;
 * from then on the time counts. Null where the incident has no pool, or no move is left.
 */
export function stabilityOf(
  status: IncidentStatus,
  pools: readonly PoolCourse[],
  firing: readonly string[],
  now: Date,
): Stability | null {
  const move = stableMoves[status];
  if (!move || pools.length === 0) return null;
  const silent = pools.find(({ delivering }) => !delivering);
  if (silent)
    return { state: "unwell", because: `${silent.name} delivers nothing: how it is cannot be told.` };
  const lost = pools.flatMap(({ name, silent: one }) =>
    one && one.goneAt > now ? saySilent(name, one) : [],
  );
  if (lost[0]) return { state: "unwell", because: `${lost[0]}: how it is cannot be told.` };
  const [first] = firing;
  if (first) return { state: "unwell", because: `${first} is firing.` };
  const over = pools.find(({ calmFrom }) => calmFrom === null);
  if (over) return { state: "unwell", because: `${over.name} is over its threshold, or callers wait.` };
  const begins = pools.flatMap(({ calmFrom, silent: gone }) => [calmFrom, gone?.goneAt]);
  const since = new Date(Math.max(...begins.map((at) => at?.getTime() ?? 0)));
  const minutes = Math.max(0, (now.getTime() - since.getTime()) / 60_000);
  return {
    state: "well",
    since,
    minutes,
    needed: stableMinutes[move],
    move,
    evidence: evidenceOf(pools, minutes),
  };
}

const saySilent = (pool: string, { instance }: NonNullable<PoolCourse["silent"]>) =>
  `${instance} of ${pool} fell silent while it was not well`;

function evidenceOf(pools: readonly PoolCourse[], minutes: number): string {
  const said = pools.map(({ name, worst, worstUsed, max }) =>
    worst === null ? name : `${name} at most ${Math.round(worst * 100)} % in use (${worstUsed} of ${max})`,
  );
  const gone = pools.flatMap(({ name, silent }) => (silent ? ` ${saySilent(name, silent)}.` : []));
  return `stable for ${Math.floor(minutes)} min: ${said.join("; ")}, nobody waiting, no alert firing.${gone.join("")}`;
}
