import { listAlertsCalled } from "@/lib/alerts/history/queries";
import { alertRefOf } from "@/lib/alerts/history/rules";
import type { Context } from "@/lib/core/context";
import { listIncidents } from "@/lib/incidents/lists/queries";
import { incidentFilters } from "@/lib/incidents/schema";
import { listActionItems } from "@/lib/reviews/action-items/queries";
import type { Completion } from "./composer-token";

/**
 * The incidents, action items and alerts that `text` (`pool`, `AI-00`, `alert-12`) may mean, at most `most` of each, as
 * far as the asker sees them.
 */
export async function completeReference(context: Context, text: string, most: number): Promise<Completion[]> {
  const everyItem = { status: "all", whose: "all", overdue: false, text } as const;
  const [{ incidents }, { items }, alerts] = await Promise.all([
    listIncidents(context, incidentFilters.parse({ status: "all", text }), { limit: most }),
    listActionItems(context, everyItem, "", undefined, most),
    listAlertsCalled(context, text, most),
  ]);
  const called = alerts.map(({ number, name, pool, healthCheck }) => ({
    ref: alertRefOf(number),
    title: [name, pool?.name ?? healthCheck?.name].filter(Boolean).join(" · "),
  }));
  return [...incidents, ...items, ...called].map(({ ref, title }) => ({
    ...{ insert: `#${ref} `, label: title, hint: ref },
  }));
}
