import { memoryOf } from "../intake/memory";
import { place, storedAs } from "../intake/places";
import { mostInstances, mostPools, sayRefused } from "../intake/rules";
import type { Refused } from "../intake/schema";
import { writeSamples } from "../samples/store";
import type { Sight } from "../sources/source";

/** What a source told when it was last asked: of how many instances, and what of it was left out, in words. */
export type ToldFacts = { instances: number; left: string | null };

const noRoom = `A source has at most ${mostPools} pools in use, and ${mostInstances.toLocaleString("en")} instances a day.`;

/** Stores what a source tells of pools that it names itself. Pools and instances are made where they are new. */
export async function keepTold(
  sourceId: string,
  { told, refused }: Extract<Sight, { told: unknown }>,
  now: Date,
): Promise<ToldFacts> {
  const memory = await memoryOf(sourceId, now);
  const { placed, over } = await place(memory, told, now);
  await writeSamples(placed.map(storedAs), now);
  const left: Refused[] = over > 0 ? [...refused, { name: "", points: over, reason: noRoom }] : refused;
  return { instances: placed.length, left: left.length > 0 ? sayRefused(left) : null };
}
