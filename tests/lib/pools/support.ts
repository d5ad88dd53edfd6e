import { randomUUID } from "node:crypto";
import { sql } from "@/lib/core/database";
import { figures } from "@/lib/pools/labels";
import type { SeriesSample } from "@/lib/pools/samples/rules";
import { seriesOf } from "@/lib/pools/samples/store";
import { beginning } from "../../support/cast";

/** A series of a pool that nobody collects from. */
export async function makeSeries(name: string = randomUUID()): Promise<{ poolId: string; seriesId: number }> {
  const [source] = await sql<{ id: string }>(
    `insert into pool_source (id, slug, name, kind, host, port, created_at)
     values (gen_random_uuid(), $1, $1, 'postgres', 'db.example.org', 5432, $2) returning id`,
    [name, beginning],
  );
  const [pool] = await sql<{ id: string }>(
    "insert into pool (id, slug, name, source_id, created_at) values (gen_random_uuid(), $1, $1, $2, $3) returning id",
    [name, source?.id, beginning],
  );
  const poolId = pool?.id ?? "";
  return { poolId, seriesId: await seriesOf(poolId, "server", beginning) };
}

/** A sample with these figures known. */
export function sample(
  seriesId: number,
  at: Date,
  known: Partial<Record<(typeof figures)[number], number>>,
): SeriesSample {
  const nothing = Object.fromEntries(figures.map((figure) => [figure, null])) as Record<
    (typeof figures)[number],
    null
  >;
  return { seriesId, at, ...nothing, ...known };
}
