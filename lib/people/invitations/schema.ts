import { z } from "zod";
import { newPasswordField } from "../passwords/schema";
import { emailField, nameField, roleField, timeZoneField, titleField } from "../schema";

/** The random part of a one-time link. */
export const tokenField = z.string({ error: "The link is not complete." }).min(1).max(200);

/** An invitation as an admin makes it. */
export const inviteInput = z.object({
  email: emailField,
  name: nameField,
  title: titleField,
  role: roleField,
});

/** What the first admin gives, with the token that the start printed. */
export const setUpInput = z.object({
  token: tokenField,
  email: emailField,
  name: nameField,
  title: titleField,
  password: newPasswordField,
  timeZone: timeZoneField,
});

/** What an invited person gives. */
export const acceptInvitationInput = z.object({
  token: tokenField,
  name: nameField,
  title: titleField,
  password: newPasswordField,
  timeZone: timeZoneField,
});

/** A new password by one-time link. */
export const resetPasswordInput = z.object({ token: tokenField, password: newPasswordField });
