import type { DeliveryState, NotificationKind } from "../../../prisma/generated/enums";
import type { MessageGroup } from "../channels/channel";

/** What is told of one notification. */
export type Line = {
  title: string;
  text: string;
  href: string;
  incident: { ref: string; title: string } | null;
};

/** Lines under the incident that they belong to, in the order in which each came first; those of none come last. */
export function groupsOf(lines: readonly Line[], origin: string): MessageGroup[] {
  const groups = new Map<string | null, MessageGroup & { items: MessageGroup["items"][number][] }>();
  const ordered = [...lines].sort((a, b) => Number(a.incident === null) - Number(b.incident === null));
  for (const { incident, title, text, href } of ordered) {
    const key = incident?.ref ?? null;
    const group = groups.get(key) ?? { title: incident && `${incident.ref} ${incident.title}`, items: [] };
    group.items.push({ title, text, url: origin + href });
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Whether an admin may have a delivery tried again: one that failed, of something that is still to be had. */
export function mayRetry(delivery: { state: DeliveryState; kind: NotificationKind }): boolean {
  return delivery.state === "failed" && delivery.kind !== "invitation" && delivery.kind !== "password_reset";
}
