import type { Incident } from "../../../prisma/generated/client";
import type { Transaction } from "../../core/database";
import { separatedReason } from "./rules";

/**
 * Brings the entries of one incident into another: each that was not withdrawn, as a copy that keeps where it came from, and
 * once, whichever way it came. What was withdrawn there because incidents were separated, or because it had been moved out,
 * stands again when it comes back, through whatever incident, and belongs to what it came with while that is merged here.
 * Copies join the document as their originals did, but for what Highwater wrote of the other incident itself, and unless
 * it is prepared. Gives how many came, and whether the document changed.
 */
export async function bringEntries(
  tx: Transaction,
  source: Pick<Incident, "id" | "ref">,
  target: Pick<Incident, "id" | "preparedAt">,
  now: Date,
): Promise<{ brought: number; documented: boolean }> {
  const open = target.preparedAt === null;
  const again = await tx.$queryRaw<{ documented: boolean }[]>`
    update timeline_entry there
    set withdrawn_at = null, withdrawn_by_id = null, withdrawn_reason = null, withdrawn_for_id = null,
      brought_by_id = case
        when there.origin_id is null then null
        when exists (select 1 from incident_merge m
          where m.source_id = there.brought_by_id and m.target_id = there.incident_id) then there.brought_by_id
        else ${source.id}::uuid end,
      in_document = there.in_document and ${open}
    from timeline_entry here
    where here.incident_id = ${source.id}::uuid and here.withdrawn_at is null and there.incident_id = ${target.id}::uuid
      and there.withdrawn_for_id is not null
      and (coalesce(there.origin_id, there.id) = coalesce(here.origin_id, here.id) or there.deploy_id = here.deploy_id)
    returning there.in_document as documented`;
  const copied = await tx.$queryRaw<{ documented: boolean }[]>`
    insert into timeline_entry (id, incident_id, at, precision, kind, source, text, author_id, author_name, recorded_at,
      in_document, deploy_id, origin_id, origin_incident_id, brought_by_id)
    select gen_random_uuid(), ${target.id}::uuid, here.at, here.precision, here.kind, here.source, here.text,
      here.author_id, here.author_name, ${now}, here.in_document and here.source <> 'system' and ${open}, here.deploy_id,
      coalesce(here.origin_id, here.id), coalesce(here.origin_incident_id, here.incident_id), ${source.id}::uuid
    from timeline_entry here
    where here.incident_id = ${source.id}::uuid and here.withdrawn_at is null
      and not exists (
        select 1 from timeline_entry there where there.id = here.origin_id and there.incident_id = ${target.id}::uuid)
    order by here.at, here.sequence
    on conflict do nothing
    returning in_document as documented`;
  const rows = [...again, ...copied];
  return { brought: rows.length, documented: rows.some(({ documented }) => documented) };
}

/** Whether entries that came with an incident are part of the document of the one that it came into. */
export async function areDocumented(tx: Transaction, sourceId: string, targetId: string): Promise<boolean> {
  const where = { incidentId: targetId, broughtById: sourceId, withdrawnAt: null, inDocument: true };
  return (await tx.timelineEntry.findFirst({ where, select: { id: true } })) !== null;
}

/** Withdraws what came with an incident that is separated again; gives how many. They stay readable, and can be restored. */
export async function withdrawEntries(
  tx: Transaction,
  source: Pick<Incident, "id" | "ref">,
  targetId: string,
  by: { now: Date; personId: string | null },
): Promise<number> {
  const { count } = await tx.timelineEntry.updateMany({
    where: { incidentId: targetId, broughtById: source.id, withdrawnAt: null },
    data: {
      broughtById: null,
      withdrawnForId: source.id,
      withdrawnAt: by.now,
      withdrawnById: by.personId,
      withdrawnReason: separatedReason(source.ref),
    },
  });
  return count;
}
