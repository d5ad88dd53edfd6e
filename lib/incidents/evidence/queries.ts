import type { FrozenSeries } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { loadIncident } from "../queries";
import { type FrozenPoints, frozenPoints } from "./schema";

/** A series that is kept with an incident. `poolSlug` is null where its pool is there no more. */
export type Evidence = Omit<FrozenSeries, "points"> & { poolSlug: string | null; points: FrozenPoints };

/**
 * What is kept with an incident of the figures of its pools, by name. Refused as 'not_found' where the actor may not see
 * the incident.
 */
export async function listEvidence(
  context: Context,
  ref: string,
  reader: Reader = database(),
): Promise<Evidence[]> {
  const { id } = await loadIncident(reader, context, ref);
  return readEvidence(id, reader);
}

/** How fine what is kept with an incident of a pool is, in seconds; null where nothing is. The caller may see the incident. */
export async function keptBucketSeconds(ref: string, poolId: string): Promise<number | null> {
  const kept = await database().frozenSeries.findFirst({
    where: { poolId, incident: { ref } },
    select: { bucketSeconds: true },
  });
  return kept?.bucketSeconds ?? null;
}

/** The same of an incident that the caller has loaded. */
export async function readEvidence(incidentId: string, reader: Reader = database()): Promise<Evidence[]> {
  const rows = await reader.frozenSeries.findMany({
    where: { incidentId },
    include: { pool: { select: { slug: true } } },
    orderBy: [{ poolName: "asc" }, { id: "asc" }],
  });
  return rows.map(({ pool, points, ...row }) => ({
    ...row,
    poolSlug: pool?.slug ?? null,
    points: frozenPoints.parse(points),
  }));
}
