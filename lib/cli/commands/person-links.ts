import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { publicUrl } from "../../core/env";
import { Refusal } from "../../core/refusal";
import { invite, offerPasswordReset, renewInvitation } from "../../people/invitations/commands";
import { stateOf } from "../../people/rules";
import { resetSecondFactor } from "../../people/second-factor/commands";

/** What the operator is told: for whom, what the link does, the link, and until when it works. */
export type LinkToHandOver = { email: string; purpose: string; address: string; expiresAt: Date };

/**
 * A one-time link with which the owner of an address sets a new password, also when the last admin lost theirs; a new
 * invitation for somebody who never accepted one. Refuses with 'not_found' when nobody has the address.
 */
export async function offerLink(context: Context, email: string): Promise<LinkToHandOver> {
  const person = await personOf(email);
  if (stateOf(person) === "invited")
    return invitationLink(await renewInvitation(context, { personId: person.id }));
  const { token, expiresAt } = await offerPasswordReset(context, { personId: person.id });
  const address = `${publicUrl()}/reset-password/${token}`;
  return { email: person.email, purpose: "set a new password", address, expiresAt };
}

/** Takes the second factor from somebody who lost it, also from the last admin. Returns their address. */
export async function dropSecondFactor(context: Context, email: string): Promise<string> {
  return (await resetSecondFactor(context, { personId: (await personOf(email)).id })).email;
}

/** Adds a person and gives the link with which they choose their password. */
export async function addPerson(context: Context, input: unknown): Promise<LinkToHandOver> {
  return invitationLink(await invite(context, input));
}

async function personOf(email: string) {
  const where = { email: email.trim().toLowerCase() };
  const person = await database().person.findUnique({ where, include: { identities: true } });
  if (!person) throw new Refusal("not_found", `Nobody has the address ${email}.`);
  return person;
}

function invitationLink(offer: { email: string; token: string; expiresAt: Date }): LinkToHandOver {
  const { email, token, expiresAt } = offer;
  return {
    email,
    purpose: "accept the invitation",
    address: `${publicUrl()}/invitation/${token}`,
    expiresAt,
  };
}
