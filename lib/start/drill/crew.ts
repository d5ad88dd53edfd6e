import type { Role } from "../../../prisma/generated/enums";
import { addressOf, type PersonKey, people } from "../../../prisma/sample/people";
import { databaseNow } from "../../core/clock";
import { type Context, nobodyContext } from "../../core/context";
import { createApiKey } from "../../people/api-keys/commands";
import { acceptInvitation, invite, setUpAdmin } from "../../people/invitations/commands";

/** Somebody who takes part in a drill. */
export type Hand = { id: string; name: string; role: Role; email: string; password: string };

/** Those who take part: who sets things up, who leads and deploys, who is on call. */
export type Crew = { admin: Hand; lead: Hand; responder: Hand };

/** Makes the first admin with the token of the start, and lets the others in by invitation. */
export async function gatherCrew(setUpToken: string, makePassword: () => string): Promise<Crew> {
  const admin = await becomeAdmin(setUpToken, makePassword());
  return {
    admin,
    lead: await join(admin, "david", makePassword()),
    responder: await join(admin, "mike", makePassword()),
  };
}

/** That person at their desk, now. */
export async function asHand({ id, name, role }: Hand): Promise<Context> {
  return { actor: { id, name, role, via: "web" }, now: await databaseNow(), requestId: "drill" };
}

/** A key with which a program acts for that person: it reads and writes what these nouns are. */
export async function keyFor(hand: Hand, nouns: readonly string[]): Promise<string> {
  const scopes = nouns.flatMap((noun) => [`${noun}:read`, `${noun}:write`]);
  const { token } = await createApiKey(await asHand(hand), { name: "drill", scopes });
  return token;
}

async function becomeAdmin(token: string, password: string): Promise<Hand> {
  const { role, ...profile } = profileOf("ingrid");
  const { personId } = await setUpAdmin(nobodyContext(await databaseNow()), { token, password, ...profile });
  return { id: personId, name: profile.name, role, email: profile.email, password };
}

async function join(admin: Hand, key: PersonKey, password: string): Promise<Hand> {
  const { role, timeZone, ...profile } = profileOf(key);
  const { token, personId } = await invite(await asHand(admin), { ...profile, role });
  const { name, title, email } = profile;
  await acceptInvitation(nobodyContext(await databaseNow()), { token, name, title, password, timeZone });
  return { id: personId, name, role, email, password };
}

function profileOf(key: PersonKey) {
  const { name, title, role, zone } = people[key];
  return { name, title, role, email: addressOf(key), timeZone: zone };
}
