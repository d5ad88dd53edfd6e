import type { Incident, StatusUpdate } from "../../../prisma/generated/client";
import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal, staleEdit } from "../../core/refusal";
import { isUuid } from "../../core/text";
import { statusLabels } from "../labels";
import { lockIncident } from "../queries";
import { writeSystemEntry } from "../timeline/commands";
import { promiseTyped } from "./promise-typed";
import { mayTakeUpdates, promiseWritten } from "./rules";
import { correctUpdateInput, restoreUpdateInput, withdrawUpdateInput, writeUpdateInput } from "./schema";

const communication = "communication" as const;

/**
 * Tells those outside how it stands, with the status of this moment, and leaves an entry that leads to it. Refuses a
 * promised time that `parseTimeAhead` asks back, at its field.
 */
export const writeUpdate = command(
  "status-update.write",
  writeUpdateInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref);
    demandTakesUpdates(incident);
    const { whatHappened, impact, whatWeDo } = input;
    const { now } = context;
    const nextUpdateAt = promiseTyped(input.nextUpdate, { zone: incident.timeZone, now });
    const text = `Update for those outside (${statusLabels[incident.status]})${promise(nextUpdateAt, incident)}`;
    const entry = await writeSystemEntry(tx, context, incident, { kind: communication, text });
    const { id } = await tx.statusUpdate.create({
      data: {
        ...{ incidentId: incident.id, entryId: entry.id, at: now, status: incident.status },
        ...{ whatHappened, impact, whatWeDo, nextUpdateAt, authorId: context.actor.id },
      },
    });
    changed(
      { kind: "status-update", id, incidentId: incident.id },
      {
        whatHappened: [null, whatHappened],
        impact: [null, impact],
        whatWeDo: ["", whatWeDo],
        nextUpdateAt: [null, nextUpdateAt],
      },
    );
    return { id, ref: incident.ref };
  },
);

/**
 * Lets an update say something else; what it said before stays readable with who changed it, when and why. Refuses a
 * stale form with the update as it is now as `detail.current`.
 */
export const correctUpdate = command(
  "status-update.correct",
  correctUpdateInput,
  async ({ tx, context, input, changed }) => {
    // What is told outside can be put right also where the incident goes on elsewhere.
    const incident = await lockIncident(tx, context, input.ref, { merged: "too" });
    const before = await getUpdateRow(tx, incident, input.updateId);
    const { id, version, whatHappened, impact, whatWeDo, nextUpdateAt } = before;
    if (before.withdrawnAt)
      throw new Refusal("conflict", "It was withdrawn meanwhile: restore it before you correct it.");
    if (version !== input.version) throw staleEdit({ version, whatHappened, impact, whatWeDo, nextUpdateAt });
    const { now } = context;
    const after = {
      ...{ whatHappened: input.whatHappened, impact: input.impact, whatWeDo: input.whatWeDo },
      nextUpdateAt: promiseTyped(input.nextUpdate, { zone: incident.timeZone, now, shown: nextUpdateAt }),
    };
    const result = { id, ref: incident.ref };
    if (JSON.stringify(after) === JSON.stringify({ whatHappened, impact, whatWeDo, nextUpdateAt }))
      return result;
    const { reason } = input;
    await tx.statusUpdateRevision.create({
      data: {
        ...{ updateId: id, version, whatHappened, impact, whatWeDo, nextUpdateAt },
        ...{ supersededAt: now, supersededById: context.actor.id, reason },
      },
    });
    await tx.statusUpdate.update({ where: { id }, data: { ...after, version: { increment: 1 } } });
    changed(
      { kind: "status-update", id, incidentId: incident.id },
      {
        whatHappened: [whatHappened, after.whatHappened],
        impact: [impact, after.impact],
        whatWeDo: [whatWeDo, after.whatWeDo],
        nextUpdateAt: [nextUpdateAt, after.nextUpdateAt],
        reason: [null, reason],
      },
    );
    await sayOf(tx, context, incident, `Corrected the update of ${said(before, incident)}: ${reason}`);
    return result;
  },
);

/** Takes an update back, with a reason; here it stays readable, outside only that there was one. Quiet when it is so already. */
export const withdrawUpdate = command(
  "status-update.withdraw",
  withdrawUpdateInput,
  async ({ tx, context, input, changed }) => {
    // What is told outside can be taken back also where the incident goes on elsewhere.
    const incident = await lockIncident(tx, context, input.ref, { merged: "too" });
    const update = await getUpdateRow(tx, incident, input.updateId);
    const result = { id: update.id, ref: incident.ref };
    if (update.withdrawnAt) return result;
    const { reason } = input;
    await tx.statusUpdate.update({
      where: { id: update.id },
      data: { withdrawnAt: context.now, withdrawnById: context.actor.id, withdrawnReason: reason },
    });
    changed(
      { kind: "status-update", id: update.id, incidentId: incident.id },
      { withdrawnAt: [null, context.now], reason: [null, reason] },
    );
    await sayOf(tx, context, incident, `Withdrew the update of ${said(update, incident)}: ${reason}`);
    return result;
  },
);

/** Brings back an update that was taken back. Quiet when it was not. */
export const restoreUpdate = command(
  "status-update.restore",
  restoreUpdateInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref, { merged: "too" });
    const update = await getUpdateRow(tx, incident, input.updateId);
    const result = { id: update.id, ref: incident.ref };
    if (!update.withdrawnAt) return result;
    await tx.statusUpdate.update({
      where: { id: update.id },
      data: { withdrawnAt: null, withdrawnById: null, withdrawnReason: null },
    });
    changed(
      { kind: "status-update", id: update.id, incidentId: incident.id },
      { withdrawnAt: [update.withdrawnAt, null], withdrawnReason: [update.withdrawnReason, null] },
    );
    await sayOf(tx, context, incident, `Restored the update of ${said(update, incident)}`);
    return result;
  },
);

async function getUpdateRow(
  tx: Transaction,
  incident: Pick<Incident, "id" | "ref">,
  id: string,
): Promise<StatusUpdate> {
  const update = isUuid(id)
    ? await tx.statusUpdate.findFirst({ where: { id, incidentId: incident.id } })
    : null;
  if (!update) throw new Refusal("not_found", `${incident.ref} has no such update.`);
  return update;
}

function demandTakesUpdates(incident: Incident): void {
  const verdict = mayTakeUpdates(incident);
  if (!verdict.may) throw new Refusal("conflict", verdict.reason);
}

const sayOf = (tx: Transaction, context: Context, incident: Incident, text: string) =>
  writeSystemEntry(tx, context, incident, { kind: communication, text });

/** An entry may be read on other clocks than the incident's: what it says of times names theirs. */
const said = ({ at }: Pick<StatusUpdate, "at">, { timeZone }: Incident) =>
  `${promiseWritten(at, timeZone)} ${timeZone}`;

const promise = (at: Date | null, incident: Incident) =>
  at ? `, the next one promised by ${said({ at }, incident)}` : "";
