import type { Actor } from "../../core/context";
import { isAtLeast } from "../../core/permissions";
import { literally } from "../../core/text";
import { openStatuses } from "../rules";
import { type IncidentFilters, incidentFilters } from "../schema";

/** A condition in SQL on `incident i`, and its values, the first of which is `$<after + 1>`. */
export type Condition = { text: string; values: unknown[] };

/** Filters that leave every incident. */
export const everyIncident: IncidentFilters = incidentFilters.parse({ status: "all" });

/** What the filters of a list ask, of incidents that the actor sees: here in SQL, as `visibleTo` says it to Prisma. */
export function conditionOf(
  actor: Pick<Actor, "id" | "role">,
  filters: IncidentFilters,
  after: number,
): Condition {
  const values: unknown[] = [];
  const given = (value: unknown, type: string) => `$${after + values.push(value)}::${type}`;
  const { status, severity, mode, service, environment, text } = filters;
  const parts = [seenBy(actor, given)];
  if (status === "open") parts.push(`i.status = any(${given([...openStatuses], "incident_status[]")})`);
  else if (status !== "all") parts.push(`i.status = ${given(status, "incident_status")}`);
  if (severity) parts.push(`i.severity = ${given(severity, "severity")}`);
  if (mode) parts.push(`i.mode = ${given(mode, "incident_mode")}`);
  if (service) parts.push(`i.service_id = (select id from service where slug = ${given(service, "text")})`);
  if (environment)
    parts.push(`i.environment_id = (select id from environment where slug = ${given(environment, "text")})`);
  if (text) {
    const like = given(`%${literally(text)}%`, "text");
    parts.push(`(i.title ilike ${like} or i.ref ilike ${like} or i.foreign_ref ilike ${like})`);
  }
  return { text: parts.join(" and "), values };
}

function seenBy(actor: Pick<Actor, "id" | "role">, given: (value: unknown, type: string) => string): string {
  if (isAtLeast(actor.role, "admin")) return "true";
  if (!isAtLeast(actor.role, "viewer") || actor.id === null) return "false";
  const takesPart = `select from participant c where c.incident_id = i.id and c.person_id = ${given(actor.id, "uuid")}`;
  return `(i.restricted_at is null or exists (${takesPart}))`;
}
