import type { IncidentRole, Role } from "../../../prisma/generated/enums";
import { isAtLeast } from "../../core/permissions";
import type { Verdict } from "../rules";
import { incidentRoleLabels } from "./labels";

/** Whether a person may take a role in an incident: nobody who is deactivated, and nobody who only looks but as participant. */
export function mayTakePart(
  person: { name: string; role: Role; deactivatedAt: Date | null },
  role: IncidentRole,
): Verdict {
  if (person.deactivatedAt) return { may: false, reason: `${person.name} is deactivated.` };
  if (role !== "participant" && !isAtLeast(person.role, "responder"))
    return {
      may: false,
      reason: `${person.name} only looks: a ${incidentRoleLabels[role].toLowerCase()} must be a responder.`,
    };
  return { may: true };
}

/** What the timeline says when a role is taken, handed over or left; null for plain participants. */
export function sentenceOfRole(role: IncidentRole, from: string | null, to: string | null): string | null {
  if (role === "participant") return null;
  const name = incidentRoleLabels[role];
  if (from !== null && to !== null) return `${name} handed over from ${from} to ${to}`;
  return to === null ? `${from ?? ""} is no longer ${name.toLowerCase()}`.trim() : `${name}: ${to}`;
}
