import { singleton } from "../../core/singleton";
import { keyOf } from "../metrics/reading";
import { factsNeeded } from "../metrics/rules";
import type { Fact, Facts } from "../metrics/schema";
import type { Sender } from "./schema";
import { ensureSource, instancesOf, type PushedPool, type PushedSource, poolsOf } from "./store";

/** What this process knows of a source between its deliveries. Another process knows what is delivered to it. */
export type Memory = {
  sourceId: string;
  /** Pools by service and name, instances by pool and name; read anew every minute, for people and other processes change them. */
  pools: Map<string, PushedPool>;
  instances: Map<string, number>;
  readAt: number;
  facts: Map<string, Fact>;
  prunedAt: number;
  notedAt: number;
  rejectedAt: number;
  /** When the limit was met, and when it was last. */
  full: { since: number; last: number } | null;
  /** The last sample of each series, and gaps between samples, in milliseconds. */
  lastAt: Map<number, number>;
  gaps: number[];
};

const READ_EVERY_MS = 60_000;
const PRUNED_EVERY_MS = 60_000;
const MOST_FACTS = 30_000;
const MOST_SOURCES = 100;

const FOUND_EVERY_MS = 10_000;

/** The source of a sender, looked for every ten seconds: so long one that was removed still takes what comes. */
export async function sourceOf(sender: Sender, now: Date): Promise<PushedSource> {
  const sources = singleton("intake-sources", () => new Map<string, { source: PushedSource; at: number }>());
  const key = keyOf(sender.kind, sender.keyId);
  const before = sources.get(key);
  if (before && Math.abs(now.getTime() - before.at) < FOUND_EVERY_MS) return before.source;
  const source = await ensureSource(sender, now);
  if (sources.size > MOST_SOURCES) sources.clear();
  sources.set(key, { source, at: now.getTime() });
  return source;
}

/** The memory of a source of which nothing is known yet. */
export const emptyMemory = (sourceId: string, now: Date): Memory => ({
  ...{ sourceId, pools: new Map(), instances: new Map(), readAt: Number.NEGATIVE_INFINITY },
  ...{ facts: new Map(), prunedAt: now.getTime(), notedAt: Number.NEGATIVE_INFINITY },
  ...{ rejectedAt: Number.NEGATIVE_INFINITY, full: null },
  ...{ lastAt: new Map(), gaps: [] },
});

/** The memory of a source, read from the database where it is new or a minute old. */
export async function memoryOf(sourceId: string, now: Date): Promise<Memory> {
  const memories = singleton("intake-memory", () => new Map<string, Memory>());
  const memory = memories.get(sourceId) ?? emptyMemory(sourceId, now);
  // Those that were used last come last, and the first is given up.
  memories.delete(sourceId);
  memories.set(sourceId, memory);
  const [oldest] = memories.keys();
  if (memories.size > MOST_SOURCES && oldest !== undefined) memories.delete(oldest);
  if (Math.abs(now.getTime() - memory.readAt) < READ_EVERY_MS) return memory;
  const pools = await poolsOf(sourceId);
  const instances = await instancesOf(sourceId, now);
  memory.pools = new Map(pools.map((pool) => [keyOf(pool.service, pool.pool), pool]));
  memory.instances = new Map(instances.map(({ poolId, name, seriesId }) => [keyOf(poolId, name), seriesId]));
  const series = new Set(memory.instances.values());
  memory.lastAt = new Map([...memory.lastAt].filter(([seriesId]) => series.has(seriesId)));
  memory.readAt = now.getTime();
  return memory;
}

/** Keeps what points taught, for the next ones. Of too many facts those go first that were not renewed for longest. */
export function learn(memory: Memory, learned: Facts, now: Date): void {
  for (const [key, fact] of learned) {
    memory.facts.delete(key);
    memory.facts.set(key, fact);
  }
  if (now.getTime() - memory.prunedAt >= PRUNED_EVERY_MS) {
    memory.facts = factsNeeded(memory.facts, now);
    memory.prunedAt = now.getTime();
  }
  for (const key of memory.facts.keys()) {
    if (memory.facts.size <= MOST_FACTS) break;
    memory.facts.delete(key);
  }
}
