import type { AlertFigure } from "../../../prisma/generated/enums";
import { figures } from "../../pools/labels";
import type { PoolSample } from "../../pools/schema";
import { figuresOfTrend, instanceValue, isOf, trendHistoryMs } from "./figures";
import { type Condition, worseOf } from "./rules";

/** What a pool's instance has told lately, the oldest first. */
export type InstanceMemory = { name: string; samples: PoolSample[] };

/**
 * What is remembered of a pool: its instances by series, the time of its last sample, since when this watcher has heard of
 * it without a silence, and the time of the last look at trends.
 */
export type PoolMemory = {
  instances: Map<number, InstanceMemory>;
  lastAt: Date | null;
  heardSince: Date | null;
  trendAt: Date | null;
};

const LEAST_APART_MS = 4_000;

/** A pool of which nothing is known yet. */
export const emptyMemory = (): PoolMemory => ({
  ...{ instances: new Map(), lastAt: null, heardSince: null, trendAt: null },
});

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

const MOST_KEPT_MS = 86_400_000;

/**
 * Forgets instances that have said nothing for so long that they say nothing about trends either; those that were heard of
 * after `since`, when the oldest of what stands began, no sooner than after a day: it may stand by them.
 */
export function forgetGone(memory: PoolMemory, since: Date | null): void {
  const now = memory.lastAt?.getTime() ?? 0;
  const standing = since ? Math.max(since.getTime(), now - MOST_KEPT_MS) : Number.POSITIVE_INFINITY;
  const oldest = Math.min(now - trendHistoryMs, standing);
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
    if (!last || isSilent(last, lastAt, silentMs)) continue;
    const value = valueOfInstance(figure, samples, lastAt, silentMs);
    if (value === null) continue;
    if (!worst || (value !== worst.value && worseOf(condition, value, worst.value) === value))
      worst = { value, seriesId, instance: name };
  }
  return worst;
}

/** What an instance that is not heard of told last of a figure, and when it was last heard of. */
export type SilentValue = PoolValue & { heardAt: Date };

/** What a pool's silent instances told last of a figure, as far as they told it. */
export function silentValues(
  figure: AlertFigure,
  { instances, lastAt }: PoolMemory,
  silentMs: number,
): SilentValue[] {
  if (!lastAt) return [];
  return [...instances].flatMap(([seriesId, { name, samples }]) => {
    const last = samples.at(-1);
    if (!last || !isSilent(last, lastAt, silentMs)) return [];
    const value = valueOfInstance(figure, samples, last.at, silentMs);
    return value === null ? [] : [{ value, seriesId, instance: name, heardAt: last.at }];
  });
}

const isSilent = ({ at }: PoolSample, lastAt: Date, silentMs: number) =>
  lastAt.getTime() - at.getTime() > silentMs;

function valueOfInstance(
  figure: AlertFigure,
  samples: readonly PoolSample[],
  by: Date,
  silentMs: number,
): number | null {
  const last = samples.at(-1);
  if (last && isOf(figuresOfTrend, figure)) return instanceValue(figure, samples, last.at);
  const told = samples.slice(-LATELY).filter((sample) => !isSilent(sample, by, silentMs));
  return newestValue(figure, told);
}

function newestValue(figure: AlertFigure, samples: readonly PoolSample[]): number | null {
  for (const sample of samples.toReversed()) {
    const value = instanceValue(figure, [sample], sample.at);
    if (value !== null) return value;
  }
  return null;
}
