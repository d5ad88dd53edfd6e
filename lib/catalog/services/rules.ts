import type { Actor } from "../../core/context";
import { isAtLeast } from "../../core/permissions";

/**
 * Whether an actor may change a service: admins any, leads those that a team of theirs owns or that nobody owns yet.
 * `teamIds` are the actor's teams.
 */
export function mayManageService(
  actor: Pick<Actor, "role">,
  ownerTeamId: string | null,
  teamIds: readonly string[],
): boolean {
  if (isAtLeast(actor.role, "admin")) return true;
  if (!isAtLeast(actor.role, "lead")) return false;
  return ownerTeamId === null || teamIds.includes(ownerTeamId);
}
