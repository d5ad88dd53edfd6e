import type { Alert } from "../../../prisma/generated/client";
import { database, sql } from "../../core/database";
import { type Outage, outageOf } from "../../gates/drill/outage";
import type { PoolSight } from "../../gates/drill/words";

/** What the product measured of a pool since a moment, in order. */
export function sightsOf(poolSlug: string, since: Date): Promise<PoolSight[]> {
  return sql<PoolSight>(
    `select s.at, s.used::int as used, s."max"::int as "max", coalesce(s.idle_in_transaction, 0)::int as "idleInTransaction",
       coalesce(s.oldest_hold_seconds, 0)::float8 as "oldestHoldSeconds"
     from pool_sample s join pool_instance i on i.id = s.series_id join pool p on p.id = i.pool_id
     where p.slug = $1 and s.at >= $2 and s.used is not null order by s.at`,
    [poolSlug, since],
  );
}

/** When the service did not answer well, by all that its one health check was answered. */
export async function outageThere(): Promise<(Outage & { everyMs: number }) | null> {
  const answers = await sql<{ at: Date; well: boolean; everySeconds: number }>(
    `select r.at, r.well, c.interval_seconds as "everySeconds"
     from health_result r join health_check c on c.id = r.check_id order by r.at`,
  );
  const outage = outageOf(answers);
  return outage && { ...outage, everyMs: (answers[0]?.everySeconds ?? 0) * 1_000 };
}

/** The alerts there were, in the order in which they began. */
export const alertsThere = (): Promise<Alert[]> =>
  database().alert.findMany({ orderBy: { pendingAt: "asc" } });

/** The incident that an alert is in, by its reference. */
export async function incidentOf(alertId: string): Promise<string | null> {
  const alert = await database().alert.findUnique({
    where: { id: alertId },
    select: { incident: { select: { ref: true } } },
  });
  return alert?.incident?.ref ?? null;
}

/** Whether the figures of a pool are kept with an incident; null where they are not. */
export async function isEvidenceKept(ref: string): Promise<true | null> {
  return (await database().frozenSeries.count({ where: { incident: { ref } } })) > 0 ? true : null;
}
