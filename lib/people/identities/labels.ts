/** Why somebody who comes from the provider is not let in, as the word that stands in the sign-in page's address. */
export const providerNotices = [
  "provider_unreachable",
  "provider_failed",
  "provider_unverified",
  "provider_not_admitted",
  "provider_not_set_up",
  "provider_not_again",
  "provider_somebody_else",
] as const;

/** One of them. */
export type ProviderNotice = (typeof providerNotices)[number];

/** What each says to whoever signs in. None tells whether an account exists here; the log has the reason. */
export const providerSentences: Readonly<Record<ProviderNotice, string>> = {
  provider_unreachable: "The sign-in service does not answer at this moment. Try again in a little while.",
  provider_failed: "Signing in there did not come to an end, or took too long. Try it here once more.",
  provider_unverified:
    "The sign-in service does not say that your e-mail address is verified, and only a verified address is taken. Verify it there, then come back.",
  provider_not_admitted: "Your account there does not open Highwater. Ask an admin.",
  provider_not_set_up:
    "Highwater is not set up yet. Whoever runs it first makes the first admin, with the set-up link.",
  provider_not_again:
    "The sign-in service did not ask who you are again, and a signature needs that. Confirm there once more.",
  provider_somebody_else: "You confirmed there as somebody else than you are here. Nothing was changed.",
};
