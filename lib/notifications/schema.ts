import { z } from "zod";
import type { TellableKind } from "./labels";

/** What can be told of one thing; `by` is who did it and is not told, `at` when. */
export type News = {
  kind: TellableKind;
  /** Tells a person this once, however often it is repeated. */
  key: string;
  title: string;
  text: string;
  /** The page that it leads to, as a path of ours. */
  href: string;
  incidentId: string | null;
  by: string | null;
  at: Date;
};

/** Marks one notification of one's own. */
export const markInput = z.object({
  notificationId: z.uuid("Say which notification."),
  read: z.enum(["yes", "no"], { error: "Say yes or no." }),
});

/**
 * Marks all as read that came no later than `until`, the newest that was shown; or takes such a marking back, named by
 * the instant of which the marking told.
 */
export const markAllInput = z.union([
  z.object({ until: z.coerce.date("Load the page again.") }),
  z.object({ undo: z.coerce.date("Load the page again.") }),
]);

/** Filters of the inbox, as the address carries them; what is not understood is ignored. */
export const inboxFilters = z.object({
  show: z.enum(["unread", "all"]).catch("all").default("all"),
  before: z.string().max(80).optional().catch(undefined),
});

/** Filters of the inbox. */
export type InboxFilters = z.output<typeof inboxFilters>;
