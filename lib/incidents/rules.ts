import type { Prisma } from "../../prisma/generated/client";
import type { IncidentMode, IncidentStatus, Severity } from "../../prisma/generated/enums";
import type { Actor } from "../core/context";
import { isAtLeast, may } from "../core/permissions";

/** Whether something may be done, and if not, why, as a sentence for the person. */
export type Verdict = { may: true } | { may: false; reason: string };

/** The incidents that an actor may see. Restricted ones are for their participants, admins and the product itself. */
export function visibleTo(actor: Pick<Actor, "id" | "role">): Prisma.IncidentWhereInput {
  if (isAtLeast(actor.role, "admin")) return {};
  if (!isAtLeast(actor.role, "viewer") || actor.id === null) return { id: { in: [] } };
  return { OR: [{ restrictedAt: null }, { participants: { some: { personId: actor.id } } }] };
}

/** The same of an incident that is at hand, with those who take part in it. */
export function isVisibleTo(
  { id, role }: Pick<Actor, "id" | "role">,
  incident: { restrictedAt: Date | null; participants: readonly { personId: string }[] },
): boolean {
  if (isAtLeast(role, "admin")) return true;
  if (!isAtLeast(role, "viewer") || id === null) return false;
  return incident.restrictedAt === null || incident.participants.some(({ personId }) => personId === id);
}

/** The statuses in which an incident still needs somebody. */
export const openStatuses = ["triage", "investigating", "identified", "monitoring"] as const;

/** Whether an incident still needs somebody. */
export function isOpen(status: IncidentStatus): boolean {
  return openStatuses.some((open) => open === status);
}

/** Whether an actor may acknowledge: a responder, while the incident is live and open. */
export function mayAcknowledge(
  incident: { status: IncidentStatus; mode: IncidentMode },
  actor: Pick<Actor, "role">,
): Verdict {
  if (!may(actor, "incident.acknowledge")) return { may: false, reason: "Responders acknowledge incidents." };
  if (incident.mode === "retrospective")
    return { may: false, reason: "It was entered afterwards: set its milestone by hand instead." };
  if (!isOpen(incident.status)) return { may: false, reason: "It is no longer open." };
  return { may: true };
}

/** The reference in its written form: INC-2025-0042. */
export function incidentRefOf(year: number, number: number): string {
  return `INC-${year}-${String(number).padStart(4, "0")}`;
}

/** What the header of an incident says, in the words of its form. */
export function headerOf(incident: {
  title: string;
  severity: Severity;
  timeZone: string;
  service: { slug: string } | null;
  environment: { slug: string } | null;
}) {
  const { title, severity, timeZone, service, environment } = incident;
  return {
    title,
    severity,
    service: service?.slug ?? null,
    environment: environment?.slug ?? null,
    timeZone,
  };
}
