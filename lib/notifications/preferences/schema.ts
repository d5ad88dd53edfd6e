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

/** What somebody wishes by one channel, for every kind that is theirs to choose. */
export type Wishes = z.output<typeof wishes>;

/** What somebody wishes by each of the channels, and the hour of their digest on the clocks of their zone. */
export const preferencesBy = (channels: readonly { name: string }[]) =>
  z.object({
    wishes: z.object(
      Object.fromEntries(channels.map(({ name }) => [name, wishes])) as Record<string, typeof wishes>,
    ),
    digestHour: z.coerce
      .number({ error: "Choose an hour." })
      .int("Choose an hour.")
      .min(1, "Choose an hour.")
      .max(23, "Choose an hour."),
  });

/** Preferences, whole: the wishes by the name of their channel. */
export type Preferences = { wishes: Readonly<Record<string, Wishes>>; digestHour: number };
