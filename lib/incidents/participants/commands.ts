import { command, type Work } from "../../core/command";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { touchIncident } from "../document-version";
import { lockIncident } from "../queries";
import { findRoleMeant, type RoleMeant } from "../roles/queries";
import { isPlain } from "../roles/rules";
import { writeSystemEntry } from "../timeline/commands";
import { mayTakePart, sentenceOfRole } from "./rules";
import { participantInput } from "./schema";

/**
 * Gives a person a role in the incident, a built-in one or one of the team's own. Every role but participant is held by
 * one person: giving it to another is a hand-over, and leaves an entry. In a restricted incident this is also what lets
 * a person see it.
 */
export const addParticipant = command(
  "incident.add-participant",
  participantInput,
  async ({ tx, context, input, changed }) => {
    // Who may see it is decided also where it goes on elsewhere.
    const incident = await lockIncident(tx, context, input.ref, { merged: "too" });
    const { id: incidentId, ref } = incident;
    const { personId } = input;
    const role = await roleMeant(tx, input.role);
    const person = await tx.person.findUnique({ where: { id: personId } });
    if (!person) throw refused("personId", "Choose a person from the list.");
    const held = { incidentId, role: role.role, customRoleId: role.customRoleId };
    const holder = await tx.participant.findFirst({
      where: isPlain(role) ? { ...held, personId } : held,
      include: { person: { select: { name: true } } },
    });
    const verdict = mayTakePart(person, role);
    if (!verdict.may) throw refused("personId", verdict.reason);
    if (holder?.personId === personId) return { ref };
    if (role.archived) throw refused("role", `${role.name} is no longer given.`);
    if (holder) await tx.participant.deleteMany({ where: { ...held, personId: holder.personId } });
    await tx.participant.create({
      data: { ...held, personId, tookOverFromId: holder?.personId ?? null, addedAt: context.now },
    });
    changed(
      { kind: "participant", id: personId, incidentId },
      { [role.key]: [holder?.person.name ?? null, person.name] },
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
    // Who may see it is decided also where it goes on elsewhere.
    const incident = await lockIncident(tx, context, input.ref, { merged: "too" });
    const { id: incidentId, ref } = incident;
    const role = await roleMeant(tx, input.role);
    const where = {
      ...{ incidentId, personId: input.personId },
      ...{ role: role.role, customRoleId: role.customRoleId },
    };
    const row = await tx.participant.findFirst({ where, include: { person: { select: { name: true } } } });
    if (!row) return { ref };
    await tx.participant.deleteMany({ where });
    changed({ kind: "participant", id: row.personId, incidentId }, { [role.key]: [row.person.name, null] });
    const text = sentenceOfRole(role, row.person.name, null);
    if (text) await writeSystemEntry(tx, context, incident, { kind: "note", text });
    await touchIncident(tx, incidentId, context.now);
    return { ref };
  },
);

/** Who takes part in one incident takes part in another from now on, without a role there. */
export async function bringPeople(
  { tx, context: { now }, changed }: Work,
  sourceId: string,
  targetId: string,
): Promise<void> {
  const there = { participations: { none: { incidentId: targetId } } };
  const people = await tx.participant.findMany({
    where: { incidentId: sourceId, person: { deactivatedAt: null, ...there } },
    select: { personId: true, person: { select: { name: true } } },
    distinct: ["personId"],
    orderBy: { personId: "asc" },
  });
  await tx.participant.createMany({
    data: people.map(({ personId }) => ({
      incidentId: targetId,
      personId,
      role: "participant",
      addedAt: now,
    })),
    skipDuplicates: true,
  });
  for (const { personId, person } of people)
    changed(
      { kind: "participant", id: personId, incidentId: targetId },
      { participant: [null, person.name] },
    );
}

/** Who hands a role over still takes part, and still sees a restricted incident. */
async function keepInside(tx: Transaction, incidentId: string, personId: string, now: Date): Promise<void> {
  if ((await tx.participant.count({ where: { incidentId, personId } })) > 0) return;
  await tx.participant.create({ data: { incidentId, personId, role: "participant", addedAt: now } });
}

async function roleMeant(tx: Transaction, key: string): Promise<RoleMeant> {
  const role = await findRoleMeant(tx, key);
  if (!role) throw refused("role", `There is no role ${key}.`);
  return role;
}

const refused = (field: "role" | "personId", reason: string) =>
  new Refusal("invalid", reason, { [field]: reason });
