import { z } from "zod";
import { command } from "../../core/command";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { signInSettings } from "../../core/sign-in-settings";
import { hashNewPassword } from "../passwords/hashing";
import { stateOf } from "../rules";
import { personInput } from "../schema";
import { endSessions } from "../sign-in/sessions";
import { type LinkOffer, makeLink, spendLink, spendPersonalLink } from "./links/commands";
import { acceptInvitationInput, inviteInput, resetPasswordInput, setUpInput } from "./schema";

/** A link to hand over: whom it is for, the token that is shown this once, and until when it works. */
export type Offer = LinkOffer & { personId: string; email: string };

/** Invites somebody. Returns the link's token once; only its hash is kept. An address that is taken is a conflict. */
export const invite = command("person.invite", inviteInput, async ({ tx, context, input, changed }) => {
  const { name, email, title, role } = input;
  // One statement both looks and writes: of two at once the second waits for the first, and then sees its person.
  const [person] = await tx.person.createManyAndReturn({
    data: [{ ...input, createdAt: context.now }],
    skipDuplicates: true,
    select: { id: true },
  });
  if (!person) throw await addressTaken(tx, email);
  changed(
    { kind: "person", id: person.id },
    { name: [null, name], email: [null, email], title: [null, title], role: [null, role] },
  );
  const link = await makeLink(tx, context, "invitation", person.id);
  return { ...link, personId: person.id, email } satisfies Offer;
});

/** A new invitation for somebody who has not accepted theirs; the old link stops working. */
export const renewInvitation = command(
  "person.renew-invitation",
  personInput,
  async ({ tx, context, input: { personId }, changed }) => {
    const person = await tx.person.findUnique({ where: { id: personId }, include: { identities: true } });
    if (!person) throw new Refusal("not_found", "There is no such person.");
    if (stateOf(person) === "active")
      throw new Refusal(
        "conflict",
        `${person.name} has accepted the invitation. Offer a new password instead.`,
      );
    if (person.deactivatedAt)
      throw new Refusal("conflict", `${person.name} was deactivated. Reactivate them first.`);
    const link = await makeLink(tx, context, "invitation", personId);
    changed({ kind: "person", id: personId }, { invitationExpiresAt: [null, link.expiresAt] });
    return { ...link, personId, email: person.email } satisfies Offer;
  },
);

/** Accepts an invitation: sets name, zone and password. Of two at once, one wins. Returns the address to sign in with. */
export const acceptInvitation = command(
  "person.accept-invitation",
  acceptInvitationInput,
  async ({ tx, context, input: { token, password, ...profile }, changed }) => {
    if (!signInSettings().passwords)
      throw new Refusal("forbidden", "Passwords are switched off here. Sign in with the button instead.");
    const person = await spendPersonalLink(tx, context.now, "invitation", token);
    const passwordHash = await hashNewPassword(password, { ...profile, email: person.email }, "password");
    await tx.person.update({ where: { id: person.id }, data: { ...profile, passwordHash } });
    changed(
      { kind: "person", id: person.id },
      {
        name: [person.name, profile.name],
        title: [person.title, profile.title],
        timeZone: [person.timeZone, profile.timeZone],
        invitation: ["open", "accepted"],
      },
    );
    return { personId: person.id, email: person.email };
  },
);

/**
 * A link by which somebody who lost their password sets a new one, or somebody who had none a first. Nothing changes for
 * them until they use it, and a second factor stays. Where passwords are off only the operator's command makes one.
 */
export const offerPasswordReset = command(
  "person.offer-password-reset",
  personInput,
  async ({ tx, context, input: { personId }, changed }) => {
    if (!signInSettings().passwords && context.actor.via !== "cli")
      throw new Refusal(
        "conflict",
        "Passwords are switched off here. The operator's command can make a link.",
      );
    const person = await tx.person.findUnique({ where: { id: personId }, include: { identities: true } });
    if (!person) throw new Refusal("not_found", "There is no such person.");
    if (person.deactivatedAt)
      throw new Refusal("conflict", `${person.name} was deactivated. Reactivate them first.`);
    if (stateOf(person) === "invited")
      throw new Refusal(
        "conflict",
        `${person.name} has not accepted their invitation. Make a new one instead.`,
      );
    const link = await makeLink(tx, context, "password_reset", personId);
    changed({ kind: "person", id: personId }, { passwordLinkExpiresAt: [null, link.expiresAt] });
    return { ...link, personId, email: person.email } satisfies Offer;
  },
);

/** Sets a new password by one-time link and ends every session of the account. */
export const resetPassword = command(
  "person.reset-password",
  resetPasswordInput,
  async ({ tx, context, input: { token, password }, changed }) => {
    const person = await spendPersonalLink(tx, context.now, "password_reset", token);
    const passwordHash = await hashNewPassword(password, person, "password");
    await tx.person.update({ where: { id: person.id }, data: { passwordHash } });
    const ended = await endSessions(tx, context.now, person.id);
    changed({ kind: "person", id: person.id }, { password: ["forgotten", "set"], sessionsEnded: [0, ended] });
    return { personId: person.id, email: person.email };
  },
);

/** Makes the set-up token of a Highwater in which nobody exists yet, replacing the one before. Null when somebody does. */
export const offerSetUp = command("person.offer-set-up", z.object({}), async ({ tx, context, changed }) => {
  await oneAtATime(tx);
  if ((await tx.person.count()) > 0) return null;
  const link = await makeLink(tx, context, "setup", null);
  changed({ kind: "set-up", id: "first-run" }, { expiresAt: [null, link.expiresAt] });
  return link;
});

/** Makes the first admin with the token that the start printed. Of two claims at once, exactly one wins. */
export const setUpAdmin = command(
  "person.set-up-admin",
  setUpInput,
  async ({ tx, context, input: { token, password, ...profile }, changed }) => {
    await oneAtATime(tx);
    if ((await tx.person.count()) > 0)
      throw new Refusal("conflict", "Highwater has been set up already. Sign in instead.");
    await spendLink(tx, context.now, "setup", token);
    const passwordHash = await hashNewPassword(password, profile, "password");
    const person = await tx.person.create({
      data: { ...profile, role: "admin", passwordHash, createdAt: context.now },
    });
    changed(
      { kind: "person", id: person.id },
      { name: [null, profile.name], email: [null, profile.email], role: [null, "admin"] },
    );
    return { personId: person.id, email: person.email };
  },
);

async function addressTaken(tx: Transaction, email: string): Promise<Refusal> {
  const taken = await tx.person.findUniqueOrThrow({ where: { email }, include: { identities: true } });
  const sentence = taken.deactivatedAt
    ? `${taken.name} has this address and was deactivated. Reactivate them instead.`
    : stateOf(taken) === "active"
      ? `${taken.name} has this address already.`
      : `${taken.name} is invited already. Open their page to make a new link.`;
  return new Refusal("conflict", sentence, { email: sentence }, { personId: taken.id });
}

/** Lets one process at a time decide whether this is the first run; the others wait for its commit. */
async function oneAtATime(tx: { $executeRaw: (query: TemplateStringsArray) => Promise<number> }) {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('highwater.set-up'))`;
}
