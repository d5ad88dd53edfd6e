/** How full a pool may be before it is said, as shares of its limit. */
export const warningAt = 0.8;

/** And before it is critical. */
export const criticalAt = 0.95;

/** How a pool is: the worst of its instances. */
export type PoolState = "no_data" | "critical" | "warning" | "fine" | "unknown";

/** What the last sample of an instance told. */
export type Latest = { at: Date; max: number | null; used: number | null; waiting: number | null };

/** How long after a sample a source that delivers so often counts as silent: three intervals, at least half a minute. */
export const silentAfterMs = (intervalSeconds: number) => Math.max(30, intervalSeconds * 3) * 1_000;

/**
 * How long after its last sample an instance counts as gone, by how long after it as silent: ten minutes, or twice that.
 * Until then it may hang, and what it told last is not over; afterwards nobody waits for one that was scaled away.
 */
export const goneAfterMs = (silentMs: number) => Math.max(600_000, 2 * silentMs);

/** Connections in use as a share of the limit; null where either is not known. */
export const utilisation = ({ used, max }: Pick<Latest, "used" | "max">): number | null =>
  used === null || max === null || max <= 0 ? null : used / max;

/**
 * How an instance is. Silence is a state of its own, never 'fine'. Callers that wait are critical however many
 * connections are in use: a pool can run into time-outs without being full.
 */
export function stateOf(latest: Latest | null, intervalSeconds: number, now: Date): PoolState {
  if (!latest || now.getTime() - latest.at.getTime() > silentAfterMs(intervalSeconds)) return "no_data";
  const share = utilisation(latest);
  if ((latest.waiting ?? 0) > 0 || (share !== null && share >= criticalAt)) return "critical";
  if (share === null) return "unknown";
  return share >= warningAt ? "warning" : "fine";
}

/** Whether an instance fell silent and does not count as gone yet: others may have taken its place, or it hangs. */
export function isAway(latest: Latest | null, intervalSeconds: number, now: Date): boolean {
  if (!latest || stateOf(latest, intervalSeconds, now) !== "no_data") return false;
  return now.getTime() - latest.at.getTime() <= goneAfterMs(silentAfterMs(intervalSeconds));
}

/**
 * Whether an instance is missed: it fell silent while it was filling up or worse, and does not count as gone yet. It may
 * hang, so that its pool is not fine however much room the others have.
 */
export function isMissed(latest: Latest | null, intervalSeconds: number, now: Date): boolean {
  if (!latest || !isAway(latest, intervalSeconds, now)) return false;
  const last = stateOf(latest, intervalSeconds, latest.at);
  return last === "warning" || last === "critical";
}

/** States in the order in which they need somebody. */
export const worstFirst: readonly PoolState[] = ["critical", "warning", "no_data", "unknown", "fine"];

/** The worst of some states; a pool without an instance has no data. */
export const worstOf = (states: readonly PoolState[]): PoolState =>
  worstFirst.find((state) => states.includes(state)) ?? "no_data";
