import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { tidyText } from "../../core/text";
import { listEvidence } from "../../incidents/evidence/queries";
import { pointsOf } from "../../incidents/evidence/rules";
import { loadIncident } from "../../incidents/queries";
import { getPool } from "../../pools/queries";
import { readPoolSeries } from "../../pools/samples/queries";
import { csvOf } from "../csv/rules";
import { figureRows } from "./rules";

/** The figures of a pool over a range as CSV. Refused as 'not_found' where there is no such pool. */
export async function exportPoolFigures(
  context: Context,
  slug: string,
  range: { from: Date; to: Date },
): Promise<{ fileName: string; csv: string }> {
  const pool = await getPool(context, tidyText(slug));
  const series = await readPoolSeries(context, pool.id, range, pool.source.intervalSeconds);
  const day = range.to.toISOString().slice(0, 10);
  return { fileName: `${pool.slug}-${day}.csv`, csv: csvOf(figureRows([{ name: pool.name, ...series }])) };
}

/**
 * The figures that are kept with an incident as CSV, one pool after the other. Refused as 'not_found' where the actor may
 * not see the incident, or where nothing is kept with it.
 */
export async function exportIncidentFigures(
  context: Context,
  ref: string,
): Promise<{ fileName: string; csv: string }> {
  const incident = await loadIncident(database(), context, ref);
  const kept = await listEvidence(context, ref);
  if (kept.length === 0) throw new Refusal("not_found", `No figures of pools are kept with ${incident.ref}.`);
  const series = kept.map(({ poolName, bucketSeconds, points }) => ({
    ...{ name: poolName, bucketSeconds },
    points: pointsOf(points),
  }));
  return { fileName: `${incident.ref}-figures.csv`, csv: csvOf(figureRows(series)) };
}
