import { log, stackOf } from "../../../core/log";
import { tell } from "../../../notifications/store";
import { visibleTo } from "../../rules";
import { keepReminder, type LateUpdate, lateIncidents, settleReminder, unsettledReminders } from "./store";

/**
 * Tells whoever speaks for an incident that an update for those outside is late: once for each instant that one was due
 * at, however many processes do this, and however often one of them is killed in the middle. What fails of one incident
 * is tried again with the next turn, and keeps no other from being told.
 */
export async function remindOfUpdates(now: Date): Promise<void> {
  for (const incidentId of await lateIncidents(now))
    await apart(incidentId, () => keepReminder(incidentId, now));
  for (const late of await unsettledReminders())
    await apart(late.incidentId, async () => {
      if (late.stands) await remind(late, now);
      await settleReminder(late, now);
    });
}

async function apart(incidentId: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log().error({ incidentId, error: stackOf(error) }, "a reminder of an update failed");
  }
}

async function remind({ incidentId, ref, title, dueAt, people }: LateUpdate, now: Date): Promise<void> {
  await tell(
    {
      kind: "reminder",
      key: `update due ${incidentId} ${dueAt.toISOString()}`,
      title: `${ref}: an update for those outside is due`,
      text: title,
      href: `/incidents/${ref}/updates#write`,
      incidentId,
      by: null,
      at: now,
    },
    people,
    now,
    visibleTo,
  );
}
