"use server";

import type { Context } from "@/lib/core/context";
import type { ActionName } from "@/lib/core/permissions";
import { isRefusal } from "@/lib/core/refusal";
import { signInSettings } from "@/lib/core/sign-in-settings";
import { acceptInvitation, resetPassword, setUpAdmin } from "@/lib/people/invitations/commands";
import { action } from "@/lib/web/action";
import { beginBrowserSession, finishBrowserSession } from "@/lib/web/browser-session";
import { ownPath } from "@/lib/web/own-path";

type Sent = { email?: unknown; password?: unknown; code?: unknown; callbackUrl?: unknown };

type MakesAccount = ((context: Context, input: unknown) => Promise<{ email: string }>) & {
  readonly action: ActionName;
};

const signIn = async (context: Context, input: unknown) => {
  const { email, password, callbackUrl } = input as Sent;
  return beginBrowserSession(context, { email, password }, { next: ownPath(callbackUrl) });
};

const giveCode = async (context: Context, input: unknown) => {
  const { code, callbackUrl } = input as Sent;
  await finishBrowserSession(context, code);
  return ownPath(callbackUrl);
};

/** Does it, and signs in whoever did it, for they have just chosen the password. Says where to go. */
function andSignIn(command: MakesAccount) {
  const run = async (context: Context, input: unknown) => {
    const { email } = await command(context, input);
    const { password } = input as Sent;
    try {
      return await beginBrowserSession(context, { email, password }, { next: "/", afterLink: true });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return "/sign-in";
    }
  };
  return Object.assign(run, { action: command.action });
}

const goThere = { goTo: (path: string) => path };

export const submitSignIn = action(Object.assign(signIn, { action: "session.begin" as const }), goThere);

export const submitCode = action(Object.assign(giveCode, { action: "session.begin" as const }), goThere);

export const submitSetUp = action(andSignIn(setUpAdmin), goThere);

export const submitAcceptance = action(andSignIn(acceptInvitation), goThere);

const choosePassword = async (context: Context, input: unknown) => {
  // Where passwords are off, the link itself is the way in.
  if (!signInSettings().passwords) return andSignIn(resetPassword)(context, input);
  await resetPassword(context, input);
  return "/sign-in?notice=password-set";
};

export const submitNewPassword = action(
  Object.assign(choosePassword, { action: resetPassword.action }),
  goThere,
);
