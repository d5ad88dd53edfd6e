import type { CalloutTone } from "@/components/ui/callout";
import { providerSentences } from "@/lib/people/identities/labels";

type Notice = { tone: CalloutTone; text: string };

/** What the page says for a word in its address. Only these sentences are ever shown, never the address's own text. */
export const notices: Readonly<Record<string, Notice>> = {
  "password-set": { tone: "success", text: "Your new password is set. Sign in with it." },
  code_due: { tone: "danger", text: "This account asks for a code as well. Sign in here." },
  CredentialsSignin: { tone: "danger", text: "This e-mail address and password do not match." },
  rate_limited: { tone: "danger", text: "There were too many attempts. Wait a little before the next one." },
  unavailable: {
    tone: "danger",
    text: "Too many people are signing in at this moment. Try again in a few seconds.",
  },
  ...Object.fromEntries(
    Object.entries(providerSentences).map(([word, text]) => [word, { tone: "danger" as const, text }]),
  ),
};

/** For any other word that says that something failed. */
export const unknownFailure: Notice = {
  tone: "danger",
  text: "Signing in did not work. Try it here once more.",
};
