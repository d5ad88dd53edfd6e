import type { Severity } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { sql } from "../../core/database";
import { conditionOf, everyIncident } from "../../incidents/lists/conditions";
import { openStatuses } from "../../incidents/rules";

/** An incident as a chart marks it: from the first impact that is known to its end, null while it is open. */
export type IncidentBand = { ref: string; title: string; severity: Severity; from: Date; to: Date | null };

const most = 50;

/**
 * The incidents of a pool's service that lie in a range, as far as the actor may see them; the latest 50. Where both say
 * in which environment they are, it must be the same. One that is over without a known end is marked where it began.
 */
export async function listIncidentBands(
  context: Context,
  { serviceId, environmentId }: { serviceId: string | null; environmentId: string | null },
  { from, to }: { from: Date; to: Date },
): Promise<IncidentBand[]> {
  if (serviceId === null) return [];
  const { text, values } = conditionOf(context.actor, everyIncident, 5);
  const asked = `i.service_id = $1 and ($2::uuid is null or i.environment_id is null or i.environment_id = $2) and ${text}`;
  // What is over was touched when it ended or later: a long past is not looked through.
  return sql<IncidentBand>(
    `with near as materialized (
       select i.id, i.ref, i.title, i.severity, i.status, i.created_at from incident i
        where ${asked} and i.touched_at >= $3 and i.status not in ('cancelled', 'merged')
       union all
       select i.id, i.ref, i.title, i.severity, i.status, i.created_at from incident i
        where ${asked} and i.touched_at < $3 and i.status = any ($5::incident_status[]))
     select i.ref, i.title, i.severity, b."from", b."to"
       from near i cross join lateral (
         select min(at) filter (where kind in ('impactStartedAt', 'detectedAt', 'declaredAt')) as begins,
                min(at) filter (where kind in ('resolvedAt', 'closedAt')) as ends
           from milestone where incident_id = i.id) m
       cross join lateral (
         select m.begins as "from",
                coalesce(m.ends, case when i.status <> all ($5) then m.begins end) as "to") b
      where b."from" <= $4 and (b."to" is null or b."to" >= $3)
      order by i.created_at desc limit ${most}`,
    [serviceId, environmentId, from, to, [...openStatuses], ...values],
  );
}
