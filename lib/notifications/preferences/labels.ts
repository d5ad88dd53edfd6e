import type { MailWish } from "../../../prisma/generated/enums";

/** Wishes as people say them; `by` is how they say the channel: "by e-mail". */
export const wishLabels = (by: string): Readonly<Record<MailWish, string>> => ({
  at_once: "At once",
  digest: "In the digest",
  off: `Not ${by}`,
});

/** What stands in the place of a wish where there is none: what is urgent. */
export const alwaysAtOnce = "Always at once";
