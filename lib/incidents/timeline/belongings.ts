import type { Milestone, Prisma, TimelineEntry, TimelineRevision } from "../../../prisma/generated/client";
import type { Reader } from "../../core/database";
import { filesTold } from "../attachments/queries";

type Person = { id: string; name: string };
type Revision = TimelineRevision & { supersededBy: Person | null };
type Files = Prisma.TimelineEntryGetPayload<{ select: typeof filesTold }>;

type Belongings = {
  author: Person | null;
  withdrawnBy: Person | null;
  /** What it said before, the latest first. */
  revisions: Revision[];
  /** What it proves. */
  milestones: Pick<Milestone, "kind">[];
  /** Of the deploy that it tells of, where a sender told that. */
  deploy: { links: Prisma.JsonValue } | null;
  statusUpdate: {
    id: string;
    whatHappened: string;
    withdrawnAt: Date | null;
    incident: { ref: string };
  } | null;
};

/**
 * An entry with its author, what it said before, the milestones that it proves, the links of the deploy that it tells of,
 * and its files.
 */
export type TimelineItem = TimelineEntry & Belongings & Files;

type Row = Belongings & { id: string; hasFiles: boolean };

/** Entries with what belongs to them: in one question, where Prisma would ask one for each relation. */
export async function withBelongings(
  reader: Reader,
  entries: readonly TimelineEntry[],
): Promise<TimelineItem[]> {
  if (entries.length === 0) return [];
  const rows = await reader.$queryRaw<Row[]>`
    select e.id,
      (select json_build_object('id', id, 'name', name) from person where id = e.author_id) as author,
      (select json_build_object('id', id, 'name', name) from person where id = e.withdrawn_by_id) as "withdrawnBy",
      (select coalesce(json_agg(json_build_object(
                'entryId', r.entry_id, 'version', r.version, 'at', r.at, 'precision', r.precision, 'kind', r.kind,
                'text', r.text, 'supersededAt', r.superseded_at, 'supersededById', r.superseded_by_id,
                'reason', r.reason, 'supersededBy', (select json_build_object('id', id, 'name', name)
                                                       from person where id = r.superseded_by_id)
              ) order by r.version desc), '[]')
         from timeline_revision r where r.entry_id = e.id) as revisions,
      (select coalesce(json_agg(json_build_object('kind', kind) order by kind), '[]')
         from milestone where entry_id = e.id) as milestones,
      (select json_build_object('links', links) from deploy where id = e.deploy_id) as deploy,
      (select json_build_object('id', u.id, 'whatHappened', u.what_happened, 'withdrawnAt', u.withdrawn_at,
                                'incident', json_build_object('ref', i.ref))
         from status_update u join incident i on i.id = u.incident_id where u.entry_id = e.id) as "statusUpdate",
      exists (select from attachment where entry_id in (e.id, e.origin_id)) as "hasFiles"
      from timeline_entry e where e.id = any (${entries.map(({ id }) => id)}::uuid[])`;
  const own = new Map(rows.map(({ hasFiles: _, ...row }) => [row.id, dated(row)]));
  const files = await filesOf(
    reader,
    rows.filter(({ hasFiles }) => hasFiles).map(({ id }) => id),
  );
  return entries.flatMap((entry) => {
    const belongings = own.get(entry.id);
    const none = { attachments: [], origin: entry.originId === null ? null : { attachments: [] } };
    return belongings ? [{ ...entry, ...belongings, ...(files.get(entry.id) ?? none) }] : [];
  });
}

/** JSON has no instants. */
const dated = <Row extends Belongings>(row: Row): Row => ({
  ...row,
  revisions: row.revisions.map((revision) => ({
    ...revision,
    at: new Date(revision.at),
    supersededAt: new Date(revision.supersededAt),
  })),
  statusUpdate: row.statusUpdate && {
    ...row.statusUpdate,
    withdrawnAt: row.statusUpdate.withdrawnAt && new Date(row.statusUpdate.withdrawnAt),
  },
});

async function filesOf(reader: Reader, ids: string[]): Promise<Map<string, Files>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.timelineEntry.findMany({
    where: { id: { in: ids } },
    select: { id: true, ...filesTold },
  });
  return new Map(rows.map(({ id, ...files }) => [id, files]));
}
