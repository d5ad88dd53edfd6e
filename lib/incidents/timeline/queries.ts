import type { Incident, Prisma, TimelineEntry } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { isUuid } from "../../core/text";
import { loadIncident } from "../queries";
import { type TimelineItem, withBelongings } from "./belongings";
import { type EntryFilter, isNarrowed, keptBy } from "./filters/rules";

/**
 * A stretch of the timeline, newest first. `older` is the entry to go on before, null at the beginning; `olderAt` is when
 * the next one further back was.
 */
export type TimelinePage = {
  entries: TimelineItem[];
  older: string | null;
  olderAt: Date | null;
  newest: boolean;
};

/** How many entries a page of the timeline holds, unless somebody asks for another number. */
export const timelinePageSize = 40;

/** How many it holds when somebody asks for all at once. */
export const timelinePageMost = 1_000;

const everything: EntryFilter = { kinds: [], by: null };

/**
 * The timeline of an incident, newest first, withdrawn entries included. `before` is the id of the last entry seen;
 * `holding` that of an entry which the page must hold, whatever else `filter` leaves: the newest page where it is on it,
 * else the one that begins with it. Ids that are not in this incident are ignored.
 */
export async function listTimeline(
  context: Context,
  ref: string,
  {
    before,
    holding,
    limit = timelinePageSize,
    filter = everything,
  }: {
    before?: string | undefined;
    holding?: string | undefined;
    limit?: number;
    filter?: EntryFilter;
  } = {},
): Promise<TimelinePage> {
  const { id: incidentId } = await loadIncident(database(), context, ref);
  const mark = await findEntry(incidentId, before ?? holding);
  const kept = keptBy(filter);
  if (mark && before !== undefined) return readPage(incidentId, kept, beforeOrAt(mark, false), limit);
  const held = mark && isNarrowed(filter) ? { OR: [kept, { id: mark.id }] } : kept;
  const newest = await readPage(incidentId, held, null, limit);
  if (!mark || newest.entries.some(({ id }) => id === mark.id)) return newest;
  return readPage(incidentId, held, beforeOrAt(mark, true), limit);
}

async function readPage(
  incidentId: string,
  kept: Prisma.TimelineEntryWhereInput,
  stretch: Prisma.TimelineEntryWhereInput | null,
  limit: number,
): Promise<TimelinePage> {
  const rows = await database().timelineEntry.findMany({
    where: { incidentId, AND: [kept, stretch ?? {}] },
    orderBy: [{ at: "desc" }, { sequence: "desc" }],
    take: limit + 1,
  });
  const entries = await withBelongings(database(), rows.slice(0, limit));
  const next = rows[limit];
  const older = next ? (entries.at(-1)?.id ?? null) : null;
  return { entries, older, olderAt: next?.at ?? null, newest: stretch === null };
}

/** One entry as the timeline shows it; refused as 'not_found' where the incident, or it, is not there for the actor. */
export async function getTimelineItem(
  context: Context,
  ref: string,
  entryId: string,
  reader: Reader = database(),
): Promise<TimelineItem> {
  const incident = await loadIncident(reader, context, ref);
  const where = { id: entryId, incidentId: incident.id };
  const entries = isUuid(entryId) ? await reader.timelineEntry.findMany({ where }) : [];
  const [item] = await withBelongings(reader, entries);
  if (!item) throw new Refusal("not_found", `${incident.ref} has no such timeline entry.`);
  return item;
}

/** One entry of an incident; refused as 'not_found' where it has none such. */
export async function getEntry(
  reader: Reader,
  incident: Pick<Incident, "id" | "ref">,
  entryId: string,
): Promise<TimelineEntry> {
  const entry = await reader.timelineEntry.findFirst({ where: { id: entryId, incidentId: incident.id } });
  if (!entry) throw new Refusal("not_found", `${incident.ref} has no such timeline entry.`);
  return entry;
}

async function findEntry(incidentId: string, id: string | undefined): Promise<TimelineEntry | null> {
  if (id === undefined || !isUuid(id)) return null;
  return database().timelineEntry.findFirst({ where: { id, incidentId } });
}

function beforeOrAt({ at, sequence }: TimelineEntry, inclusive: boolean): Prisma.TimelineEntryWhereInput {
  return { OR: [{ at: { lt: at } }, { at, sequence: inclusive ? { lte: sequence } : { lt: sequence } }] };
}

/** The entry that a sending brought before; null where it brought none, or tells no key. */
export async function findSent(reader: Reader, incidentId: string, sendingKey: string | undefined) {
  if (sendingKey === undefined) return null;
  return reader.timelineEntry.findUnique({
    where: { incidentId_sendingKey: { incidentId, sendingKey } },
    select: { id: true },
  });
}
