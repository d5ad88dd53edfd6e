"use server";

import { listIncidents } from "@/lib/incidents/lists/queries";
import { incidentFilters } from "@/lib/incidents/schema";
import { listHandles } from "@/lib/notifications/mentions/queries";
import { listActionItems } from "@/lib/reviews/action-items/queries";
import { currentSession } from "@/lib/web/session";
import type { Completion } from "./composer-token";

const MOST = 6;

/** People whom `typed` (`@le`) may mean, or incidents and action items (`#pool`, `#AI-00`), as far as the asker sees them. */
export async function complete(typed: string): Promise<Completion[]> {
  const text = String(typed).slice(1, 100);
  const { context, session } = await currentSession();
  if (!session) return [];
  if (String(typed).startsWith("@"))
    return (await listHandles(context, text, MOST)).map(({ handle, name, title }) => ({
      ...{ insert: `@${handle} `, label: name, hint: title ?? undefined },
    }));
  const everyItem = { status: "all", whose: "all", overdue: false, text } as const;
  const [{ incidents }, { items }] = await Promise.all([
    listIncidents(context, incidentFilters.parse({ status: "all", text })),
    listActionItems(context, everyItem, "", undefined, MOST),
  ]);
  return [...incidents.slice(0, MOST), ...items].map(({ ref, title }) => ({
    ...{ insert: `#${ref} `, label: title, hint: ref },
  }));
}
