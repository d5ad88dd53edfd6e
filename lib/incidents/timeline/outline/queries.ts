import type { MilestoneKind } from "../../../../prisma/generated/enums";
import type { Context } from "../../../core/context";
import { database, sql } from "../../../core/database";
import { loadIncident } from "../../queries";
import type { EntryCount } from "../filters/rules";
import { byPeople } from "../rules";

/** A milestone and the entry that tells of it: the one that proves it, or else the nearest in time. */
export type TurningPoint = { kind: MilestoneKind; entryId: string };

/**
 * What the whole of a timeline holds. `first` and `last` are the ends of its story, which is what people and documents
 * said and what the post-mortem tells: not a deploy of the day before, nor that it was closed a week later. Null where
 * there is none.
 */
export type Outline = {
  counts: EntryCount[];
  first: Date | null;
  last: Date | null;
  turningPoints: TurningPoint[];
};

const said = byPeople.map((source) => `'${source}'`).join(", ");

const COUNTS = `
  select e.kind, e.source, e.author_id as "authorId", e.author_name as "authorName", p.name as author, count(*)::int as count,
         min(e.at) filter (where e.withdrawn_at is null and (e.in_document or e.source in (${said}))) as first,
         max(e.at) filter (where e.withdrawn_at is null and (e.in_document or e.source in (${said}))) as last
    from timeline_entry e left join person p on p.id = e.author_id
   where e.incident_id = $1
   group by 1, 2, 3, 4, 5`;

// The one that proves it, else the last before or the first after: three look-ups, however long the timeline is.
const TURNING_POINTS = `
  select m.kind, e.id as "entryId"
    from milestone m
   cross join lateral (
     select id from (
       (select id, at, sequence, true as proves from timeline_entry where id = m.entry_id and withdrawn_at is null)
       union all
       (select id, at, sequence, false from timeline_entry
         where incident_id = m.incident_id and withdrawn_at is null and at <= m.at
         order by at desc, sequence desc limit 1)
       union all
       (select id, at, sequence, false from timeline_entry
         where incident_id = m.incident_id and withdrawn_at is null and at > m.at
         order by at, sequence limit 1)) near
      order by proves desc, abs(extract(epoch from near.at - m.at)), sequence limit 1) e
   where m.incident_id = $1
   order by m.at`;

/** What the whole of an incident's timeline holds, whatever part of it is shown. Refused as 'not_found' like the incident. */
export async function getOutline(context: Context, ref: string): Promise<Outline> {
  const { id } = await loadIncident(database(), context, ref);
  const [rows, turningPoints] = await Promise.all([
    sql<EntryCount & { first: Date | null; last: Date | null }>(COUNTS, [id]),
    sql<TurningPoint>(TURNING_POINTS, [id]),
  ]);
  const times = (pick: "first" | "last") =>
    rows.flatMap((row) => (row[pick] ? [row[pick].getTime()] : [])).sort((a, b) => a - b);
  const [first, last] = [times("first")[0], times("last").at(-1)];
  return {
    counts: rows.map(({ first: _first, last: _last, ...count }) => count),
    first: first === undefined ? null : new Date(first),
    last: last === undefined ? null : new Date(last),
    turningPoints,
  };
}
