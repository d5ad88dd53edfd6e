import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { editDocument, touchIncident } from "../../incidents/document-version";
import { lockIncident } from "../../incidents/queries";
import type { ActionItem } from "../schema";
import { getDocumentStanding } from "../sign-offs/queries";
import { actionItemInclude, actionItemOf, loadActionItem } from "./queries";
import { isClosed, mayRemove } from "./rules";
import {
  addActionItemInput,
  changeActionItemStatusInput,
  editActionItemInput,
  removeActionItemInput,
} from "./schema";
import { sameWording, wordingColumns } from "./wording";

/** Adds an item at the end of the document's list. A new promise changes what is signed. */
export const addActionItem = command(
  "action-item.add",
  addActionItemInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref);
    const row = await tx.actionItem.create({
      data: {
        incidentId: incident.id,
        ...(await wordingColumns(tx, incident.id, input, null)),
        ...closing(context, input.status),
        evidence: input.evidence,
        createdAt: context.now,
      },
      include: actionItemInclude,
    });
    await editDocument(tx, incident.id, context.now);
    const item = actionItemOf(row);
    changed(subject(item, incident.id), differing(null, item));
    return { ref: item.ref, incidentRef: incident.ref, version: item.version };
  },
);

/** Changes wording, owner, date and what else describes an item. Kind, priority and cause are not part of what is signed. */
export const editActionItem = command(
  "action-item.edit",
  editActionItemInput,
  async ({ tx, context, input, changed }) => {
    const { before, incident } = await open(tx, context, input);
    const quiet = { ref: before.ref, incidentRef: incident.ref, version: before.version };
    if (sameWording(before, input)) return quiet;
    const row = await tx.actionItem.update({
      where: { id: before.id },
      data: { ...(await wordingColumns(tx, incident.id, input, before)), version: { increment: 1 } },
      include: actionItemInclude,
    });
    const item = actionItemOf(row);
    const fields = differing(before, item);
    const signed = ["title", "owner", "dueOn"].some((name) => name in fields);
    await (signed ? editDocument : touchIncident)(tx, incident.id, context.now);
    changed(subject(item, incident.id), fields);
    return { ...quiet, version: item.version };
  },
);

/** Says how far an item is, with evidence when it is done. Progress is not part of what is signed and voids nothing. */
export const changeActionItemStatus = command(
  "action-item.change-status",
  changeActionItemStatusInput,
  async ({ tx, context, input, changed }) => {
    const { before, incident } = await open(tx, context, input);
    const evidence = input.evidence ?? before.evidence;
    if (before.status === input.status && before.evidence === evidence)
      return { ref: before.ref, incidentRef: incident.ref, version: before.version };
    const moved = before.status === input.status ? {} : closing(context, input.status);
    const row = await tx.actionItem.update({
      where: { id: before.id },
      data: { ...moved, evidence, version: { increment: 1 } },
      include: actionItemInclude,
    });
    const item = actionItemOf(row);
    await touchIncident(tx, incident.id, context.now);
    changed(subject(item, incident.id), differing(before, item));
    return { ref: item.ref, incidentRef: incident.ref, version: item.version };
  },
);

/** Takes an item out of the document, while no sign-off that stands counts on it. */
export const removeActionItem = command(
  "action-item.remove",
  removeActionItemInput,
  async ({ tx, context, input, changed }) => {
    const { before, incident } = await open(tx, context, input);
    const { now } = await getDocumentStanding(context, incident.ref, tx);
    const verdict = mayRemove(context.actor, now);
    if (!verdict.may) throw new Refusal("conflict", verdict.reason);
    await tx.actionItem.delete({ where: { id: before.id } });
    await editDocument(tx, incident.id, context.now);
    changed(subject(before, incident.id), differing(before, null));
    return { ref: before.ref, incidentRef: incident.ref };
  },
);

/** Loads an item, holds its incident, and refuses when it is no longer what the actor was shown. */
async function open(tx: Transaction, context: Context, input: { ref: string; version: number }) {
  const shown = await loadActionItem(tx, context, input.ref);
  // What was promised is still to be done, wherever the incident goes on.
  const incident = await lockIncident(tx, context, shown.incident.ref, { merged: "too" });
  const before = await loadActionItem(tx, context, input.ref);
  if (before.version !== input.version)
    throw new Refusal(
      "conflict",
      "Somebody changed this item while you were writing.",
      {},
      { current: before },
    );
  return { before, incident };
}

/** The status with who closed it and when. An imported item says that it is closed, but not by whom. */
function closing({ actor, now }: Context, status: ActionItem["status"]) {
  return isClosed(status)
    ? { status, closedAt: now, closedById: actor.via === "import" ? null : actor.id }
    : { status, closedAt: null, closedById: null };
}

const subject = (item: ActionItem, incidentId: string) => ({ kind: "action-item", id: item.id, incidentId });

/** Field → [before, after] of what differs; null on one side for an item that is new or gone. */
function differing(before: ActionItem | null, after: ActionItem | null): Record<string, [unknown, unknown]> {
  const tell = (item: ActionItem | null) =>
    item && {
      ref: item.ref,
      title: item.title,
      owner: item.owner && `${item.owner.kind}: ${item.owner.name}`,
      dueOn: item.dueOn,
      kind: item.kind,
      priority: item.priority,
      addresses: item.rootCause?.title ?? item.factor?.text ?? null,
      status: item.status,
      evidence: item.evidence,
    };
  const [was, is] = [tell(before), tell(after)];
  const names = Object.keys(was ?? is ?? {}) as (keyof NonNullable<typeof was>)[];
  return Object.fromEntries(
    names
      .map((name) => [name, [was?.[name] ?? null, is?.[name] ?? null]] as const)
      .filter(([, [one, other]]) => one !== other)
      .map(([name, pair]) => [name, [...pair] as [unknown, unknown]]),
  );
}
