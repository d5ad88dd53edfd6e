import { z } from "zod";
import { check, command } from "../../core/command";
import type { Context } from "../../core/context";
import { demand } from "../../core/permissions";
import { holdsStill, proveOwnPassword } from "../sign-in/commands";
import { proofField } from "../sign-in/proof";
import { endSessions } from "../sign-in/sessions";
import { hashNewPassword } from "./hashing";
import { changePasswordInput, newPasswordField } from "./schema";

const setPassword = command(
  "person.change-password",
  z.object({ proof: proofField, newPassword: newPasswordField, sessionId: z.uuid() }),
  async ({ tx, context, input: { proof, newPassword, sessionId }, changed }) => {
    await holdsStill(tx, proof);
    const person = await tx.person.findUniqueOrThrow({ where: { id: proof.personId } });
    const passwordHash = await hashNewPassword(newPassword, person, "newPassword");
    await tx.person.update({ where: { id: person.id }, data: { passwordHash } });
    const ended = await endSessions(tx, context.now, person.id, sessionId);
    changed({ kind: "person", id: person.id }, { password: ["old", "new"], otherSessionsEnded: [0, ended] });
    return { ended };
  },
);

/**
 * Changes one's own password and ends one's other sessions. Returns how many ended. Refuses with 'invalid' at
 * `currentPassword` or `newPassword`, or with 'rate_limited'.
 */
export const changePassword = Object.assign(
  async (context: Context, raw: unknown) => {
    demand(context, "person.change-password");
    const { currentPassword, newPassword, sessionId } = check(changePasswordInput, raw);
    const proof = await proveOwnPassword(context, {
      password: currentPassword,
      sessionId,
      field: "currentPassword",
    });
    return setPassword(context, { proof, newPassword, sessionId });
  },
  { action: "person.change-password" as const },
);
