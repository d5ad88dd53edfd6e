import { z } from "zod";
import type { Identity, Person } from "../../../prisma/generated/client";
import { command, type FieldChanges } from "../../core/command";
import type { Transaction } from "../../core/database";
import { log } from "../../core/log";
import { Refusal } from "../../core/refusal";
import { type ProviderSettings, signInSettings } from "../../core/sign-in-settings";
import { holdAdmins } from "../admins";
import { revokeLinks } from "../invitations/links/commands";
import { signedIn } from "../queries";
import { isLastAdmin } from "../rules";
import { personInput } from "../schema";
import { endSessions, markSessionProved, startSession } from "../sign-in/sessions";
import { type ProviderProof, providerProofField } from "./proof";
import { refusedAtProvider } from "./refusals";
import { type Comer, roleFor, whoComes } from "./rules";

type Admitted = { person: Person; identity: Identity; fields: FieldChanges };

/**
 * Begins a session for whoever the provider vouches for. Somebody new is made, with the role of their groups; somebody
 * known by their verified address alone is linked, once; groups decide about roles again at each sign-in. Refuses with
 * 'forbidden' and a word for the sign-in page.
 */
export const beginSessionAtProvider = command(
  "session.begin-at-provider",
  z.object({
    proof: providerProofField,
    userAgent: z.string().transform((text) => text.slice(0, 300)),
    address: z.string().max(100),
  }),
  async ({ tx, context: { now }, input: { proof, ...device }, changed }) => {
    const settings = settingsOf(proof);
    // Of two first sign-ins at once the second must see the person that the first made.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('highwater.identities'))`;
    const { person, identity, fields } = await admit(tx, now, proof, settings);
    const { id, token, expiresAt } = await startSession(tx, now, {
      ...device,
      personId: person.id,
      identityId: identity.id,
      provedAt: proof.again ? now : null,
    });
    changed(
      { kind: "session", id },
      { personId: [null, person.id], issuer: [null, identity.issuer], expiresAt: [null, expiresAt] },
    );
    if (Object.keys(fields).length > 0) changed({ kind: "person", id: person.id }, fields);
    return { token, personId: person.id };
  },
);

/**
 * Marks one's own session as proved a moment ago, because the provider asked again who its owner is. Refuses when the
 * provider did not ask, or vouches for somebody else.
 */
export const proveSessionAtProvider = command(
  "session.prove-at-provider",
  z.object({ proof: providerProofField, sessionId: z.uuid() }),
  async ({ tx, context, input: { proof, sessionId }, changed }) => {
    if (!proof.again) throw refusedAtProvider("provider_not_again", "it was not told to ask again");
    const personId = signedIn(context);
    const identity = await tx.identity.findUnique({
      where: { issuer_subject: { issuer: proof.issuer, subject: proof.claims.sub } },
    });
    if (identity?.personId !== personId)
      throw refusedAtProvider("provider_somebody_else", "the subject is not that of the session's person");
    const before = await markSessionProved(tx, context.now, {
      sessionId,
      personId,
      identityId: identity.id,
    });
    changed({ kind: "session", id: sessionId }, { provedAt: [before, context.now] });
    return { provedAt: context.now };
  },
);

/**
 * Forgets whom providers vouch for as this person, and ends their sessions: for an account that was made anew at the
 * provider. Their next sign-in there links them again. Quiet when there is nothing to forget.
 */
export const forgetIdentity = command(
  "identity.forget",
  personInput,
  async ({ tx, context: { now }, input: { personId }, changed }) => {
    const person = await tx.person.findUnique({ where: { id: personId }, include: { identities: true } });
    if (!person) throw new Refusal("not_found", "There is no such person.");
    if (person.identities.length === 0) return { personId };
    const ended = await endSessions(tx, now, personId);
    await tx.identity.deleteMany({ where: { personId } });
    changed(
      { kind: "person", id: personId },
      {
        identities: [person.identities.map(({ issuer, subject }) => ({ issuer, subject })), []],
        sessionsEnded: [0, ended],
      },
    );
    return { personId };
  },
);

async function admit(
  tx: Transaction,
  now: Date,
  { issuer, claims }: ProviderProof,
  settings: ProviderSettings,
): Promise<Admitted> {
  const who = whoComes(claims, settings);
  if (!who.known) throw refusedAtProvider(who.notice, who.reason);
  const subject = claims.sub;
  const known = await tx.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    include: { person: true },
  });
  const owner = await tx.person.findUnique({
    where: { email: who.comer.email },
    include: { identities: { where: { issuer } } },
  });
  if (known && owner && owner.id !== known.personId)
    throw notAdmitted("the provider gives somebody the address of another person");
  if (known) {
    const { person, ...row } = known;
    const fields = await takeRole(tx, person, who.comer, settings);
    const identity = await tx.identity.update({ where: { id: row.id }, data: { lastUsedAt: now } });
    return { person, identity, fields };
  }
  if (owner && owner.identities.length > 0)
    throw notAdmitted("another subject of the provider is linked to the person of this address");
  const admitted = owner
    ? { person: owner, fields: await takeRole(tx, owner, who.comer, settings) }
    : await makePerson(tx, now, who.comer, settings);
  const identity = await tx.identity.create({
    data: { personId: admitted.person.id, issuer, subject, createdAt: now, lastUsedAt: now },
  });
  // Whoever has come this way has answered the invitation; its link must not set a password afterwards.
  await revokeLinks(tx, now, { kind: "invitation", personId: admitted.person.id });
  return {
    ...admitted,
    identity,
    fields: { ...admitted.fields, identity: [null, { issuer, subject }] },
  };
}

async function makePerson(
  tx: Transaction,
  now: Date,
  { email, name, timeZone, groups }: Comer,
  settings: ProviderSettings,
): Promise<{ person: Person; fields: FieldChanges }> {
  const role = roleFor(null, groups, settings);
  if (!role) throw notAdmitted("no group is mapped to a role, and there is no default");
  // The first person closes the set-up; whoever it is must be able to let the others in.
  if (role !== "admin" && (await tx.person.count()) === 0)
    throw refusedAtProvider("provider_not_set_up", "nobody exists yet, and the groups make no admin");
  const data = { email, name, timeZone, role, createdAt: now };
  const [person] = await tx.person.createManyAndReturn({ data: [data], skipDuplicates: true });
  if (!person) throw new Refusal("conflict", "Somebody made this person at the same moment. Try again.");
  return { person, fields: { name: [null, name], email: [null, email], role: [null, role] } };
}

/** Holds a person's row, refuses somebody deactivated, and gives the role of the groups; the last admin stays one. */
async function takeRole(
  tx: Transaction,
  person: Person,
  { groups }: Comer,
  settings: ProviderSettings,
): Promise<FieldChanges> {
  const admins = await holdAdmins(tx);
  const held = await tx.$queryRaw<unknown[]>`
    select 1 from person where id = ${person.id}::uuid and deactivated_at is null for update`;
  if (held.length === 0) throw notAdmitted("the person was deactivated");
  const role = roleFor(person.role, groups, settings);
  if (!role) throw notAdmitted("no group is mapped to a role, and there is no default");
  if (role === person.role) return {};
  if (isLastAdmin(person, admins)) {
    log().warn({ personId: person.id, role }, "the groups would take the last admin away; the role stays");
    return {};
  }
  await tx.person.update({ where: { id: person.id }, data: { role } });
  return { role: [person.role, role] };
}

/** The settings that a proof was made under. A proof outlives no change of settings: both end with the process. */
function settingsOf({ issuer }: ProviderProof): ProviderSettings {
  const { provider } = signInSettings();
  if (provider?.issuer !== issuer) throw notAdmitted("the issuer is not the configured one");
  return provider;
}

const notAdmitted = (reason: string) => refusedAtProvider("provider_not_admitted", reason);
