import type { DeliveryState, NotificationKind } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { demand } from "../../core/permissions";
import { isUuid } from "../../core/text";
import { channels } from "../channels/registry";

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
const arrived = channels.filter(({ instant }) => instant).map(({ name }) => name);

/**
 * Mails, the latest first, 50 a page; failed ones and those that a try has failed for alone, or all. `before` is the id
 * of the last one seen, `older` the one to go on with. For admins.
 */
export async function listDeliveries(
  context: Context,
  show: "failed" | "all",
  before?: string,
): Promise<{ rows: DeliveryRow[]; older: string | null }> {
  demand(context, "delivery.retry");
  const last =
    before && isUuid(before) ? await database().delivery.findUnique({ where: { id: before } }) : null;
  const troubled = [{ state: "failed" as const }, { state: "queued" as const, attempts: { gt: 0 } }];
  const rows = await database().delivery.findMany({
    where: {
      channel: { notIn: arrived },
      AND: [show === "failed" ? { OR: troubled } : {}, last ? { OR: behind(last) } : {}],
    },
    orderBy: [{ dueAt: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    include: {
      notification: {
        select: { kind: true, person: { select: { id: true, name: true, email: true } } },
      },
    },
  });
  const shown = rows.slice(0, PAGE).map(({ notification, ...row }) => ({
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
  return { rows: shown, older: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
}

const behind = ({ dueAt, id }: { dueAt: Date; id: string }) => [
  { dueAt: { lt: dueAt } },
  { dueAt, id: { lt: id } },
];
