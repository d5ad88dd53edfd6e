import { z } from "zod";
import { passwordField } from "../passwords/schema";
import { codeField } from "../second-factor/schema";

const MOST_CHARACTERS = 300;

/** What the sign-in form and its door send. `address` is the peer's network address, empty when unknown. */
export const beginSessionInput = z.object({
  email: z
    .string({ error: "Give your e-mail address." })
    .trim()
    .toLowerCase()
    .min(1, "Give your e-mail address.")
    .max(254, "An e-mail address has at most 254 characters."),
  password: passwordField,
  userAgent: z
    .string()
    .default("")
    .transform((text) => text.slice(0, MOST_CHARACTERS)),
  address: z.string().max(100).default(""),
});

/** The password again, and the code where there is a second factor, in a session that goes on. */
export const proveSessionInput = z.object({
  password: passwordField,
  code: codeField.optional(),
  sessionId: z.uuid(),
});

/** Names one of the actor's own sessions. */
export const sessionInput = z.object({ sessionId: z.uuid("Choose a session.") });
