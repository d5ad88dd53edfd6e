import type { Context } from "../../core/context";
import { type Latest, utilisation } from "../rules";
import { readRecentMinutes, readRecentSamples } from "../samples/queries";
import type { Level } from "../samples/rules";
import { type Forecast, forecast, soonest, type UsedSample } from "./rules";

type Instance = { seriesId: number; latest: Latest | null };

/** Of how many instances of a pool the course is read, the fullest first: what is full next is among them. */
const mostInstances = 10;

/**
 * When each pool will be full if it goes on like this, by its slug: what comes first of its fullest instances. A pool
 * without an instance is not there. Of one pool the samples are read; lists of many can afford the
 * minutes that are rolled up from them.
 */
export async function forecastPools(
  context: Context,
  pools: readonly { slug: string; instances: readonly Instance[] }[],
  level: Exclude<Level, "hour"> = "sample",
): Promise<Map<string, Forecast>> {
  const read = pools.map(({ slug, instances }) => ({ slug, ids: fullestOf(instances) }));
  const courses = new Map<number, UsedSample[]>();
  for (const { ids } of read) for (const id of ids) courses.set(id, []);
  const readRecent = level === "minute" ? readRecentMinutes : readRecentSamples;
  const samples = await readRecent(context, [...courses.keys()]);
  for (const sample of samples) courses.get(sample.seriesId)?.push(sample);
  return new Map(
    read.flatMap(({ slug, ids }) => {
      const first = soonest(ids.map((id) => forecast(courses.get(id) ?? [], context.now)));
      return first ? [[slug, first] as const] : [];
    }),
  );
}

const shareOf = ({ latest }: Instance) => (latest ? (utilisation(latest) ?? 0) : -1);

const fullestOf = (instances: readonly Instance[]) =>
  instances
    .toSorted((one, other) => shareOf(other) - shareOf(one))
    .slice(0, mostInstances)
    .map(({ seriesId }) => seriesId);
