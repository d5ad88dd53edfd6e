import type { Incident, Prisma } from "../../../prisma/generated/client";
import type { Transaction } from "../../core/database";
import { endOfMerges } from "../../incidents/merging/queries";
import { isOpen, openStatuses } from "../../incidents/rules";

/** What an alert is read with: what it is of, its rule, and why it was over. */
export const placed = {
  pool: { include: { service: true, environment: true } },
  healthCheck: { include: { service: true, environment: true } },
  rule: { select: { pausedAt: true, archivedAt: true } },
  transitions: { where: { to: "resolved" }, orderBy: { id: "desc" }, take: 1, select: { reason: true } },
} as const satisfies Prisma.AlertInclude;

/** An alert with what it is of. */
export type PlacedAlert = Prisma.AlertGetPayload<{ include: typeof placed }>;

/** An alert with what it is of, null where it is gone. */
export const findAlert = (tx: Transaction, id: string): Promise<PlacedAlert | null> =>
  tx.alert.findUnique({ where: { id }, include: placed });

/** What an alert is of: its name, service and environment. */
export function placeOf({ pool, healthCheck }: PlacedAlert) {
  const of = pool ?? healthCheck;
  return { name: of?.name ?? "", service: of?.service ?? null, environment: of?.environment ?? null };
}

/**
 * Answers to alerts of one place take turns, and so do their ends: two at once find the incident that the first declared,
 * and nobody is told of an end before the beginning.
 */
export async function takeTurns(tx: Transaction, alert: PlacedAlert): Promise<void> {
  const { service } = placeOf(alert);
  const place = service ? `service ${service.id}` : `pool ${alert.poolId}`;
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`alert ${place}`}, 0))::text as locked`;
}

/** Of how many merged incidents of a service it is asked where they go on, the latest. */
const MOST_MERGED = 20;

/** An incident of the same service in which nothing has happened for longer is another story. */
const JOINED_WITHIN_MS = 6 * 3_600_000;

/**
 * The open incident that an alert belongs to, the newest: one that an alert of the same pool or check is in, or, for
 * rules that join, one of its service in which something has happened within six hours, or the one in which such a one
 * goes on since it was merged. Where both say in which environment they are, it must be the same. Of a restricted one
 * only its own pool or check is told: what else happens to its service is everybody's.
 */
export async function findIncidentOf(
  tx: Transaction,
  alert: PlacedAlert,
  now: Date,
): Promise<Incident | null> {
  const { service, environment } = placeOf(alert);
  const { poolId, healthCheckId } = alert;
  const lately = new Date(now.getTime() - JOINED_WITHIN_MS);
  const here = environment ? { OR: [{ environmentId: null }, { environmentId: environment.id }] } : {};
  const ofService: Prisma.IncidentWhereInput[] =
    !service || alert.response === "page" ? [] : [{ serviceId: service.id, restrictedAt: null, ...here }];
  const open = await tx.incident.findFirst({
    where: {
      status: { in: [...openStatuses] },
      mode: { not: "retrospective" },
      OR: [
        { alerts: { some: poolId ? { poolId } : { healthCheckId } } },
        ...ofService.map((place) => ({ ...place, touchedAt: { gte: lately } })),
      ],
    },
    orderBy: { createdAt: "desc" },
  });
  if (open || ofService.length === 0) return open;
  const merged = await tx.incident.findMany({
    where: { status: "merged", mode: { not: "retrospective" }, OR: ofService },
    orderBy: { createdAt: "desc" },
    select: { id: true },
    take: MOST_MERGED,
  });
  for (const { id } of merged) {
    const end = await endOfMerges(tx, id);
    if (isOpen(end.status) && end.mode !== "retrospective" && !end.restrictedAt && end.touchedAt >= lately)
      return end;
  }
  return null;
}

/**
 * The zone in which an incident's times are read that nobody declared: that of the service's last incident, else that of
 * the first admin, who set this installation up.
 */
export async function usualZone(tx: Transaction, serviceId: string | null): Promise<string> {
  const last = serviceId
    ? await tx.incident.findFirst({
        where: { serviceId },
        orderBy: { createdAt: "desc" },
        select: { timeZone: true },
      })
    : null;
  if (last) return last.timeZone;
  const admin = await tx.person.findFirst({
    where: { role: "admin", deactivatedAt: null },
    orderBy: { createdAt: "asc" },
    select: { timeZone: true },
  });
  return admin?.timeZone ?? "UTC";
}

/** Since when a health check has failed without an answer in between that was well, up to a moment. */
export async function unwellSince(tx: Transaction, checkId: string, until: Date): Promise<Date> {
  const [first] = await tx.$queryRaw<{ at: Date | null }[]>`
    select min(at) as at from health_result
    where check_id = ${checkId}::uuid and not well and at <= ${until}
      and at > coalesce((select max(at) from health_result where check_id = ${checkId}::uuid and well and at <= ${until}), '-infinity')`;
  return first?.at ?? until;
}
