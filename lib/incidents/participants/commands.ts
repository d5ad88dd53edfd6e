import { command } from "../../core/command";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { touchIncident } from "../document-version";
import { lockIncident } from "../queries";
import { writeSystemEntry } from "../timeline/commands";
import { mayTakePart, sentenceOfRole } from "./rules";
import { participantInput } from "./schema";

/**
 * Gives a person a role in the incident. Every role but participant is held by one person: giving it to another is a
 * hand-over, and leaves an entry. In a restricted incident this is also what lets a person see it.
 */
export const addParticipant = command(
  "incident.add-participant",
  participantInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref);
    const { id: incidentId, ref } = incident;
    const { personId, role } = input;
    const person = await tx.person.findUnique({ where: { id: personId } });
    if (!person) throw refused("Choose a person from the list.");
    const verdict = mayTakePart(person, role);
    if (!verdict.may) throw refused(verdict.reason);
    const holder = await tx.participant.findFirst({
      where: role === "participant" ? { incidentId, role, personId } : { incidentId, role },
      include: { person: { select: { name: true } } },
    });
    if (holder?.personId === personId) return { ref };
    if (holder) await tx.participant.deleteMany({ where: { incidentId, role, personId: holder.personId } });
    await tx.participant.create({ data: { incidentId, personId, role, addedAt: context.now } });
    changed(
      { kind: "participant", id: personId, incidentId },
      { [role]: [holder?.person.name ?? null, person.name] },
    );
    if (holder) await keepInside(tx, incidentId, holder.personId, context.now);
    const text = sentenceOfRole(role, holder?.person.name ?? null, person.name);
    if (text) await writeSystemEntry(tx, context, incident, { kind: "note", text });
    await touchIncident(tx, incidentId, context.now);
    return { ref };
  },
);

/** Takes a role from a person. Quiet when they do not have it. Whoever loses the last one no longer sees a restricted incident. */
export const removeParticipant = command(
  "incident.remove-participant",
  participantInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref);
    const { id: incidentId, ref } = incident;
    const where = { incidentId, personId: input.personId, role: input.role };
    const row = await tx.participant.findFirst({ where, include: { person: { select: { name: true } } } });
    if (!row) return { ref };
    await tx.participant.deleteMany({ where });
    changed({ kind: "participant", id: row.personId, incidentId }, { [row.role]: [row.person.name, null] });
    const text = sentenceOfRole(row.role, row.person.name, null);
    if (text) await writeSystemEntry(tx, context, incident, { kind: "note", text });
    await touchIncident(tx, incidentId, context.now);
    return { ref };
  },
);

/** Who hands a role over still takes part, and still sees a restricted incident. */
async function keepInside(tx: Transaction, incidentId: string, personId: string, now: Date): Promise<void> {
  if ((await tx.participant.count({ where: { incidentId, personId } })) > 0) return;
  await tx.participant.create({ data: { incidentId, personId, role: "participant", addedAt: now } });
}

const refused = (reason: string) => new Refusal("invalid", reason, { personId: reason });
