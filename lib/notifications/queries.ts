import type { Prisma } from "../../prisma/generated/client";
import type { NotificationKind } from "../../prisma/generated/enums";
import type { Context } from "../core/context";
import { database } from "../core/database";
import { isUuid } from "../core/text";
import { signedIn } from "../people/queries";
import type { Visibility } from "./rules";
import type { InboxFilters } from "./schema";

const PAGE = 50;
const MOST_COUNTED = 100;

/** A line of the inbox. */
export type InboxLine = {
  id: string;
  kind: NotificationKind;
  title: string;
  text: string;
  href: string;
  createdAt: Date;
  readAt: Date | null;
  incident: { ref: string; title: string } | null;
};

/**
 * One's own inbox, newest first, 50 a page; `next` is the `before` of the next page. What concerns an incident that one
 * may no longer see is left out.
 */
export async function listInbox(
  context: Context,
  filters: InboxFilters,
  visible: Visibility,
): Promise<{ lines: InboxLine[]; next: string | null }> {
  const unread = filters.show === "unread" ? { readAt: null } : {};
  const rows = await database().notification.findMany({
    where: { AND: [mine(context, visible), unread, before(filters.before)] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    select: {
      ...{ id: true, kind: true, title: true, text: true, href: true, createdAt: true, readAt: true },
      incident: { select: { ref: true, title: true } },
    },
  });
  const lines = rows.slice(0, PAGE);
  const last = lines.at(-1);
  return { lines, next: rows.length > PAGE && last ? `${last.createdAt.toISOString()}_${last.id}` : null };
}

/** How many lines of one's inbox are unread; 100 stands for that many or more. */
export async function countUnread(context: Context, visible: Visibility): Promise<number> {
  const rows = await database().notification.findMany({
    where: { AND: [mine(context, visible), { readAt: null }] },
    select: { id: true },
    take: MOST_COUNTED,
  });
  return rows.length;
}

function mine(context: Context, visible: Visibility): Prisma.NotificationWhereInput {
  const personId = signedIn(context);
  return {
    personId,
    archivedAt: null,
    // To Prisma an incident that may be any is no condition, and none is not an alternative.
    OR: [{ incidentId: null }, { incidentId: { not: null }, incident: visible(context.actor) }],
  };
}

function before(cursor: string | undefined): Prisma.NotificationWhereInput {
  const [, instant, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_(.{36})$/.exec(cursor ?? "") ?? [];
  const createdAt = new Date(instant ?? Number.NaN);
  if (id === undefined || !isUuid(id) || Number.isNaN(createdAt.getTime())) return {};
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}
