import { randomUUID } from "node:crypto";
import { sql } from "@/lib/core/database";
import { writeSamples } from "@/lib/pools/samples/store";
import { later, minutes } from "../../../support/clock";
import { makeSeries, sample } from "../support";

type Place = { service?: string | null; environment?: string | null };

/** A pool of 50 that nobody collects from, of a service and an environment. */
export async function poolOf({ service, environment }: Place, name = `Bookings ${randomUUID()}`) {
  const { poolId, seriesId } = await makeSeries();
  await sql(
    `update pool set name = $2, service_id = (select id from service where slug = $3),
       environment_id = (select id from environment where slug = $4) where id = $1`,
    [poolId, name, service ?? null, environment ?? null],
  );
  const [row] = await sql<{ slug: string }>("select slug from pool where id = $1", [poolId]);
  return { id: poolId, slug: row?.slug ?? "", name, seriesId };
}

/** Tells samples of a stretch, one a minute, as its source would at that time: in use by default as many as the minute says. */
export async function tellPool(
  { seriesId }: { seriesId: number },
  from: Date,
  to: Date,
  used: (at: Date) => number = (at) => at.getUTCMinutes() % 50,
  every = minutes(1),
): Promise<void> {
  for (let at = from; at < to; at = later(at, every))
    await writeSamples([sample(seriesId, at, { max: 50, used: used(at), waiting: 0 })], at);
}

/** What a pool measured is gone, as after years. */
export async function forgetFigures({ seriesId }: { seriesId: number }): Promise<void> {
  for (const table of ["pool_sample", "pool_minute", "pool_hour"])
    await sql(`delete from ${table} where series_id = $1`, [seriesId]);
}
