import { figures } from "../labels";
import { keyOf } from "../metrics/reading";
import type { MappedSample } from "../metrics/schema";
import type { SeriesSample } from "../samples/rules";
import type { Memory } from "./memory";
import { mostInstances, mostPools } from "./rules";
import { makeInstances, makePool, type PushedPool } from "./store";

/** A sample and the series that it belongs to, with the limit that its pool was declared to have. */
export type Placed = { seriesId: number; declaredMax: number | null; sample: MappedSample["sample"] };

/**
 * The series that samples belong to; pools and instances are made where they are new, as long as the source may have more.
 * `over` counts samples for which there was no more room. Those of archived pools are passed over.
 */
export async function place(
  memory: Memory,
  samples: readonly MappedSample[],
  now: Date,
): Promise<{ placed: Placed[]; over: number }> {
  const found = [];
  let over = 0;
  for (const mapped of samples) {
    const pool = await poolOf(memory, mapped, now);
    if (!pool) over += 1;
    else if (!pool.archived) found.push({ pool, mapped, key: keyOf(pool.id, mapped.instance) });
  }
  const missing = new Map<string, { poolId: string; name: string }>();
  for (const { pool, mapped, key } of found)
    if (!memory.instances.has(key) && memory.instances.size + missing.size < mostInstances)
      missing.set(key, { poolId: pool.id, name: mapped.instance });
  if (missing.size > 0)
    for (const { poolId, name, seriesId } of await makeInstances([...missing.values()], now))
      memory.instances.set(keyOf(poolId, name), seriesId);
  const placed: Placed[] = [];
  for (const { pool, mapped, key } of found) {
    const seriesId = memory.instances.get(key);
    if (seriesId === undefined) over += 1;
    else placed.push({ seriesId, declaredMax: pool.declaredMax, sample: mapped.sample });
  }
  return { placed, over };
}

const nothing = Object.fromEntries(figures.map((figure) => [figure, null])) as Omit<
  SeriesSample,
  "seriesId" | "at"
>;

/** A sample as it is stored: the limit is what was told, else what the pool was declared to have. */
export function storedAs({ seriesId, declaredMax, sample }: Placed): SeriesSample {
  const stored: SeriesSample = { seriesId, at: sample.at, ...nothing };
  for (const figure of figures) stored[figure] = sample[figure] ?? null;
  if (stored.used !== null) stored.max ??= declaredMax;
  // As the columns have them: a number that is too small for one of four bytes is none.
  for (const figure of ["oldestHoldSeconds", "acquireWaitP95Ms"] as const)
    if (stored[figure] !== null) stored[figure] = Math.fround(stored[figure]);
  return stored;
}

async function poolOf(
  memory: Memory,
  { service, pool }: MappedSample,
  now: Date,
): Promise<PushedPool | null> {
  const key = keyOf(service ?? "", pool);
  const known = memory.pools.get(key);
  if (known) return known;
  const inUse = [...memory.pools.values()].filter(({ archived }) => !archived).length;
  if (inUse >= mostPools) return null;
  const made = await makePool(memory.sourceId, service ?? "", pool, now);
  memory.pools.set(key, made);
  return made;
}
