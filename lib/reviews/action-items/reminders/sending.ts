import { database } from "../../../core/database";
import { excerpt } from "../../../core/text";
import { DAY_MS, instantToZoned } from "../../../core/zones";
import { visibleTo } from "../../../incidents/rules";
import { usualDigestHour } from "../../../notifications/rules";
import { tell } from "../../../notifications/store";
import { whoAnswers } from "../../telling";
import { actionItemInclude, actionItemOf } from "../queries";
import { calendarDate } from "../rules";
import { daysBefore, isReminding, reminderOn } from "./rules";

const BATCH = 500;

/** Reminds everybody who answers for an action item that is due soon, is due, or is overdue; each time once. */
export async function remindOwners(now: Date): Promise<void> {
  // A day more than the reminder's, because it is tomorrow already somewhere.
  const horizon = new Date(now.getTime() + (daysBefore + 1) * DAY_MS);
  let after = 0;
  for (;;) {
    const rows = await database().actionItem.findMany({
      where: {
        closedAt: null,
        dueOn: { lte: horizon },
        number: { gt: after },
        OR: [{ ownerPersonId: { not: null } }, { ownerTeamId: { not: null } }],
      },
      orderBy: { number: "asc" },
      take: BATCH,
      include: actionItemInclude,
    });
    await remindOf(rows, now);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.number;
  }
}

type Row = Parameters<typeof actionItemOf>[0] & { incidentId: string };

async function remindOf(rows: readonly Row[], now: Date): Promise<void> {
  const due = rows.flatMap((row) => {
    const item = actionItemOf(row);
    const personId = whoAnswers(item);
    return personId !== null && item.dueOn !== null
      ? [{ item, dueOn: item.dueOn, personId, incidentId: row.incidentId }]
      : [];
  });
  const people = await database().person.findMany({
    where: { id: { in: due.map(({ personId }) => personId) }, deactivatedAt: null },
    select: { id: true, timeZone: true, digestHour: { select: { hour: true } } },
  });
  const wanted = due.flatMap(({ item, dueOn, personId, incidentId }) => {
    const person = people.find(({ id }) => id === personId);
    if (!person) return [];
    const { hour } = instantToZoned(now, person.timeZone);
    const reminder = reminderOn(dueOn, calendarDate(now, person.timeZone));
    if (!reminder || !isReminding(hour, person.digestHour?.hour ?? usualDigestHour)) return [];
    return [{ item, personId, incidentId, reminder, key: `due ${item.id} ${dueOn} ${reminder.stage}` }];
  });
  const told = await database().notification.findMany({
    where: { key: { in: wanted.map(({ key }) => key) } },
    select: { key: true, personId: true },
  });
  const done = new Set(told.map(({ key, personId }) => `${personId} ${key}`));
  for (const { item, personId, incidentId, reminder, key } of wanted)
    if (!done.has(`${personId} ${key}`))
      await tell(
        {
          kind: "reminder",
          key,
          title: `${item.ref} ${reminder.sentence}`,
          text: excerpt(item.title),
          href: `/action-items/${item.ref}`,
          incidentId,
          by: null,
          at: now,
        },
        [personId],
        now,
        visibleTo,
      );
}
