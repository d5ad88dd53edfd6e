import type { Actor } from "../../core/context";

/** Why this actor may not manage a team with these members, as a sentence, or null. A role below lead is refused before. */
export function whyNotManage(actor: Actor, memberIds: readonly string[]): string | null {
  if (actor.role === "admin" || actor.role === "system") return null;
  if (actor.role !== "lead" && actor.role !== "approver") return "Leads and admins manage teams.";
  return actor.id && memberIds.includes(actor.id) ? null : "You manage only the teams that you belong to.";
}
