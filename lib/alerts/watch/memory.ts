import type { AlertFigure } from "../../../prisma/generated/enums";
import { figures } from "../../pools/labels";
import type { PoolSample } from "../../pools/schema";
import { figuresOfTrend, instanceValue, isOf, trendHistoryMs } from "./figures";
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

/** Takes what was told of a remembered sample afterwards, and says whether that was anything new. */
export function complete(memory: PoolMemory, seriesId: number, sample: PoolSample): boolean {
  const samples = memory.instances.get(seriesId)?.samples ?? [];
  const index = samples.findLastIndex(({ at }) => at.getTime() === sample.at.getTime());
  const known = samples[index];
  if (!known || !figures.some((figure) => known[figure] === null && sample[figure] !== null)) return false;
  samples[index] = sample;
  return true;
}

/** Forgets instances that have said nothing for so long that they say nothing about trends either. */
export function forgetGone(memory: PoolMemory): void {
  const oldest = (memory.lastAt?.getTime() ?? 0) - trendHistoryMs;
  for (const [seriesId, { samples }] of memory.instances)
    if ((samples.at(-1)?.at.getTime() ?? 0) < oldest) memory.instances.delete(seriesId);
}

/** A figure of the pool: the worst of its instances, and which one that is. */
export type PoolValue = { value: number; seriesId: number; instance: string };

// One whose figures come apart tells some of them a sample later.
const LATELY = 3;

/**
 * A figure of a pool at its present: the worst of the instances that are heard of, since the fullest decides; of one whose
 * last sample does not tell it what it told just before. Null where none of them tells it. `silentMs` is how long after
 * its last sample an instance counts as silent.
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
    const isHeard = ({ at }: PoolSample) => lastAt.getTime() - at.getTime() <= silentMs;
    if (!last || !isHeard(last)) continue;
    const value = isOf(figuresOfTrend, figure)
      ? instanceValue(figure, samples, last.at)
      : newestValue(figure, samples.slice(-LATELY).filter(isHeard));
    if (value === null) continue;
    if (!worst || (value !== worst.value && worseOf(condition, value, worst.value) === value))
      worst = { value, seriesId, instance: name };
  }
  return worst;
}

function newestValue(figure: AlertFigure, samples: readonly PoolSample[]): number | null {
  for (const sample of samples.toReversed()) {
    const value = instanceValue(figure, [sample], sample.at);
    if (value !== null) return value;
  }
  return null;
}
