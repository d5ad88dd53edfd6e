"use server";

import type { Context } from "@/lib/core/context";
import type { ActionName } from "@/lib/core/permissions";
import { isRefusal } from "@/lib/core/refusal";
import { acceptInvitation, resetPassword, setUpAdmin } from "@/lib/people/invitations/commands";
import { action } from "@/lib/web/action";
import { beginBrowserSession } from "@/lib/web/browser-session";
import { ownPath } from "@/lib/web/own-path";

type Sent = { email?: unknown; password?: unknown; callbackUrl?: unknown };

type MakesAccount = ((context: Context, input: unknown) => Promise<{ email: string }>) & {
  readonly action: ActionName;
};

const signIn = async (context: Context, input: unknown) => {
  const { email, password, callbackUrl } = input as Sent;
  await beginBrowserSession(context, { email, password });
  return ownPath(callbackUrl);
};

/** Does it, and signs in whoever did it, for they have just chosen the password. Says where to go. */
function andSignIn(command: MakesAccount) {
  const run = async (context: Context, input: unknown) => {
    const { email } = await command(context, input);
    try {
      await beginBrowserSession(context, { email, password: (input as Sent).password });
      return "/";
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return "/sign-in";
    }
  };
  return Object.assign(run, { action: command.action });
}

const goThere = { goTo: (path: string) => path };

export const submitSignIn = action(Object.assign(signIn, { action: "session.begin" as const }), goThere);

export const submitSetUp = action(andSignIn(setUpAdmin), goThere);

export const submitAcceptance = action(andSignIn(acceptInvitation), goThere);

export const submitNewPassword = action(resetPassword, { goTo: () => "/sign-in?notice=password-set" });
