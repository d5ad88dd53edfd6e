import type { Prisma } from "../../prisma/generated/client";
import type { MailWish, NotificationKind } from "../../prisma/generated/enums";
import type { Actor } from "../core/context";
import { instantToZoned, zonedToInstant } from "../core/zones";
import { urgentKinds } from "./labels";

/** Which incidents somebody may see; it is known further down the house, and handed in. */
export type Visibility = (actor: Pick<Actor, "id" | "role">) => Prisma.IncidentWhereInput;

/** The hour of the digest for those who have not chosen one. */
export const usualDigestHour = 8;

/**
 * The next instant after `now` at which a person's digest goes: at `hour` on the clocks of their zone, once every
 * calendar day. On the day on which that hour is skipped it goes just before the gap, when the hour comes twice the
 * first time.
 */
export function nextDigestAt(now: Date, hour: number, zone: string): Date {
  const { year, month, day } = instantToZoned(now, zone);
  const on = (days: number) =>
    zonedToInstant({ year, month, day: day + days, hour, minute: 0, second: 0, millisecond: 0 }, zone)
      .earliest;
  const today = on(0);
  return today > now ? today : on(1);
}

/** Whether something is told at once whatever its receiver wishes: nobody can wait for it. */
export const isUrgent = (kind: NotificationKind): boolean => urgentKinds.some((urgent) => urgent === kind);

/** The wish that counts: what was chosen, at once where nothing was, and for what is urgent in any case. */
export function wishThatCounts(kind: NotificationKind, chosen: MailWish | undefined): MailWish {
  return isUrgent(kind) ? "at_once" : (chosen ?? "at_once");
}

/** What becomes of a delivery when something is told. */
export type Plan = { state: "queued"; inDigest: boolean; dueAt: Date } | { state: "skipped"; reason: string };

/** Plans a delivery by what the person wishes. `obstacle` says why the channel cannot reach them, null when it can. */
export function planDelivery(wish: MailWish, obstacle: string | null, now: Date, digestAt: Date): Plan {
  if (wish === "off") return { state: "skipped", reason: "Switched off in the person's preferences." };
  if (obstacle) return { state: "skipped", reason: obstacle };
  if (wish === "digest") return { state: "queued", inDigest: true, dueAt: digestAt };
  return { state: "queued", inDigest: false, dueAt: now };
}
