import type { Role } from "../../prisma/generated/enums";
import type { Actor } from "../core/context";
import type { PersonState } from "./labels";

/** Where a person stands, from their row and whether a provider vouches for them. */
export function stateOf(person: {
  deactivatedAt: Date | null;
  passwordHash: string | null;
  identities: readonly unknown[];
}): PersonState {
  if (person.deactivatedAt) return "deactivated";
  return person.passwordHash || person.identities.length > 0 ? "active" : "invited";
}

type Target = { id: string; role: Role };

/** Why a person may not be given this role, as a sentence, or null. `admins` are the ids of all who may sign in as admin. */
export function whyNotRole(
  actor: Actor,
  person: Target,
  role: Role,
  admins: readonly string[],
): string | null {
  if (role === person.role) return null;
  if (actor.id === person.id) return "You cannot change your own role. Another admin can.";
  if (isLastAdmin(person, admins)) return "This is the last admin. Make somebody else an admin first.";
  return null;
}

/** Why a person may not be deactivated, as a sentence, or null. */
export function whyNotDeactivate(actor: Actor, person: Target, admins: readonly string[]): string | null {
  if (actor.id === person.id) return "You cannot deactivate yourself. Another admin can.";
  if (isLastAdmin(person, admins)) return "This is the last admin. Make somebody else an admin first.";
  return null;
}

/** Whether nobody else may sign in as admin. */
export function isLastAdmin(person: Target, admins: readonly string[]): boolean {
  return admins.includes(person.id) && admins.length === 1;
}
