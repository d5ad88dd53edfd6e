import { z } from "zod";
import { MailWish } from "../../../prisma/generated/enums";
import { wishedKinds } from "../labels";

const wish = z.enum(MailWish, { error: "Choose when." });
const wishes = z.object(
  Object.fromEntries(wishedKinds.map((kind) => [kind, wish])) as Record<
    (typeof wishedKinds)[number],
    typeof wish
  >,
);

/** What somebody wishes by mail, for every kind that is theirs to choose, and the hour of their digest on the clocks of their zone. */
export const preferencesInput = z.object({
  email: wishes,
  digestHour: z.coerce
    .number({ error: "Choose an hour." })
    .int("Choose an hour.")
    .min(1, "Choose an hour.")
    .max(23, "Choose an hour."),
});

/** Preferences, whole. */
export type Preferences = z.output<typeof preferencesInput>;
