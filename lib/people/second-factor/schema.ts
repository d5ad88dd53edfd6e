import { z } from "zod";
import { passwordField } from "../passwords/schema";

/** A code of the device, or a recovery code. */
export const codeField = z
  .string({ error: "Give a code." })
  .trim()
  .min(1, "Give a code.")
  .max(100, "This is no code.");

/** The start of a second factor: the password, in a session that goes on. */
export const beginSecondFactorInput = z.object({ password: passwordField, sessionId: z.uuid() });

/** The first code, which shows that the device has the secret. */
export const confirmSecondFactorInput = z.object({ code: codeField });

/** What changes a second factor that works: password and code. */
export const changeSecondFactorInput = z.object({
  password: passwordField,
  code: codeField,
  sessionId: z.uuid(),
});

/** The second step of a sign-in. */
export const finishSignInInput = z.object({
  challenge: z.string({ error: "Sign in again from the start." }).max(2_000),
  code: codeField,
  userAgent: z
    .string()
    .default("")
    .transform((text) => text.slice(0, 300)),
  address: z.string().max(100).default(""),
});
