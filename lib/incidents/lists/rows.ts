import type { Incident } from "../../../prisma/generated/client";
import { sql } from "../../core/database";
import type { MilestonePoint } from "../milestones/rules";
import type { Condition } from "./conditions";

type Place = { slug: string; name: string };

/** What belongs to an incident in a list: place, commander, and the milestones that its durations are derived from. */
type Belongings = {
  service: Place | null;
  environment: Place | null;
  milestones: MilestonePoint[];
  commander: { id: string; name: string } | null;
};

/** An incident as lists show it, with what belongs to it. */
export type IncidentRow = Incident & Belongings;

const columns: Readonly<Record<keyof Incident, string>> = {
  ...{ id: "id", ref: "ref", foreignRef: "foreign_ref", title: "title" },
  ...{ severity: "severity", status: "status", mode: "mode" },
  ...{ serviceId: "service_id", environmentId: "environment_id", timeZone: "time_zone" },
  ...{ statedDuration: "stated_duration", restrictedAt: "restricted_at", declaredById: "declared_by_id" },
  ...{ createdAt: "created_at", touchedAt: "touched_at", version: "version" },
  ...{ documentVersion: "document_version", preparedAt: "prepared_at", splitFromId: "split_from_id" },
  documentState: "document_state",
};
const named = Object.entries(columns).map(([name, column]) => `i.${column} as "${name}"`);

/** The incidents that a condition leaves, in an order, as lists show them: in one question, where Prisma would ask one for each relation. */
export async function rowsOf(
  { text, values }: Condition,
  order: string,
  limit: number,
): Promise<IncidentRow[]> {
  const rows = await sql<IncidentRow>(
    `select ${named.join(", ")},
       (select json_build_object('slug', slug, 'name', name) from service where id = i.service_id) as service,
       (select json_build_object('slug', slug, 'name', name) from environment where id = i.environment_id) as environment,
       (select coalesce(json_agg(json_build_object('kind', kind, 'at', at, 'precision', precision)), '[]')
          from milestone where incident_id = i.id) as milestones,
       (select json_build_object('id', p.id, 'name', p.name) from participant c join person p on p.id = c.person_id
         where c.incident_id = i.id and c.role = 'commander') as commander
     from (select * from incident i where ${text} order by ${order} limit $${values.length + 1}) i order by ${order}`,
    [...values, limit],
  );
  return rows.map((row) => ({ ...row, milestones: row.milestones.map(dated) }));
}

/** JSON has no instants. */
const dated = (point: MilestonePoint): MilestonePoint => ({ ...point, at: new Date(point.at) });
