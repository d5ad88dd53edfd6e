import { z } from "zod";
import { longestPassword, shortestPassword } from "./rules";

/** A password that somebody chooses, as far as its length goes; `rules.ts` judges the rest. */
export const newPasswordField = z
  .string({ error: "Choose a password." })
  .min(1, "Choose a password.")
  .min(shortestPassword, `Use at least ${shortestPassword} characters.`)
  .max(longestPassword, `Use at most ${longestPassword} characters.`);

/** A password that is to be proved; never trimmed or changed. */
export const passwordField = z
  .string({ error: "Give your password." })
  .min(1, "Give your password.")
  .max(longestPassword, "This is not your password.");

/** A change of one's own password. `sessionId` is the session that goes on. */
export const changePasswordInput = z.object({
  currentPassword: passwordField,
  newPassword: newPasswordField,
  sessionId: z.uuid(),
});
