import type { Incident } from "../../../prisma/generated/client";
import type { Work } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { touchIncident } from "../document-version";
import { formatEntryTime } from "../times/rules";
import { supersedes } from "./rules";
import { frozenPoints, type KeptSeries } from "./schema";

/**
 * Keeps the figures of a pool with an incident that the caller has locked, in place of earlier ones where they may be
 * superseded; false where they may not, or where nothing new is told. The first time the timeline says so, outside the
 * document: what is kept beside the story is no part of what people sign.
 */
export async function keepSeries(
  { tx, context, changed }: Work,
  incident: Pick<Incident, "id" | "timeZone">,
  series: KeptSeries,
): Promise<boolean> {
  const { poolId, ...told } = series;
  const place = { incidentId: incident.id, poolId };
  const row = await tx.frozenSeries.findUnique({ where: { incidentId_poolId: place } });
  const before = row && { ...row, points: frozenPoints.parse(row.points) };
  if (!supersedes(series, before)) return false;
  const data = { ...told, points: frozenPoints.parse(told.points), frozenAt: context.now };
  const { id } = row
    ? await tx.frozenSeries.update({ where: { id: row.id }, data })
    : await tx.frozenSeries.create({ data: { ...place, ...data } });
  changed(
    { kind: "frozen-series", id, incidentId: incident.id },
    {
      pool: [before?.poolName ?? null, told.poolName],
      from: [before?.from ?? null, told.from],
      to: [before?.to ?? null, told.to],
      bucketSeconds: [before?.bucketSeconds ?? null, told.bucketSeconds],
      buckets: [before?.points.at.length ?? null, told.points.at.length],
      frozenAt: [before?.frozenAt ?? null, context.now],
    },
  );
  if (!row) await writeEntry(tx, context, incident, series);
  await touchIncident(tx, incident.id, context.now);
  return true;
}

async function writeEntry(
  tx: Transaction,
  context: Context,
  { id, timeZone }: Pick<Incident, "id" | "timeZone">,
  { poolName, from, to }: KeptSeries,
): Promise<void> {
  const [since, until] = [from, to].map((at) => {
    const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000);
    return formatEntryTime({ at: minute, precision: "exact" }, timeZone);
  });
  await tx.timelineEntry.create({
    data: {
      incidentId: id,
      at: context.now,
      kind: "metric",
      source: "metric",
      text: `Figures of the pool ${poolName} from ${since} to ${until} ${timeZone} kept with the incident`,
      authorId: context.actor.id,
      recordedAt: context.now,
      inDocument: false,
    },
  });
}
