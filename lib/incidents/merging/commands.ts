import type { Incident } from "../../../prisma/generated/client";
import { takeDeployTurns } from "../../catalog/deploys/commands";
import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { bringDeploys } from "../deploys/commands";
import { editDocument } from "../document-version";
import { bringPeople } from "../participants/commands";
import { findIncidentByRef, loadIncident } from "../queries";
import { isOpen } from "../rules";
import { writeSystemEntry } from "../timeline/commands";
import { areDocumented, bringEntries, withdrawEntries } from "./copies";
import { lockTogether } from "./queries";
import {
  isSigned,
  mayMerge,
  mayUnmerge,
  nameBeside,
  sentenceOfMerge,
  sentenceOfMerged,
  sentenceOfUnmerge,
  separatedReason,
} from "./rules";
import { mergeInput, unmergeInput } from "./schema";

/**
 * Lets an incident go on in another one. Its timeline stays readable where it is, and stands in that of the other as
 * copies that say where they came from; its alerts go along, and so does who takes part, where the other is not
 * restricted. The milestones of the other stay, and so do the document and the action items of this one. Refuses what
 * `mayMerge` refuses. Quiet where it went there before.
 */
export const mergeIncident = command("incident.merge", mergeInput, async (work) => {
  const { tx, context, input, changed } = work;
  const [source, target] = await lockTogether(tx, context, ...(await named(tx, context, input)));
  const result = { ref: source.ref, into: target.ref };
  const before = await tx.incidentMerge.findUnique({ where: { sourceId: source.id } });
  if (before?.targetId === target.id) return result;
  const verdict = mayMerge(source, target, await hasOutsiders(tx, source, target));
  if (!verdict.may) throw new Refusal("conflict", verdict.reason, { into: verdict.reason });

  const { note } = input;
  const { now } = context;
  const { brought, documented } = await bringEntries(tx, source, target, now);
  const alerts = await tx.alert.findMany({ where: { incidentId: source.id }, select: { id: true } });
  await tx.alert.updateMany({ where: { incidentId: source.id }, data: { incidentId: target.id } });
  await tx.incidentMerge.create({
    data: {
      sourceId: source.id,
      targetId: target.id,
      statusBefore: source.status,
      alertIds: alerts.map(({ id }) => id),
      note,
      mergedAt: now,
      mergedById: context.actor.id,
    },
  });
  await tx.incident.update({ where: { id: source.id }, data: { status: "merged" } });
  const into = nameBeside(target);
  changed(
    { kind: "incident", id: source.id, incidentId: source.id },
    { status: [source.status, "merged"], into: [null, into], note: [null, note === "" ? null : note] },
  );
  changed(
    { kind: "incident", id: target.id, incidentId: target.id },
    { merged: [null, source.ref], entries: [null, brought] },
  );
  if (!target.restrictedAt) await bringPeople(work, source.id, target.id);
  const kind = "status" as const;
  await writeSystemEntry(tx, context, source, { kind, text: sentenceOfMerge(source.status, into, note) });
  await writeSystemEntry(tx, context, target, { kind, text: sentenceOfMerged(source, note) });
  if (documented) await editDocument(tx, target.id, now);
  return result;
});

/**
 * Lets a merged incident stand for itself again, with the status and the alerts that it had. What came with it is withdrawn
 * in the other's timeline, where it stays readable. Refuses what `mayUnmerge` refuses.
 */
export const unmergeIncident = command("incident.unmerge", unmergeInput, async (work) => {
  const { tx, context, input, changed } = work;
  const shown = await loadIncident(tx, context, input.ref);
  if (shown.serviceId !== null) await takeDeployTurns(tx, shown.serviceId);
  const merge = await tx.incidentMerge.findUnique({ where: { sourceId: shown.id } });
  if (!merge) throw new Refusal("conflict", `${shown.ref} is not merged.`);
  const there = await tx.incident.findUniqueOrThrow({ where: { id: merge.targetId } });
  if (!(await findIncidentByRef(tx, context, there.ref)))
    throw new Refusal(
      "conflict",
      "It went into an incident that you may not see: ask somebody who takes part in it.",
    );
  const [source, target] = await lockTogether(tx, context, shown, there);
  const inSigned = isSigned(target) && (await areDocumented(tx, source.id, target.id));
  const verdict = mayUnmerge(source, target, inSigned);
  if (!verdict.may) throw new Refusal("conflict", verdict.reason);

  const { statusBefore: status, alertIds } = merge;
  const { count } = await tx.incidentMerge.deleteMany({
    where: { sourceId: source.id, targetId: target.id },
  });
  if (count === 0) throw new Refusal("conflict", "Somebody else changed this at the same moment. Try again.");
  const documented = await areDocumented(tx, source.id, target.id);
  const by = { now: context.now, personId: context.actor.id };
  const withdrawn = await withdrawEntries(tx, source, target.id, by);
  await tx.alert.updateMany({
    where: { id: { in: alertIds }, incidentId: target.id },
    data: { incidentId: source.id },
  });
  await tx.incident.update({ where: { id: source.id }, data: { status } });
  changed(
    { kind: "incident", id: source.id, incidentId: source.id },
    { status: ["merged", status], into: [nameBeside(target), null], note: [null, input.note || null] },
  );
  changed(
    { kind: "incident", id: target.id, incidentId: target.id },
    { merged: [source.ref, null], entries: [withdrawn, null] },
  );
  const kind = "status" as const;
  await writeSystemEntry(tx, context, source, { kind, text: sentenceOfUnmerge(status, input.note) });
  await writeSystemEntry(tx, context, target, { kind, text: separatedReason(source.ref) });
  if (documented) await editDocument(tx, target.id, context.now);
  if (isOpen(status)) await bringDeploys(tx, context, source);
  return { ref: source.ref, from: target.ref };
});

/** The incident that is merged and the one that it goes into; what is not there for the actor is refused at its field. */
async function named(
  tx: Transaction,
  context: Context,
  { ref, into }: { ref: string; into: string },
): Promise<[Incident, Incident]> {
  const source = await loadIncident(tx, context, ref);
  const target = await findIncidentByRef(tx, context, into);
  if (target) return [source, target];
  const reason = `There is no incident ${into} that you may see.`;
  throw new Refusal("invalid", reason, { into: reason });
}

/** Whether somebody takes part in the target who may not see the source; admins see both. */
async function hasOutsiders(tx: Transaction, source: Incident, target: Incident): Promise<boolean> {
  if (!source.restrictedAt) return false;
  const inside = { participations: { some: { incidentId: source.id } } };
  const outside = { incidentId: target.id, person: { NOT: { OR: [{ role: "admin" as const }, inside] } } };
  return (await tx.participant.count({ where: outside })) > 0;
}
