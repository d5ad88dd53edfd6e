import type { Actor } from "../../core/context";
import { isAtLeast } from "../../core/permissions";
import type { Verdict } from "../rules";

/** What of a saved view decides who may do what with it. */
export type ViewOwnership = { audience: "me" | "team" | "everyone"; makerId: string };

/** Whether an actor may save a view for these: for themselves, for a team that they are in, for everyone as a responder. */
export function maySaveFor(
  { audience, teamId }: { audience: ViewOwnership["audience"]; teamId: string | null },
  actor: Pick<Actor, "role">,
  teamIds: readonly string[],
): Verdict {
  if (audience === "team" && (teamId === null || !teamIds.includes(teamId)))
    return { may: false, reason: "You save views only for teams that you belong to." };
  if (audience === "everyone" && !isAtLeast(actor.role, "responder"))
    return { may: false, reason: "Responders save views for everyone. Save it for yourself." };
  return { may: true };
}

/** Whether an actor may change or remove a view that they see: who made it; of a shared one also leads. */
export function mayChangeView(view: ViewOwnership, actor: Pick<Actor, "id" | "role">): Verdict {
  if (view.makerId === actor.id) return { may: true };
  if (view.audience !== "me" && isAtLeast(actor.role, "lead")) return { may: true };
  return { may: false, reason: "Who made this view changes it, and leads do." };
}
