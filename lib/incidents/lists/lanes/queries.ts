import type { Context } from "../../../core/context";
import { sql } from "../../../core/database";
import { openStatuses } from "../../rules";
import type { IncidentFilters } from "../../schema";
import { conditionOf } from "../conditions";
import { listIncidentsOf } from "../queries";
import type { IncidentRow } from "../rows";
import type { Stretch } from "./rules";

/** How many incidents lanes show at most. */
export const MOST_BARS = 200;

/**
 * Incidents that the actor sees, that the filters leave, and that something was known of within a stretch of time: the
 * latest 200 by when they were recorded, and whether there are more.
 */
export async function listWithin(
  context: Context,
  filters: IncidentFilters,
  { from, to }: Stretch,
): Promise<{ incidents: IncidentRow[]; more: boolean }> {
  const condition = conditionOf(context.actor, filters, 3);
  // What was merged is drawn where it goes on: twice would look like two troubles.
  const once = filters.status === "merged" ? "true" : "i.status <> 'merged'";
  const rows = await sql<{ id: string }>(
    `with known as materialized (
       select incident_id as id from milestone where at >= $1
       union select id from incident where created_at >= $1 or status = any ($3::incident_status[]))
     select i.id from incident i
      where i.id in (select id from known)
        and coalesce((select min(at) from milestone
                       where incident_id = i.id and kind in ('impactStartedAt', 'detectedAt', 'declaredAt')), i.created_at) <= $2
        and ${once} and ${condition.text}
      order by i.created_at desc, i.id desc limit ${MOST_BARS + 1}`,
    [from, to, [...openStatuses], ...condition.values],
  );
  const ids = rows.slice(0, MOST_BARS).map(({ id }) => id);
  return { incidents: await listIncidentsOf(context, ids), more: rows.length > MOST_BARS };
}
