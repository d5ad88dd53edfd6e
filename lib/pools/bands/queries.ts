import type { Severity } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { visibleTo } from "../../incidents/rules";

/** An incident as a chart marks it: from the first impact that is known to its end, or still open. */
export type IncidentBand = { ref: string; title: string; severity: Severity; from: Date; to: Date | null };

const most = 50;

/**
 * The incidents of a pool's service that lie in a range, as far as the actor may see them; the latest 50. Where both say
 * in which environment they are, it must be the same.
 */
export async function listIncidentBands(
  context: Context,
  { serviceId, environmentId }: { serviceId: string | null; environmentId: string | null },
  { from, to }: { from: Date; to: Date },
): Promise<IncidentBand[]> {
  if (serviceId === null) return [];
  const rows = await database().incident.findMany({
    where: {
      AND: [
        visibleTo(context.actor),
        { serviceId, status: { notIn: ["cancelled", "merged"] } },
        environmentId === null ? {} : { OR: [{ environmentId: null }, { environmentId }] },
        { milestones: { some: { at: { lte: to } } } },
        { NOT: { milestones: { some: { kind: { in: ["resolvedAt", "closedAt"] }, at: { lt: from } } } } },
      ],
    },
    select: { ref: true, title: true, severity: true, milestones: { select: { kind: true, at: true } } },
    orderBy: { createdAt: "desc" },
    take: most,
  });
  return rows.flatMap(({ ref, title, severity, milestones }) => {
    const at = (...kinds: string[]) =>
      milestones.filter(({ kind }) => kinds.includes(kind)).map((milestone) => milestone.at.getTime());
    const begins = at("impactStartedAt", "detectedAt", "declaredAt");
    const ends = at("resolvedAt", "closedAt");
    if (begins.length === 0) return [];
    const band = {
      from: new Date(Math.min(...begins)),
      to: ends.length > 0 ? new Date(Math.min(...ends)) : null,
    };
    return band.from <= to && (band.to === null || band.to >= from)
      ? [{ ref, title, severity, ...band }]
      : [];
  });
}
