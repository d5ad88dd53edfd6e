import type { z } from "zod";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import type { ActionItem } from "../schema";
import type { addActionItemInput } from "./schema";

/** What describes an item, as its form reads it. */
export type Wording = Pick<
  z.output<typeof addActionItemInput>,
  "title" | "owner" | "dueOn" | "kind" | "priority" | "addresses"
>;

/** Whether an item already reads as this wording says. */
export function sameWording(
  item: ActionItem,
  { title, owner, dueOn, kind, priority, addresses }: Wording,
): boolean {
  const sameOwner =
    owner === null || item.owner === null
      ? owner === item.owner
      : owner.kind === item.owner.kind &&
        (owner.kind === "name" ? owner.name === item.owner.name : owner.id === item.owner.id);
  const addressed = item.rootCause ?? item.factor;
  return (
    sameOwner &&
    (addressed?.id ?? null) === (addresses?.id ?? null) &&
    item.title === title &&
    item.dueOn === dueOn &&
    item.kind === kind &&
    item.priority === priority
  );
}

/**
 * The columns that say what an item is. Refuses an owner who is not active here and a cause or factor that is not in
 * this incident's document; an owner that the item already has may stay.
 */
export async function wordingColumns(
  tx: Transaction,
  incidentId: string,
  wording: Wording,
  before: ActionItem | null,
) {
  const { title, dueOn, kind, priority } = wording;
  return {
    title,
    dueOn: dueOn === null ? null : new Date(`${dueOn}T00:00:00Z`),
    kind,
    priority,
    ...(await ownerColumns(tx, wording.owner, before)),
    ...(await addressedColumns(tx, incidentId, wording.addresses)),
  };
}

async function ownerColumns(tx: Transaction, owner: Wording["owner"], before: ActionItem | null) {
  const none = { ownerPersonId: null, ownerTeamId: null, ownerName: null };
  if (owner === null) return none;
  if (owner.kind === "name") return { ...none, ownerName: owner.name };
  const stays = before?.owner?.id === owner.id;
  const where = { id: owner.id };
  const found =
    owner.kind === "person"
      ? await tx.person.findFirst({
          where: stays ? where : { ...where, deactivatedAt: null },
          select: { id: true },
        })
      : await tx.team.findFirst({
          where: stays ? where : { ...where, archivedAt: null },
          select: { id: true },
        });
  if (!found) {
    const message = "This owner is no longer active here. Choose another.";
    throw new Refusal("invalid", message, { owner: message });
  }
  return owner.kind === "person" ? { ...none, ownerPersonId: owner.id } : { ...none, ownerTeamId: owner.id };
}

async function addressedColumns(tx: Transaction, incidentId: string, addresses: Wording["addresses"]) {
  const none = { rootCauseId: null, factorId: null };
  if (addresses === null) return none;
  const where = { id: addresses.id, incidentId };
  const found =
    addresses.kind === "cause"
      ? await tx.rootCause.findFirst({ where, select: { id: true } })
      : await tx.contributingFactor.findFirst({ where, select: { id: true } });
  if (!found) {
    const message = "This cause or factor is no longer in the document. Choose another.";
    throw new Refusal("invalid", message, { addresses: message });
  }
  return addresses.kind === "cause"
    ? { ...none, rootCauseId: addresses.id }
    : { ...none, factorId: addresses.id };
}
