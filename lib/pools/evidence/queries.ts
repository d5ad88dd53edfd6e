import type { Incident } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { type Evidence, readEvidence } from "../../incidents/evidence/queries";
import { evidenceRange, pointsOf } from "../../incidents/evidence/rules";
import type { SeriesPoint } from "../../incidents/evidence/schema";
import { loadIncident } from "../../incidents/queries";
import { isOpen } from "../../incidents/rules";
import { demandReader } from "../../people/queries";
import { readPoolSeries } from "../samples/queries";
import { pointsWithin, type Stretch } from "./rules";

/** A pool whose figures belong to an incident. */
export type EvidencePool = {
  id: string;
  slug: string;
  name: string;
  archived: boolean;
  sourceName: string;
  intervalSeconds: number;
};

/** A pool beside an incident: its figures over a stretch, kept with the incident, or live from the pool. */
export type PoolFigures = {
  key: string;
  name: string;
  /** Null where the pool is there no more. */
  slug: string | null;
  sourceName: string;
  /** Whether they are the pool's own as they are now, not what was kept. */
  live: boolean;
  /** When figures were kept with the incident, and of which time; null where none were. */
  kept: { at: Date; from: Date; to: Date } | null;
  bucketSeconds: number;
  points: SeriesPoint[];
};

/** More pools than this are kept with no incident. */
export const mostEvidencePools = 20;

/**
 * The pools that belong to an incident: those of its alerts, and those of its service where both say in which environment
 * they are and it is the same, or one does not say. Those of alerts come first, then by name. The caller has loaded the
 * incident.
 */
export async function listPoolsOfIncident(
  context: Context,
  { id, serviceId, environmentId }: Pick<Incident, "id" | "serviceId" | "environmentId">,
  reader: Reader = database(),
): Promise<EvidencePool[]> {
  demandReader(context);
  const here = environmentId === null ? {} : { OR: [{ environmentId: null }, { environmentId }] };
  const alerts = { some: { incidentId: id } };
  const rows = await reader.pool.findMany({
    where: { OR: [{ alerts }, ...(serviceId === null ? [] : [{ AND: [{ serviceId }, here] }])] },
    include: {
      source: { select: { name: true, intervalSeconds: true } },
      alerts: { where: { incidentId: id }, select: { id: true }, take: 1 },
    },
    orderBy: { name: "asc" },
  });
  return rows
    .toSorted((a, b) => b.alerts.length - a.alerts.length)
    .slice(0, mostEvidencePools)
    .map(({ source, archivedAt, ...pool }) => ({
      ...{ id: pool.id, slug: pool.slug, name: pool.name, archived: archivedAt !== null },
      ...{ sourceName: source.name, intervalSeconds: source.intervalSeconds },
    }));
}

/**
 * The figures beside an incident, of its whole time or of a stretch that somebody chose. While it is open they are live;
 * afterwards what was kept with it, and live ones of pools of which nothing was kept yet. A pool of which nothing is known
 * is there only while the incident is open, for silence is told. `range` is the whole time, null where nobody said when it
 * began. Refused as 'not_found' where the actor may not see the incident.
 */
export async function listIncidentFigures(
  context: Context,
  ref: string,
  chosen: ((range: Stretch) => Stretch) | null = null,
): Promise<{ range: Stretch | null; shown: Stretch | null; pools: PoolFigures[] }> {
  const incident = await loadIncident(database(), context, ref);
  const { id, status } = incident;
  const [milestones, frozen, pools] = await Promise.all([
    database().milestone.findMany({ where: { incidentId: id }, select: { kind: true, at: true } }),
    readEvidence(id),
    listPoolsOfIncident(context, incident),
  ]);
  const range = evidenceRange({ status, milestones }, context.now);
  if (!range) return { range: null, shown: null, pools: [] };
  const shown = chosen?.(range) ?? range;
  const open = isOpen(status);
  const keptOf = (poolId: string) => frozen.find((one) => one.poolId === poolId);
  const live = await Promise.all(
    pools
      .filter((pool) => open || !keptOf(pool.id))
      .map(async ({ id: key, slug, name, archived, sourceName, intervalSeconds }): Promise<PoolFigures[]> => {
        const { points, bucketSeconds } = await readPoolSeries(context, key, shown, intervalSeconds);
        const kept = stretchOf(keptOf(key));
        const silent = points.length === 0 && (kept !== null || archived || !open);
        return silent ? [] : [{ key, name, slug, sourceName, live: true, kept, bucketSeconds, points }];
      }),
  );
  const told = live.flat();
  const rest = frozen
    .filter(({ poolId }) => !told.some(({ key }) => key === poolId))
    .map((one): PoolFigures => {
      const { poolId, poolName, poolSlug, sourceName, bucketSeconds } = one;
      const points = pointsWithin(pointsOf(one.points), bucketSeconds, shown);
      return {
        ...{ key: poolId ?? one.id, name: poolName, slug: poolSlug, sourceName, bucketSeconds },
        ...{ live: false, kept: stretchOf(one), points },
      };
    });
  const place = ({ key }: PoolFigures) => pools.findIndex((pool) => pool.id === key);
  return { range, shown, pools: [...told, ...rest].sort((a, b) => place(a) - place(b)) };
}

const stretchOf = (series: Evidence | undefined): PoolFigures["kept"] =>
  series ? { at: series.frozenAt, from: series.from, to: series.to } : null;
