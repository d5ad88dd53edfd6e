import { setTimeout as sleep } from "node:timers/promises";
import { databaseNow } from "@/lib/core/clock";
import { getPool, listPools, type Pool } from "@/lib/pools/queries";
import { getSource, type Source } from "@/lib/pools/sources/queries";
import type { CastContext } from "../../../support/cast";

/** Waits until what is read is as wanted, and gives it. */
export async function until<T>(
  read: () => Promise<T>,
  wanted: (value: T) => boolean,
  deadlineMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    if (Date.now() > deadline) throw new Error(`It did not come to that: ${JSON.stringify(value)}`);
    await sleep(100);
  }
}

/** Somebody as of this moment. */
export const asOfNow = async (person: CastContext): Promise<CastContext> => ({
  ...person,
  now: await databaseNow(),
});

/** A pool, once it is as wanted. */
export const poolWhen = (person: CastContext, slug: string, wanted: (pool: Pool) => boolean) =>
  until(async () => getPool(await asOfNow(person), slug), wanted);

/** A source, once it is as wanted. */
export const sourceWhen = (person: CastContext, slug: string, wanted: (source: Source) => boolean) =>
  until(async () => getSource(await asOfNow(person), slug), wanted);

/** Why a source brings nothing, once it says so. */
export async function failureOf(person: CastContext, slug: string): Promise<string> {
  const { failure } = await sourceWhen(person, slug, (source) => source.failure !== null);
  return failure ?? "";
}

/** The pools of a source, once there are as many as wanted. */
export const poolsWhen = (person: CastContext, sourceSlug: string, wanted: (pools: Pool[]) => boolean) =>
  until(async () => {
    const pools = await listPools(await asOfNow(person));
    return pools
      .filter(({ source }) => source.slug === sourceSlug)
      .toSorted((one, other) => one.name.localeCompare(other.name, "en"));
  }, wanted);
