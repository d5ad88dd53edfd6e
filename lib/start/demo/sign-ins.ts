import { addressOf, guides, people } from "../../../prisma/sample/people";
import { databaseNow } from "../../core/clock";
import { nobodyContext, systemContext } from "../../core/context";
import { database } from "../../core/database";
import { offerPasswordReset, resetPassword } from "../../people/invitations/commands";
import { roleLabels } from "../../people/labels";
import { passphrase } from "./passphrase";

/** A sign-in for a visitor. */
export type SignIn = { role: string; name: string; email: string; password: string };

/**
 * New passwords for one person a role, by the way that anybody takes who lost theirs. They are kept nowhere: each start
 * makes new ones, which ends the sessions that began with the old.
 */
export async function makeSignIns(): Promise<SignIn[]> {
  const now = await databaseNow();
  return Promise.all(
    guides.map(async (key) => {
      const { name, role } = people[key];
      const email = addressOf(key);
      const { id } = await database().person.findUniqueOrThrow({ where: { email }, select: { id: true } });
      const { token } = await offerPasswordReset(systemContext(now, "cli"), { personId: id });
      const password = passphrase();
      await resetPassword(nobodyContext(now, "cli"), { token, password });
      return { role: roleLabels[role], name, email, password };
    }),
  );
}

/** The same as lines for a terminal, with what to know about them. */
export async function signInsToPrint(): Promise<string> {
  const lines = (await makeSignIns()).map(
    ({ role, name, email, password }) =>
      `  ${role.padEnd(10)} ${name.padEnd(15)} ${email.padEnd(30)} ${password}`,
  );
  return [
    "Sign in as any of them. The passwords were made this moment and are kept nowhere:",
    ...lines,
    "The next start makes new ones. To start over: npm run demo -- --fresh",
  ].join("\n");
}
