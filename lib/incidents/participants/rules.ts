import type { Role } from "../../../prisma/generated/enums";
import { isAtLeast } from "../../core/permissions";
import { isPlain, type RoleName } from "../roles/rules";
import type { Verdict } from "../rules";

/** Whether a person may take a role in an incident: nobody who is deactivated, and nobody who only looks but as participant. */
export function mayTakePart(
  person: { name: string; role: Role; deactivatedAt?: Date | null },
  role: RoleName,
): Verdict {
  if (person.deactivatedAt) return { may: false, reason: `${person.name} is deactivated.` };
  if (!isPlain(role) && !isAtLeast(person.role, "responder"))
    return {
      may: false,
      reason: `${person.name} only looks: a ${role.name.toLowerCase()} must be a responder.`,
    };
  return { may: true };
}

/** What the timeline says when a role is taken, handed over or left; null for plain participants. */
export function sentenceOfRole(role: RoleName, from: string | null, to: string | null): string | null {
  if (isPlain(role)) return null;
  const { name } = role;
  if (from !== null && to !== null) return `${name} handed over from ${from} to ${to}`;
  return to === null ? `${from ?? ""} is no longer ${name.toLowerCase()}`.trim() : `${name}: ${to}`;
}
