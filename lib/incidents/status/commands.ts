import { command } from "../../core/command";
import { Refusal } from "../../core/refusal";
import { bringDeploys, lockBesideDeploys } from "../deploys/commands";
import { editDocument } from "../document-version";
import { statusLabels } from "../labels";
import { loseMilestones, reachMilestones } from "../milestones/commands";
import { isOpen } from "../rules";
import { writeSystemEntry } from "../timeline/commands";
import { mayMove, milestonesOfMove, sentenceOfMove } from "./rules";
import { changeStatusInput } from "./schema";

/**
 * Moves an incident along its life, or back. Sets and clears the milestones that the move means, and leaves an entry.
 * Refuses a move that `mayMove` refuses, one that started from a status which somebody else has left meanwhile, and to
 * cancel without a reason.
 */
export const changeStatus = command("incident.change-status", changeStatusInput, async (work) => {
  const { tx, context, input, changed } = work;
  const incident = await lockBesideDeploys(tx, context, input.ref);
  const from = incident.status;
  const result = { ref: incident.ref, status: input.status };
  if (from === input.status) return result;
  if (input.from && input.from !== from)
    throw new Refusal(
      "conflict",
      `Somebody moved this to ${statusLabels[from]} meanwhile.`,
      {},
      { current: from },
    );
  const verdict = mayMove(from, input.status);
  if (!verdict.may) throw new Refusal("conflict", verdict.reason, { status: verdict.reason });
  if (input.status === "cancelled" && input.note === "")
    throw new Refusal("invalid", "Say why it was no incident.", { note: "Say why it was no incident." });

  await tx.incident.update({ where: { id: incident.id }, data: { status: input.status } });
  changed({ kind: "incident", id: incident.id, incidentId: incident.id }, { status: [from, input.status] });
  const { reached, lost } = milestonesOfMove(from, input.status, incident.mode);
  const set = await reachMilestones(work, incident, reached);
  const cleared = await loseMilestones(work, incident.id, lost);
  await writeSystemEntry(tx, context, incident, {
    kind: "status",
    text: sentenceOfMove(from, input.status, input.note),
  });
  if (!isOpen(from) && isOpen(input.status)) await bringDeploys(tx, context, incident);
  if (set.length + cleared.length > 0) await editDocument(tx, incident.id, context.now);
  return result;
});
