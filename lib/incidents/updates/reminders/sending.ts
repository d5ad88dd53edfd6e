import { tell } from "../../../notifications/store";
import { visibleTo } from "../../rules";
import { keepReminder, lateIncidents, settleReminder, unsettledReminders } from "./store";

/**
 * Tells whoever speaks for an incident that an update for those outside is late: once for each instant that one was due
 * at, however many processes do this, and however often one of them is killed in the middle.
 */
export async function remindOfUpdates(now: Date): Promise<void> {
  for (const incidentId of await lateIncidents(now)) await keepReminder(incidentId, now);
  for (const late of await unsettledReminders()) {
    const { incidentId, ref, title, dueAt, people } = late;
    if (late.stands)
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
    await settleReminder(late, now);
  }
}
