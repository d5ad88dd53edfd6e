import { Prisma } from "../../prisma/generated/client";
import { command } from "../core/command";
import type { Transaction } from "../core/database";
import { Refusal } from "../core/refusal";
import { holdAdmins } from "./admins";
import { revokeKeysOf } from "./api-keys/commands";
import { revokeLinks } from "./invitations/links/commands";
import { personBase, signedIn } from "./queries";
import { whyNotDeactivate, whyNotRole } from "./rules";
import { editPersonInput, personInput, profileInput } from "./schema";
import { endSessions } from "./sign-in/sessions";

/** Edits a person: name, address, title, role. Refuses to take the last admin away, and a form made before another's edit. */
export const editPerson = command(
  "person.edit",
  editPersonInput,
  async ({ tx, context, input: { personId, base, ...edit }, changed }) => {
    const admins = await holdAdmins(tx);
    const person = await findForUpdate(tx, personId);
    if (base !== undefined && base !== personBase(person)) {
      const { name, email, title, role } = person;
      const current = { name, email, title, role, base: personBase(person) };
      throw new Refusal("conflict", "Somebody changed this person while you were writing.", {}, { current });
    }
    const reason = whyNotRole(context.actor, person, edit.role, admins);
    if (reason) throw new Refusal("conflict", reason, { role: reason });
    await addressFree(
      () => tx.person.update({ where: { id: personId }, data: edit }),
      tx,
      edit.email,
      personId,
    );
    changed(
      { kind: "person", id: personId },
      {
        name: [person.name, edit.name],
        email: [person.email, edit.email],
        title: [person.title, edit.title],
        role: [person.role, edit.role],
      },
    );
    return { personId, base: personBase(edit) };
  },
);

/** Deactivates a person and ends all their sessions, links and API keys at once. Quiet when they are deactivated already. */
export const deactivatePerson = command(
  "person.deactivate",
  personInput,
  async ({ tx, context, input: { personId }, changed }) => {
    const { actor, now } = context;
    const admins = await holdAdmins(tx);
    const person = await findForUpdate(tx, personId);
    if (person.deactivatedAt) return { personId };
    const reason = whyNotDeactivate(actor, person, admins);
    if (reason) throw new Refusal("conflict", reason);
    await tx.person.update({
      where: { id: personId },
      data: { deactivatedAt: now, deactivatedById: actor.id },
    });
    const ended = await endSessions(tx, now, personId);
    await revokeLinks(tx, now, { personId });
    const keys = await revokeKeysOf(tx, context, personId);
    changed(
      { kind: "person", id: personId },
      { deactivatedAt: [null, now], sessionsEnded: [0, ended], keysRevoked: [0, keys] },
    );
    return { personId };
  },
);

/** Lets a deactivated person sign in again, as they did before. Quiet when they are active. */
export const reactivatePerson = command(
  "person.reactivate",
  personInput,
  async ({ tx, input: { personId }, changed }) => {
    const person = await findForUpdate(tx, personId);
    if (!person.deactivatedAt) return { personId };
    await tx.person.update({
      where: { id: personId },
      data: { deactivatedAt: null, deactivatedById: null },
    });
    changed({ kind: "person", id: personId }, { deactivatedAt: [person.deactivatedAt, null] });
    return { personId };
  },
);

/** Edits one's own name, title and time zone. */
export const editProfile = command(
  "person.edit-profile",
  profileInput,
  async ({ tx, context, input, changed }) => {
    const person = await findForUpdate(tx, signedIn(context));
    const { name, title, timeZone } = person;
    if (name === input.name && title === input.title && timeZone === input.timeZone) return input;
    await tx.person.update({ where: { id: person.id }, data: input });
    changed(
      { kind: "person", id: person.id },
      { name: [name, input.name], title: [title, input.title], timeZone: [timeZone, input.timeZone] },
    );
    return input;
  },
);

async function findForUpdate(tx: Transaction, personId: string) {
  await tx.$queryRaw`select 1 from person where id = ${personId}::uuid for update`;
  const person = await tx.person.findUnique({ where: { id: personId } });
  if (!person) throw new Refusal("not_found", "There is no such person.");
  return person;
}

async function addressFree(
  write: () => Promise<unknown>,
  tx: Transaction,
  email: string,
  personId: string,
): Promise<void> {
  const other = await tx.person.findUnique({ where: { email } });
  const taken = (name: string) => {
    const sentence = `${name} has this address already.`;
    return new Refusal("conflict", sentence, { email: sentence });
  };
  if (other && other.id !== personId) throw taken(other.name);
  try {
    await write();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw taken("Somebody else");
    throw error;
  }
}
