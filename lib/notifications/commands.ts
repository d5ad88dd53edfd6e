import { command } from "../core/command";
import { Refusal } from "../core/refusal";
import { signedIn } from "../people/queries";
import { markAllInput, markInput } from "./schema";

/** Marks one notification of one's own as read, or as unread again. Quiet when it is so already. */
export const markNotification = command(
  "notification.mark",
  markInput,
  async ({ tx, context, input: { notificationId, read }, changed }) => {
    const own = { id: notificationId, personId: signedIn(context), archivedAt: null };
    const row = await tx.notification.findFirst({ where: own, select: { readAt: true } });
    if (!row) throw new Refusal("not_found", "There is no such notification of yours.");
    if ((row.readAt !== null) === (read === "yes")) return { notificationId };
    const readAt = read === "yes" ? context.now : null;
    await tx.notification.update({ where: { id: notificationId }, data: { readAt }, select: { id: true } });
    changed({ kind: "notification", id: notificationId }, { readAt: [row.readAt, readAt] });
    return { notificationId };
  },
);

/**
 * Marks all of one's own as read that came until then, or takes such a marking back. What came after the page was shown
 * stays unread. Returns how many, and the instant by which the marking is taken back.
 */
export const markAllNotifications = command(
  "notification.mark-all",
  markAllInput,
  async ({ tx, context, input, changed }) => {
    const personId = signedIn(context);
    const undo = "undo" in input;
    const { count } = await tx.notification.updateMany({
      where: undo
        ? { personId, archivedAt: null, readAt: input.undo }
        : { personId, archivedAt: null, readAt: null, createdAt: { lte: input.until } },
      data: { readAt: undo ? null : context.now },
    });
    if (count > 0) changed({ kind: "person", id: personId }, { marked: [0, count] });
    return { count, at: context.now, undone: undo };
  },
);
