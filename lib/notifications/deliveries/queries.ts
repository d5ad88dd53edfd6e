import type { DeliveryState, NotificationKind } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { demand } from "../../core/permissions";

/** A delivery as the list of admins shows it: to whom and what became of it, never what it says. */
export type DeliveryRow = {
  id: string;
  kind: NotificationKind;
  to: { id: string; name: string; email: string };
  state: DeliveryState;
  attempts: number;
  dueAt: Date;
  settledAt: Date | null;
  reason: string | null;
  receipt: string | null;
};

const PAGE = 50;

/** The latest mails, 50 of them; failed ones and those that a try has failed for alone, or all. For admins. */
export async function listDeliveries(context: Context, show: "failed" | "all"): Promise<DeliveryRow[]> {
  demand(context, "delivery.retry");
  const troubled = [{ state: "failed" as const }, { state: "queued" as const, attempts: { gt: 0 } }];
  const rows = await database().delivery.findMany({
    where: { channel: { not: "inbox" }, ...(show === "failed" ? { OR: troubled } : {}) },
    orderBy: [{ dueAt: "desc" }, { id: "desc" }],
    take: PAGE,
    include: {
      notification: {
        select: { kind: true, person: { select: { id: true, name: true, email: true } } },
      },
    },
  });
  return rows.map(({ notification, ...row }) => ({
    id: row.id,
    kind: notification.kind,
    to: notification.person,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.dueAt,
    settledAt: row.settledAt,
    reason: row.reason,
    receipt: row.receipt,
  }));
}
