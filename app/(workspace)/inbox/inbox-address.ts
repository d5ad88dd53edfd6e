import type { InboxFilters } from "@/lib/notifications/schema";

/** The address of the inbox with these filters; what is usual is left out. */
export function inboxAddress({ show, before }: InboxFilters): string {
  const query = new URLSearchParams({
    ...(show === "unread" ? { show } : {}),
    ...(before ? { before } : {}),
  });
  return query.size === 0 ? "/inbox" : `/inbox?${query}`;
}
