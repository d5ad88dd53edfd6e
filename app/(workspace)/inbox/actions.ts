"use server";

import { markAllNotifications, markNotification } from "@/lib/notifications/commands";
import { action } from "@/lib/web/action";

export const submitMark = action(markNotification);

export const submitMarkAll = action(markAllNotifications, {
  say: ({ count, undone }) => {
    if (count === 0) return undone ? "There is nothing to take back." : "Nothing was unread.";
    const what = count === 1 ? "1 notification" : `${count} notifications`;
    return `${what} marked as ${undone ? "unread again" : "read"}.`;
  },
  show: ({ count, at, undone }) => (count > 0 && !undone ? at.toISOString() : null),
});
