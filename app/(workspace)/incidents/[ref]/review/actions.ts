"use server";

import { Refusal } from "@/lib/core/refusal";
import { proveSession } from "@/lib/people/sign-in/commands";
import { giveSignOff, linkSignature, returnSignOff } from "@/lib/reviews/sign-offs/commands";
import { action } from "@/lib/web/action";
import type { FormState } from "@/lib/web/form-state";
import { currentSession } from "@/lib/web/session";

const toReview = ({ ref }: { ref: string }) => `/incidents/${ref}/review`;

export async function submitSignOff(before: FormState, form: FormData): Promise<FormState> {
  const submit = action(giveSignOff, {
    goTo: toReview,
    // The password and the signature are one act: whoever signs has just said who they are. Whoever signed in at a
    // provider has confirmed it there before, and the command looks how long ago.
    add: async ({ context, sessionId }) => {
      const { session } = await currentSession();
      if (!session || !sessionId) throw new Refusal("unauthenticated", "Sign in to sign.");
      if (session.identityId) return { sessionId };
      const code = form.get("code");
      await proveSession(context, {
        sessionId,
        password: form.get("password") ?? "",
        ...(code === null ? {} : { code }),
      });
      return { sessionId };
    },
  });
  return submit(before, form);
}

export const submitReturn = action(returnSignOff, { goTo: toReview });
export const submitLink = action(linkSignature, { goTo: toReview });
