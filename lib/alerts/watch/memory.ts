import type { AlertFigure } from "../../../prisma/generated/enums";
import type { PoolSample } from "../../pools/schema";
import { instanceValue, trendHistoryMs } from "./figures";
import { type Condition, worseOf } from "./rules";

/** What a pool's instance has told lately, the oldest first. */
export type InstanceMemory = { name: string; samples: PoolSample[] };

/** What is remembered of a pool: its instances by series, the time of its last sample, and of the last look at trends. */
export type PoolMemory = {
  instances: Map<number, InstanceMemory>;
  lastAt: Date | null;
  trendAt: Date | null;
};

const LEAST_APART_MS = 4_000;

/** A pool of which nothing is known yet. */
export const emptyMemory = (): PoolMemory => ({ instances: new Map(), lastAt: null, trendAt: null });

/**
 * Takes a sample in, and forgets what trends do not need any more. The pool's time never goes back: of instances whose
 * clocks differ, the one that is behind counts at the time of the one ahead.
 */
export function remember(memory: PoolMemory, seriesId: number, name: string, sample: PoolSample): void {
  const instance = memory.instances.get(seriesId) ?? { name, samples: [] };
  memory.instances.set(seriesId, instance);
  const last = instance.samples.at(-1);
  if (last && sample.at <= last.at) return;
  // Of a sender that tells many times a second the newest of each few seconds is enough for a trend.
  const before = instance.samples.at(-2);
  if (last && before && sample.at.getTime() - before.at.getTime() < LEAST_APART_MS) instance.samples.pop();
  instance.samples.push(sample);
  const oldest = sample.at.getTime() - trendHistoryMs;
  const kept = instance.samples.findIndex(({ at }) => at.getTime() > oldest);
  if (kept > 0) instance.samples.splice(0, kept);
  if (!memory.lastAt || sample.at > memory.lastAt) memory.lastAt = sample.at;
}

/** Forgets instances that have said nothing for so long that they say nothing about trends either. */
export function forgetGone(memory: PoolMemory): void {
  const oldest = (memory.lastAt?.getTime() ?? 0) - trendHistoryMs;
  for (const [seriesId, { samples }] of memory.instances)
    if ((samples.at(-1)?.at.getTime() ?? 0) < oldest) memory.instances.delete(seriesId);
}

/** A figure of the pool: the worst of its instances, and which one that is. */
export type PoolValue = { value: number; seriesId: number; instance: string };

/**
 * A figure of a pool at its present: the worst of the instances that are heard of, since the fullest decides. Null where
 * none of them tells it. `silentMs` is how long after its last sample an instance counts as silent.
 */
export function valueOfPool(
  figure: AlertFigure,
  condition: Pick<Condition, "comparison">,
  { instances, lastAt }: PoolMemory,
  silentMs: number,
): PoolValue | null {
  if (!lastAt) return null;
  let worst: PoolValue | null = null;
  for (const [seriesId, { name, samples }] of instances) {
    const last = samples.at(-1);
    if (!last || lastAt.getTime() - last.at.getTime() > silentMs) continue;
    const value = instanceValue(figure, samples, last.at);
    if (value === null) continue;
    if (!worst || (value !== worst.value && worseOf(condition, value, worst.value) === value))
      worst = { value, seriesId, instance: name };
  }
  return worst;
}
