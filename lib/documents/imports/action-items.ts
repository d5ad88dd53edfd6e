import { findPersonByName } from "../../people/queries";
import { findTeamByName } from "../../people/teams/queries";
import { actionItemRefOf, isClosed } from "../../reviews/action-items/rules";
import type { PortableDocument } from "../schema";
import { instantOrNull, type Target } from "./target";

/** Writes action items: known ones (by wording, else by number where the numbers are ours) change, others are added, none is removed. */
export async function writeActionItems(target: Target, document: PortableDocument): Promise<void> {
  const { tx, context, incidentId } = target;
  const there = await tx.actionItem.findMany({
    where: { incidentId },
    orderBy: [{ position: "asc" }, { number: "asc" }],
  });
  const { foreignRef } = await tx.incident.findUniqueOrThrow({
    where: { id: incidentId },
    select: { foreignRef: true },
  });
  // The numbers in a document that came from elsewhere name other items than ours.
  const ours = foreignRef === null;
  for (const item of document.actionItems) {
    const known =
      there.find(({ title }) => title === item.title) ??
      (ours ? there.find(({ number }) => item.ref === actionItemRefOf(number)) : undefined);
    if (known) there.splice(there.indexOf(known), 1);
    const { title, status, kind, priority, evidence } = item;
    const closed = isClosed(status);
    const data = {
      ...{ title, status, kind, priority, evidence },
      dueOn: instantOrNull(item.dueOn && `${item.dueOn}T00:00:00Z`),
      closedAt: closed ? (known?.closedAt ?? context.now) : null,
      // A document says that an item is closed, not by whom.
      closedById: closed ? (known?.closedById ?? null) : null,
      ...(await ownerOf(target, item.owner)),
    };
    if (known)
      await tx.actionItem.update({ where: { id: known.id }, data: { ...data, version: { increment: 1 } } });
    else await tx.actionItem.create({ data: { incidentId, createdAt: context.now, ...data } });
  }
}

async function ownerOf({ tx, context }: Target, owner: string | null) {
  const nobody = { ownerPersonId: null, ownerTeamId: null, ownerName: null };
  if (owner === null) return nobody;
  const person = await findPersonByName(context, owner, tx);
  if (person?.name === owner) return { ...nobody, ownerPersonId: person.id };
  const team = await findTeamByName(context, owner, tx);
  if (team?.name === owner) return { ...nobody, ownerTeamId: team.id };
  return { ...nobody, ownerName: owner };
}
