import type { AlertState, EntryKind } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { excerpt } from "../../core/text";
import { loadIncident } from "../queries";
import { mostSplit } from "./schema";

/** What of an incident can be split off, in the order of its story; `more` says that only the latest entries are there. */
export type Splittable = {
  entries: { id: string; at: Date; kind: EntryKind; text: string; author: string | null }[];
  more: boolean;
  actionItems: { id: string; title: string }[];
  alerts: { id: string; number: number; name: string; state: AlertState }[];
};

/**
 * What can be split off from an incident: entries but those that were withdrawn or that Highwater wrote of it, the latest
 * 500; and its action items and alerts. Refused as 'not_found' where the actor may not see the incident.
 */
export async function listSplittable(context: Context, ref: string): Promise<Splittable> {
  const { id: incidentId } = await loadIncident(database(), context, ref);
  const [entries, actionItems, alerts] = await Promise.all([
    database().timelineEntry.findMany({
      where: { incidentId, withdrawnAt: null, source: { not: "system" } },
      include: { author: { select: { name: true } } },
      orderBy: [{ at: "desc" }, { sequence: "desc" }],
      take: mostSplit + 1,
    }),
    database().actionItem.findMany({
      where: { incidentId },
      orderBy: { position: "asc" },
      select: { id: true, title: true },
      take: mostSplit,
    }),
    database().alert.findMany({
      where: { incidentId },
      orderBy: { number: "asc" },
      select: { id: true, number: true, name: true, state: true },
      take: mostSplit,
    }),
  ]);
  return {
    entries: entries
      .slice(0, mostSplit)
      .reverse()
      .map(({ id, at, kind, text, author, authorName }) => ({
        ...{ id, at, kind, text: excerpt(text, 160), author: author?.name ?? authorName },
      })),
    more: entries.length > mostSplit,
    actionItems,
    alerts,
  };
}
