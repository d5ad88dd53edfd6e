import type { Prisma } from "../../../prisma/generated/client";
import { ActionItemStatus, type Severity } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { literally } from "../../core/text";
import { visibleTo } from "../../incidents/rules";
import type { ActionItem, Owner } from "../schema";
import { actionItemNumber, actionItemRefOf } from "./rules";
import type { ActionItemFilters } from "./schema";

const PAGE = 50;
const BOARD_COLUMN = 30;

/** What is read of an action item to make an `ActionItem` of it. */
export const actionItemInclude = {
  ownerPerson: { select: { id: true, name: true } },
  ownerTeam: {
    select: {
      id: true,
      name: true,
      members: { where: { accountable: true }, select: { person: { select: { id: true, name: true } } } },
    },
  },
  closedBy: { select: { name: true } },
  rootCause: { select: { id: true, title: true, text: true } },
  factor: { select: { id: true, text: true } },
} as const satisfies Prisma.ActionItemInclude;

type Row = Prisma.ActionItemGetPayload<{ include: typeof actionItemInclude }>;

/** An action item with the incident that it follows from. */
export type ActionItemLine = ActionItem & { incident: { ref: string; title: string; severity: Severity } };

/** Makes an `ActionItem` of a row read with `actionItemInclude`. */
export function actionItemOf(row: Row): ActionItem {
  return {
    id: row.id,
    ref: actionItemRefOf(row.number),
    title: row.title,
    owner: ownerOf(row),
    dueOn: row.dueOn?.toISOString().slice(0, 10) ?? null,
    status: row.status,
    kind: row.kind,
    priority: row.priority,
    rootCause: row.rootCause && { id: row.rootCause.id, title: row.rootCause.title || row.rootCause.text },
    factor: row.factor,
    evidence: row.evidence,
    closedAt: row.closedAt,
    closedBy: row.closedBy?.name ?? null,
    version: row.version,
  };
}

function ownerOf(row: Row): Owner | null {
  if (row.ownerPerson) return { kind: "person", ...row.ownerPerson };
  if (row.ownerTeam) {
    const { id, name, members } = row.ownerTeam;
    return { kind: "team", id, name, accountable: members[0]?.person ?? null };
  }
  return row.ownerName === null ? null : { kind: "name", id: null, name: row.ownerName };
}

/** The item that a command or page is about, and its incident; 'not_found' where the actor may not see one. */
export async function loadActionItem(
  reader: Reader,
  context: Context,
  ref: string,
): Promise<ActionItemLine & { incidentId: string }> {
  const number = actionItemNumber(ref);
  const row =
    number === null
      ? null
      : await reader.actionItem.findFirst({
          where: { number, incident: visibleTo(context.actor) },
          include: { ...actionItemInclude, ...incidentInclude },
        });
  if (!row) throw new Refusal("not_found", `There is no action item ${ref} that you may see.`);
  return { ...lineOf(row), incidentId: row.incidentId };
}

/** One item with its incident, for its page; refuses with 'not_found' what the actor may not see. */
export async function getActionItem(context: Context, ref: string): Promise<ActionItemLine> {
  const { incidentId: _, ...item } = await loadActionItem(database(), context, ref);
  return item;
}

/** Where a page of the list goes on: due date and number of the last item seen. */
export type ActionItemCursor = string;

/**
 * Action items of all incidents that the actor may see, those due first at the top, 50 a page unless `limit` says
 * otherwise. `today` is the calendar date where the reader is. `next` is the cursor of the following page, null on the
 * last.
 */
export async function listActionItems(
  context: Context,
  filters: ActionItemFilters,
  today: string,
  after?: ActionItemCursor,
  limit = PAGE,
): Promise<{ items: ActionItemLine[]; next: ActionItemCursor | null }> {
  const where = { AND: [filtered(context, filters, today), statusWhere(filters.status), afterCursor(after)] };
  const rows = await findRows(where, limit + 1);
  const items = rows.slice(0, limit).map(lineOf);
  const last = rows[limit - 1];
  return { items, next: rows.length > limit && last ? cursorOf(last) : null };
}

/** The same items by status, at most 30 a column, with how many there are in all. */
export async function getActionItemBoard(
  context: Context,
  filters: ActionItemFilters,
  today: string,
): Promise<{ status: ActionItemStatus; count: number; items: ActionItemLine[] }[]> {
  const where = filtered(context, filters, today);
  const counts = await database().actionItem.groupBy({ by: ["status"], where, _count: { _all: true } });
  return Promise.all(
    Object.values(ActionItemStatus).map(async (status) => ({
      status,
      count: counts.find((counted) => counted.status === status)?._count._all ?? 0,
      items: (await findRows({ AND: [where, { status }] }, BOARD_COLUMN)).map(lineOf),
    })),
  );
}

/** The actor's own unfinished items, and those of teams for which the actor answers; at most 20, due first. */
export async function listMyActionItems(context: Context): Promise<ActionItemLine[]> {
  const mine = filtered(context, { whose: "mine", status: "unfinished", overdue: false }, "");
  return (await findRows({ AND: [mine, statusWhere("unfinished")] }, 20)).map(lineOf);
}

const incidentInclude = { incident: { select: { ref: true, title: true, severity: true } } } as const;

const lineOf = (row: Row & Pick<ActionItemLine, "incident">): ActionItemLine => ({
  ...actionItemOf(row),
  incident: row.incident,
});

const findRows = (where: Prisma.ActionItemWhereInput, take: number) =>
  database().actionItem.findMany({
    where,
    include: { ...actionItemInclude, ...incidentInclude },
    orderBy: [{ dueOn: { sort: "asc", nulls: "last" } }, { number: "asc" }],
    take,
  });

const unfinished = { closedAt: null } satisfies Prisma.ActionItemWhereInput;

function statusWhere(status: ActionItemFilters["status"]): Prisma.ActionItemWhereInput {
  if (status === "all") return {};
  return status === "unfinished" ? unfinished : { status };
}

function filtered(context: Context, filters: ActionItemFilters, today: string): Prisma.ActionItemWhereInput {
  const { whose, overdue, text, incident } = filters;
  const conditions: Prisma.ActionItemWhereInput[] = [
    { incident: visibleTo(context.actor) },
    owned(context, whose),
  ];
  if (overdue) conditions.push(unfinished, { dueOn: { lt: new Date(`${today}T00:00:00Z`) } });
  if (text) conditions.push(mentions(text));
  if (incident !== undefined)
    conditions.push({ incident: { OR: [{ ref: incident }, { foreignRef: incident }] } });
  return { AND: conditions };
}

function owned({ actor }: Context, whose: ActionItemFilters["whose"]): Prisma.ActionItemWhereInput {
  if (whose === "all") return {};
  if (whose === "nobody") return { ownerPersonId: null, ownerTeamId: null, ownerName: null };
  if (actor.id === null) return { id: { in: [] } };
  const me = { personId: actor.id };
  if (whose === "mine")
    return {
      OR: [{ ownerPersonId: actor.id }, { ownerTeam: { members: { some: { ...me, accountable: true } } } }],
    };
  const myTeam = { members: { some: me } };
  return { OR: [{ ownerTeam: myTeam }, { ownerPerson: { memberships: { some: { team: myTeam } } } }] };
}

function mentions(text: string): Prisma.ActionItemWhereInput {
  const contains = { contains: literally(text), mode: "insensitive" } as const;
  const number = actionItemNumber(text);
  return {
    OR: [{ title: contains }, { incident: { ref: contains } }, ...(number === null ? [] : [{ number }])],
  };
}

const cursorOf = (row: { dueOn: Date | null; number: number }): ActionItemCursor =>
  `${row.dueOn?.toISOString().slice(0, 10) ?? ""}~${row.number}`;

function afterCursor(cursor: ActionItemCursor | undefined): Prisma.ActionItemWhereInput {
  const [, date, digits] = /^(\d{4}-\d{2}-\d{2})?~(\d{1,9})$/.exec(cursor ?? "") ?? [];
  if (digits === undefined) return {};
  const number = { gt: Number(digits) };
  if (date === undefined) return { dueOn: null, number };
  const dueOn = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(dueOn.getTime())) return {};
  return { OR: [{ dueOn: { gt: dueOn } }, { dueOn, number }, { dueOn: null }] };
}
