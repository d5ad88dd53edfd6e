import { z } from "zod";
import { EntryKind, EntrySource, MilestoneKind, Precision } from "../../../../prisma/generated/enums";
import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import { filesOf } from "../../../incidents/attachments/rules";
import { listOrigins } from "../../../incidents/merging/queries";
import type { TimelineItem } from "../../../incidents/timeline/belongings";
import {
  addEntry,
  correctEntry,
  includeEntry,
  restoreEntry,
  withdrawEntry,
} from "../../../incidents/timeline/commands";
import { filterOf } from "../../../incidents/timeline/filters/rules";
import { timelineQuery } from "../../../incidents/timeline/filters/schema";
import { getTimelineItem, listTimeline } from "../../../incidents/timeline/queries";
import { list, read } from "../reading";
import { write } from "../writing";
import { asAttachment, attachmentOfEntry } from "./attachments";
import { instant, personShown } from "./parts";

const said = {
  version: z.int(),
  at: instant,
  precision: z.enum(Precision),
  kind: z.enum(EntryKind),
  text: z.string(),
};

/** An entry of a timeline, with what it said before. */
const entryShown = z
  .object({
    id: z.uuid(),
    ...said,
    source: z.enum(EntrySource),
    author: personShown.nullable(),
    authorName: z.string().nullable(),
    recordedAt: instant,
    inDocument: z.boolean(),
    /** Of a copy, the entry that it was first; its incident is null where the key's person may not see that. */
    origin: z.object({ incident: z.string().nullable(), entryId: z.uuid() }).nullable(),
    milestones: z.array(z.enum(MilestoneKind)),
    attachments: z.array(attachmentOfEntry),
    withdrawnAt: instant.nullable(),
    withdrawnBy: personShown.nullable(),
    withdrawnReason: z.string().nullable(),
    revisions: z.array(
      z.object({
        ...said,
        supersededAt: instant,
        supersededBy: personShown.nullable(),
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: "TimelineEntry" });

const asEntry = (item: TimelineItem, origins: ReadonlyMap<string, string>) => ({
  ...item,
  origin: item.originId && {
    incident: origins.get(item.originIncidentId ?? "") ?? null,
    entryId: item.originId,
  },
  milestones: item.milestones.map(({ kind }) => kind).sort(),
  attachments: filesOf(item).map(asAttachment),
});

const showing = async (
  context: Context,
  { ref, entryId }: { ref: string; entryId: string },
  reader: Reader = database(),
) => {
  const item = await getTimelineItem(context, ref, entryId, reader);
  return asEntry(item, await originsOf(context, [item], reader));
};

/** The refs of the incidents that entries of one incident were copied from, as far as the actor sees them. */
async function originsOf(context: Context, items: readonly TimelineItem[], reader: Reader = database()) {
  const copy = items.find(({ originId }) => originId !== null);
  return copy ? listOrigins(context, copy.incidentId, reader) : new Map<string, string>();
}

const writes = {
  scope: "incidents:write",
  answer: entryShown,
  shows: (context: Context, { ref, id }: { ref: string; id: string }, reader: Reader) =>
    showing(context, { ref, entryId: id }, reader),
} as const;

const times =
  "Times may be ISO instants, or as people type them on the page: `14:40`, `2025-10-08 14:40`, `-5m`, with `~` in front for about; without an offset they are in the incident's zone. A time without a date is today's, or yesterday's where that is at most twelve hours back and no more than six before the incident began; any other that has not come is refused with what to write.";

/** What happened, entry by entry. */
export const timelineEntries = {
  list: list({
    route: "GET /incidents/{ref}/timeline-entries",
    id: "timeline-entry.list",
    scope: "incidents:read",
    summary: "List the timeline of an incident",
    description:
      "The latest first, withdrawn entries included; narrowed as on the page of the incident. `kind` may stand there several times, and an entry of any of these kinds is listed. `by` is `people` for what people and documents said, a source, the id of a person, or `name:<text>` for somebody whom only an imported document names. A cursor goes on in the list that it came from: send the same filter with it, as `Link` does.",
    filters: timelineQuery,
    item: entryShown,
    run: async (context, { params: { ref }, filters, limit, place }) => {
      const filter = filterOf(filters);
      const page = await listTimeline(context, ref, { before: place ?? undefined, limit, filter });
      const origins = await originsOf(context, page.entries);
      return { items: page.entries.map((item) => asEntry(item, origins)), next: page.older };
    },
  }),

  add: write(addEntry, {
    ...writes,
    route: "POST /incidents/{ref}/timeline-entries",
    status: 201,
    summary: "Add an entry",
    description: `\`attachments\` names files that were uploaded before, each for one entry. Without \`at\`, a time at the beginning of the text is taken, else the present. ${times}`,
    location: ({ ref, id }) => `/incidents/${ref}/timeline-entries/${id}`,
  }),

  get: read({
    route: "GET /incidents/{ref}/timeline-entries/{entryId}",
    id: "timeline-entry.get",
    scope: "incidents:read",
    summary: "Read an entry",
    answer: entryShown,
    run: (context, params) => showing(context, params),
  }),

  correct: write(correctEntry, {
    ...writes,
    route: "PATCH /incidents/{ref}/timeline-entries/{entryId}",
    summary: "Correct an entry",
    description: `What it said before stays readable with the reason. Fields that are left out stay as they are. ${times}`,
    guard: {
      current: showing,
      answer: entryShown,
      edition: (current) => ({ version: current?.version ?? 0 }),
      fills: ["version"],
      keeps: ({ text, kind }) => ({ text, kind }),
      kept: ["text", "kind"],
    },
  }),

  withdraw: write(withdrawEntry, {
    ...writes,
    route: "PUT /incidents/{ref}/timeline-entries/{entryId}/withdrawal",
    summary: "Withdraw an entry",
    description: "It stays readable, with the reason. Quiet when it is withdrawn already.",
  }),

  restore: write(restoreEntry, {
    ...writes,
    route: "DELETE /incidents/{ref}/timeline-entries/{entryId}/withdrawal",
    summary: "Bring a withdrawn entry back",
  }),

  include: write(includeEntry, {
    ...writes,
    route: "PUT /incidents/{ref}/timeline-entries/{entryId}/inclusion",
    summary: "Take an entry into the post-mortem, or leave it out",
  }),
};
