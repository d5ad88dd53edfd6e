/** What is asked of a pool. Every instance has a pool of this size and these arrivals; the database is shared by all. */
export type SizingQuestion = {
  /** Callers that want a connection, in a second, at one instance (λ). */
  arrivalsPerSecond: number;
  /** How long a caller holds its connection, on average (W). */
  holdSeconds: number;
  /** Connections of one instance's pool (c). */
  size: number;
  /** Of those, how many never come back (k); no more than there are. */
  leaked: number;
  instances: number;
  /** The database's `max_connections`; null where it is not known. */
  maxConnections: number | null;
  /** Those of them that are kept for others: `superuser_reserved_connections` and `reserved_connections`. */
  reservedConnections: number;
  /** The share of callers that wait `quantileWaitMs` at most. */
  quantile?: number;
  /** What the smallest size is to keep: a probability of waiting, or a wait at the quantile. */
  wanted?: { chanceOfWaiting: number } | { waitMs: number };
};

/** How callers fare with so many connections. Waits are null where they grow without end. */
export type Queue = {
  connections: number;
  /** λ·W / connections, above 1 where more is wanted than there is; null where no connection is left. */
  utilisation: number | null;
  stable: boolean;
  /** From 0 to 1; 1 where the queue grows. */
  chanceOfWaiting: number;
  meanWaitMs: number | null;
  quantileWaitMs: number | null;
};

/** What should be said beside the figures; `leaked` is 0 where it holds without a leak. */
export type SizingWarning =
  | { kind: "over-limit"; size: number; instances: number; available: number }
  | { kind: "unstable"; leaked: number }
  | { kind: "busy"; leaked: number; utilisation: number };

/** What was typed into which field. */
export type SizingField = Exclude<keyof SizingQuestion, "wanted"> | "chanceOfWaiting" | "waitMs";

/** The answer, or what is wrong with the question: a sentence for each field. */
export type Sizing =
  | {
      validity: "ok";
      /** Connections in use on average by Little's law, λ·W. */
      needed: number;
      /** The smallest size whose queue does not grow; null where it is above `largestSize`. */
      smallestStable: number | null;
      now: Queue;
      withLeaks: Queue;
      /** With this many leaked the queue grows without end; 0 where it does already, null where nobody comes. */
      leaksUntilUnstable: number | null;
      /** The smallest size that keeps what is wanted, leaks apart; null where none of `largestSize` does, or nothing is. */
      smallestWanted: number | null;
      warnings: readonly SizingWarning[];
    }
  | { validity: "invalid"; problems: Readonly<Partial<Record<SizingField, string>>> };

const usualQuantile = 0.99;

/** Above this share of connections in use waits grow steeply. */
export const busyFrom = 0.8;

/** No larger pool is computed. */
export const largestSize = 100_000;

const limits: Readonly<Record<SizingField, { least: number; most: number; whole: boolean }>> = {
  arrivalsPerSecond: { least: 0, most: 1_000_000, whole: false },
  holdSeconds: { least: 0, most: 86_400, whole: false },
  size: { least: 1, most: largestSize, whole: true },
  leaked: { least: 0, most: largestSize, whole: true },
  instances: { least: 1, most: 100_000, whole: true },
  maxConnections: { least: 1, most: 1_000_000, whole: true },
  reservedConnections: { least: 0, most: 1_000_000, whole: true },
  quantile: { least: 0.5, most: 0.999, whole: false },
  chanceOfWaiting: { least: 0.000_001, most: 1, whole: false },
  waitMs: { least: 0, most: 86_400_000, whole: false },
};

// Rounding must not turn a queue that grows into one that hardly does.
const fullFrom = 1 - 1e-9;
const isStable = (load: number, connections: number) => connections > 0 && load / connections < fullFrom;

/**
 * What-if sizing of a pool as an M/M/c queue: random arrivals, exponential hold times, c connections, first come first
 * served, nobody gives up. The load a = λ·W is the mean number of connections in use (Little's law; J. D. C. Little,
 * 'A proof for the queuing formula L = λW', Operations Research 9, 1961). The probability of waiting is Erlang's C
 * formula, C = B / (1 − ρ(1 − B)) with ρ = a/c, over Erlang's B (A. K. Erlang, 'Solution of some problems in the theory
 * of probabilities of significance in automatic telephone exchanges', 1917). B comes by its recursion
 * B(n) = a·B(n−1) / (n + a·B(n−1)), B(0) = 1, which neither overflows nor cancels. The mean wait is C·W/(c − a), and
 * P(wait > t) = C·e^(−(c − a)·t/W), so that a share q waits W/(c − a)·ln(C/(1 − q)) at most (L. Kleinrock, 'Queueing
 * Systems', volume 1, 1975). With k leaked, c − k connections serve.
 *
 * The model takes W as given. A larger pool lets more work into the database at once, which slows it and raises W: what
 * is read off here is the least that callers need, never a reason to go far beyond it.
 */
export function sizing(question: SizingQuestion): Sizing {
  const problems = problemsOf(question);
  if (Object.keys(problems).length > 0) return { validity: "invalid", problems };
  const { arrivalsPerSecond, holdSeconds, size, leaked, quantile = usualQuantile, wanted } = question;
  const load = arrivalsPerSecond * holdSeconds;
  const queue = (connections: number) => queueOf(arrivalsPerSecond, holdSeconds, connections, quantile);
  const [now, withLeaks] = [queue(size), queue(size - leaked)];
  const smallestStable = smallest(load, () => true);
  const keepsWanted = (connections: number, blocked: number) => {
    const { chanceOfWaiting, quantileWaitMs } = waits(load, holdSeconds, connections, blocked, quantile);
    if (!wanted) return false;
    return "waitMs" in wanted ? quantileWaitMs <= wanted.waitMs : chanceOfWaiting <= wanted.chanceOfWaiting;
  };
  return {
    validity: "ok",
    needed: load,
    smallestStable,
    now,
    withLeaks,
    leaksUntilUnstable:
      arrivalsPerSecond > 0 ? Math.max(0, size + 1 - (smallestStable ?? Number.POSITIVE_INFINITY)) : null,
    smallestWanted: wanted ? smallest(load, keepsWanted) : null,
    warnings: warningsOf(question, now, withLeaks),
  };
}

/** Why the figures deserve a second look, as a sentence. */
export function warningSentence(warning: SizingWarning): string {
  if (warning.kind === "over-limit") {
    const [size, available] = [counted(warning.size), counted(warning.available)];
    if (warning.instances === 1)
      return `The pool can open ${size} connections; the database has ${available} for it.`;
    const all = counted(warning.size * warning.instances);
    return `${counted(warning.instances)} pools of ${size} can open ${all} connections; the database has ${available} for them.`;
  }
  const when = warning.leaked > 0 ? ` with ${counted(warning.leaked)} leaked` : "";
  if (warning.kind === "unstable")
    return `Callers come faster than connections come back${when}: the queue grows without end.`;
  const share = `${(warning.utilisation * 100).toFixed(1)} % of the connections are in use${when}`;
  return `${share}: above ${busyFrom * 100} % waits grow steeply.`;
}

const counted = (count: number) => count.toLocaleString("en");

/** Erlang's B for one connection more, from that of those before it. */
const blockedWith = (load: number, connections: number, before: number) =>
  (load * before) / (connections + load * before);

function waits(load: number, holdSeconds: number, connections: number, blocked: number, quantile: number) {
  const utilisation = load / connections;
  const chanceOfWaiting = blocked / (1 - utilisation + utilisation * blocked);
  const drainMs = (holdSeconds * 1000) / (connections - load);
  return {
    chanceOfWaiting,
    meanWaitMs: chanceOfWaiting * drainMs,
    quantileWaitMs: chanceOfWaiting > 1 - quantile ? drainMs * Math.log(chanceOfWaiting / (1 - quantile)) : 0,
  };
}

function queueOf(arrivals: number, holdSeconds: number, connections: number, quantile: number): Queue {
  const nobodyWaits = { chanceOfWaiting: 0, meanWaitMs: 0, quantileWaitMs: 0 };
  if (arrivals === 0) return { connections, utilisation: 0, stable: true, ...nobodyWaits };
  const load = arrivals * holdSeconds;
  const utilisation = connections > 0 ? load / connections : null;
  if (!isStable(load, connections))
    return {
      connections,
      utilisation,
      stable: false,
      chanceOfWaiting: 1,
      meanWaitMs: null,
      quantileWaitMs: null,
    };
  let blocked = 1;
  for (let n = 1; n <= connections; n++) blocked = blockedWith(load, n, blocked);
  return {
    connections,
    utilisation,
    stable: true,
    ...waits(load, holdSeconds, connections, blocked, quantile),
  };
}

function smallest(load: number, keeps: (connections: number, blocked: number) => boolean): number | null {
  if (!isStable(load, largestSize)) return null;
  let blocked = 1;
  for (let connections = 1; connections <= largestSize; connections++) {
    blocked = blockedWith(load, connections, blocked);
    if (isStable(load, connections) && keeps(connections, blocked)) return connections;
  }
  return null;
}

function warningsOf(question: SizingQuestion, now: Queue, withLeaks: Queue): SizingWarning[] {
  const { size, leaked, instances, maxConnections, reservedConnections } = question;
  const warnings: SizingWarning[] = [];
  const available = maxConnections === null ? null : Math.max(0, maxConnections - reservedConnections);
  if (available !== null && size * instances > available)
    warnings.push({ kind: "over-limit", size, instances, available });
  const busy = ({ stable, utilisation }: Queue) => stable && utilisation !== null && utilisation > busyFrom;
  if (!now.stable) warnings.push({ kind: "unstable", leaked: 0 });
  else if (!withLeaks.stable) warnings.push({ kind: "unstable", leaked });
  if (busy(now)) warnings.push({ kind: "busy", leaked: 0, utilisation: now.utilisation ?? 0 });
  else if (busy(withLeaks)) warnings.push({ kind: "busy", leaked, utilisation: withLeaks.utilisation ?? 0 });
  return warnings;
}

function problemsOf({ wanted, maxConnections, quantile, ...question }: SizingQuestion) {
  const given: Partial<Record<SizingField, number>> = {
    ...question,
    ...wanted,
    ...(maxConnections === null ? {} : { maxConnections }),
    ...(quantile === undefined ? {} : { quantile }),
  };
  const problems: Partial<Record<SizingField, string>> = {};
  for (const field of Object.keys(limits) as SizingField[]) {
    const { least, most, whole } = limits[field];
    const value = given[field];
    if (value === undefined) continue;
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) continue;
    problems[field] = `Give a ${whole ? "whole number" : "number"} from ${least} to ${counted(most)}.`;
  }
  const { size, leaked } = question;
  if (!problems.size && !problems.leaked && leaked > size)
    problems.leaked = `Give a whole number from 0 to ${counted(size)}: no more can leak than there are connections.`;
  return problems;
}
